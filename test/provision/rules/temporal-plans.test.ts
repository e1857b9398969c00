import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { temporalPlan } from '../../../provision/temporal-plans.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const ports = [7001, 7002, 7003, 7004, 7005, 7006, 7007, 7008]

const common = () => ({
  workingFolder: folder(),
  environment: { PATH: process.env['PATH'], HOME: process.env['HOME'], TEMPORAL_VERSION_CHECK_DISABLED: '1' },
  port: 7001,
  stopSignal: 'SIGTERM',
  stopMilliseconds: 2_000,
})

test("M2, S17: the developers' program serves this machine alone, without a page of its own, from one file", () => {
  expect(temporalPlan({ kind: 'cli', path: '/bin/temporal', origin: 'PATH' }, folder(), ports)).toEqual({
    ...common(),
    command: '/bin/temporal',
    arguments: (
      'server start-dev --headless --ip 127.0.0.1 --port 7001 --db-filename temporal-cli.db --log-level error ' +
      '--dynamic-config-value frontend.enableUpdateWorkflowExecution=true'
    ).split(' '),
    description: 'temporal server start-dev (PATH)',
  })
  expect(existsSync(join(folder(), 'config'))).toBe(false)
})

test('K1, M2, S17: the plain server is started by a configuration in its folder', () => {
  expect(temporalPlan({ kind: 'server', path: '/bin/server', origin: 'cache' }, folder(), ports)).toEqual({
    ...common(),
    command: '/bin/server',
    arguments: '--root . --config config --env development --allow-no-auth start'.split(' '),
    description: 'Temporal server 1.32.0 (cache)',
  })
  const file = join(folder(), 'config', 'development.yaml')
  expect([statSync(file), statSync(join(folder(), 'config'))].map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o700])
  const store = {
    sql: {
      pluginName: 'sqlite',
      databaseName: 'temporal.db',
      connectAddr: 'localhost',
      connectProtocol: 'tcp',
      connectAttributes: { setup: 'true', journal_mode: 'wal' },
    },
  }
  const part = (grpcPort: number, membershipPort: number) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true },
  })
  const shown = { certFile: 'tls/certificate.pem', keyFile: 'tls/key.pem' }
  const trusted = { serverName: 'temporal.cohortium.internal', rootCaFiles: ['tls/certificate.pem'] }
  const mutual = {
    server: { ...shown, requireClientAuth: true, clientCaFiles: ['tls/certificate.pem'] },
    client: trusted,
  }
  const disabled = { history: { state: 'disabled' }, visibility: { state: 'disabled' } }
  expect(parse(readFileSync(file, 'utf8'))).toEqual({
    log: { stdout: true, level: 'error' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: 1,
      datastores: { default: store, visibility: store },
    },
    global: {
      membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
      tls: { internode: mutual, frontend: mutual, systemWorker: { ...shown, client: trusted } },
    },
    services: {
      frontend: part(7001, 7002),
      history: part(7003, 7004),
      matching: part(7005, 7006),
      worker: part(7007, 7008),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: 'localhost:7001' },
      },
    },
    dynamicConfigClient: { filepath: 'config/dynamic.yaml', pollInterval: '1h' },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: disabled,
    namespaceDefaults: { archival: disabled },
  })
  expect(parse(readFileSync(join(folder(), 'config', 'dynamic.yaml'), 'utf8'))).toEqual({
    'system.enableRingpopTLS': [{ value: true }],
  })
})
