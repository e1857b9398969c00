import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { writePrivateFile } from './state-files.js'
import { certificateFiles, certificateName } from './temporal-certificates.js'

/** How many ports one Temporal server needs: a gRPC and a membership port for each of its four parts. */
export const temporalPortCount = 8

const sqliteStore = {
  sql: {
    pluginName: 'sqlite',
    // Relative to the server's working folder: a path with a space or a percent sign would have to be escaped.
    databaseName: 'temporal.db',
    connectAddr: 'localhost',
    connectProtocol: 'tcp',
    connectAttributes: { setup: 'true', journal_mode: 'wal' },
  },
}

const rpc = (grpcPort: number | undefined, membershipPort: number | undefined): object => ({
  rpc: { grpcPort, membershipPort, bindOnLocalHost: true },
})

const shown = { certFile: certificateFiles.certificate, keyFile: certificateFiles.key }
const trusted = { serverName: certificateName, rootCaFiles: [certificateFiles.certificate] }

// Each of the eight ports asks for the certificate, for a part behind the front would do what the front refuses.
const mutual = {
  server: { ...shown, requireClientAuth: true, clientCaFiles: [certificateFiles.certificate] },
  client: trusted,
}

const serverConfig = (ports: readonly number[]): object => ({
  log: { stdout: true, level: 'error' },
  persistence: {
    defaultStore: 'default',
    visibilityStore: 'visibility',
    numHistoryShards: 1,
    datastores: { default: sqliteStore, visibility: sqliteStore },
  },
  global: {
    membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
    tls: { internode: mutual, frontend: mutual, systemWorker: { ...shown, client: trusted } },
  },
  services: {
    frontend: rpc(ports[0], ports[1]),
    history: rpc(ports[2], ports[3]),
    matching: rpc(ports[4], ports[5]),
    worker: rpc(ports[6], ports[7]),
  },
  clusterMetadata: {
    enableGlobalNamespace: false,
    failoverVersionIncrement: 10,
    masterClusterName: 'active',
    currentClusterName: 'active',
    clusterInformation: {
      active: {
        enabled: true,
        initialFailoverVersion: 1,
        rpcName: 'frontend',
        rpcAddress: `localhost:${ports[0] ?? 0}`,
      },
    },
  },
  dynamicConfigClient: { filepath: 'config/dynamic.yaml', pollInterval: '1h' },
  dcRedirectionPolicy: { policy: 'noop' },
  archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
  namespaceDefaults: { archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } } },
})

// By itself the membership of the parts speaks no TLS: whoever joined it would be trusted as one of them.
const dynamicConfig = { 'system.enableRingpopTLS': [{ value: true }] }

/** Writes the configuration of a Temporal server that keeps everything in one SQLite file of that folder. */
export const writeTemporalConfig = (folder: string, ports: readonly number[]): void => {
  mkdirSync(join(folder, 'config'), { recursive: true, mode: 0o700 })
  writePrivateFile(join(folder, 'config', 'development.yaml'), stringify(serverConfig(ports)))
  writePrivateFile(join(folder, 'config', 'dynamic.yaml'), stringify(dynamicConfig))
}
