import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { embeddedPostgres } from '../../provision/embedded-postgres.js'
import { freePorts } from '../../provision/ports.js'
import { serverArguments } from '../../provision/postgres.js'
import { clusterAnswers, giveLeastRights, productUrl } from '../../provision/postgres-roles.js'
import {
  certificateFiles,
  certificateName,
  clientTls,
  prepareTemporalCertificate,
} from '../../provision/temporal-certificates.js'
import { checkTemporal } from '../../provision/temporal-check.js'
import { temporalPortCount } from '../../provision/temporal-config.js'
import { temporalPlan } from '../../provision/temporal-plans.js'
import { findTemporalProgram } from '../../provision/temporal-program.js'
import { temporalAnswers } from '../support/temporal-answers.js'
import { keepServerUp, type KeptServer } from './kept-server.js'

const namespace = 'soak'

/** A server of the soak's own with what a client needs to reach it. */
export interface Reached {
  readonly server: KeptServer
  readonly environmentThrough: (port: number) => Readonly<Record<string, string>>
}

/** Starts a PostgreSQL below a folder. */
export const startPostgres = async (stateFolder: string): Promise<Reached> => {
  const { account, binaries, cluster: prepared } = embeddedPostgres(stateFolder)
  const cluster = await prepared()
  const [port = 0] = await freePorts(1)
  const plan = {
    command: binaries.postgres,
    arguments: serverArguments(cluster, port),
    workingFolder: cluster.home,
    environment: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' },
    ...(account === undefined ? {} : { account: { uid: account.uid, gid: account.gid } }),
    port,
    stopSignal: 'SIGINT' as const,
    stopMilliseconds: 10_000,
    description: 'PostgreSQL of the soak',
  }
  const server = await keepServerUp(plan, stateFolder, () => clusterAnswers(cluster, port))
  await giveLeastRights(cluster, port)
  return { server, environmentThrough: at => ({ DATABASE_URL: productUrl(cluster, at) }) }
}

/** Starts a Temporal server below a folder. */
export const startTemporal = async (stateFolder: string, tell: (line: string) => void): Promise<Reached> => {
  const program = await findTemporalProgram(process.env, tell)
  const home = join(stateFolder, 'temporal')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const ports = await freePorts(temporalPortCount)
  const certificate = await prepareTemporalCertificate(home)
  const withCertificate = program.kind === 'server'
  const options = {
    address: `127.0.0.1:${String(ports[0])}`,
    ...(withCertificate ? { tls: clientTls(certificate) } : {}),
  }
  const server = await keepServerUp(temporalPlan(program, home, ports), stateFolder, () => temporalAnswers(options))
  const { connection } = await checkTemporal(options, namespace, 'soak')
  await connection.close()
  const tls = {
    TEMPORAL_TLS_CLIENT_CERT_PATH: join(home, certificateFiles.certificate),
    TEMPORAL_TLS_CLIENT_KEY_PATH: join(home, certificateFiles.key),
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(home, certificateFiles.certificate),
    TEMPORAL_TLS_SERVER_NAME: certificateName,
  }
  return {
    server,
    environmentThrough: at => ({
      TEMPORAL_ADDRESS: `127.0.0.1:${String(at)}`,
      TEMPORAL_NAMESPACE: namespace,
      ...(withCertificate ? tls : {}),
    }),
  }
}
