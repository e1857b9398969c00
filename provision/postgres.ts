import { join } from 'node:path'
import { notStarted } from './not-started.js'
import { freePorts } from './ports.js'
import { acquireManagedService } from './managed-service.js'
import { embeddedPostgres } from './embedded-postgres.js'
import { checkPostgres } from './postgres-check.js'
import { giveCluster } from './postgres-cluster.js'
import type { PostgresCluster } from './postgres-cluster.js'
import { postgresConnection } from './postgres-connection.js'
import type { PostgresConnection } from './postgres-connection.js'
import { clusterAnswers, giveLeastRights, hasLeastRights, productUrl } from './postgres-roles.js'
import { sharedAccountTold } from './unprivileged-account.js'

/** A PostgreSQL that answers, and how a command says that it needs it no longer. */
export interface PostgresService {
  readonly connectionString: string
  /** The driver's settings for it, with verified TLS where the way leaves this machine. */
  readonly connection: PostgresConnection
  readonly version: string
  readonly origin: string
  readonly release: () => Promise<void>
}

/** What is needed to find or start a service. */
export interface ServiceRequest {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly stateFolder: string
  readonly progress: (line: string) => void
}

/** The folder of the embedded server's state. */
export const postgresFolder = (stateFolder: string): string => join(stateFolder, 'postgres')

/** How the embedded server is started: for this machine alone, with a log that holds no value of a subject. */
export const serverArguments = (cluster: Pick<PostgresCluster, 'data'>, port: number): readonly string[] => {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    // Paths of sockets are limited to about 100 bytes, a checkout's path is not.
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Errors, statements and their parameters may hold values of subjects.
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: 0,
  }
  return ['-D', cluster.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

const acquireEmbedded = async ({ stateFolder, progress }: ServiceRequest): Promise<PostgresService> => {
  const { account, binaries, cluster } = embeddedPostgres(stateFolder)
  const server = await acquireManagedService({
    folder: postgresFolder(stateFolder),
    label: 'PostgreSQL',
    progress,
    plan: async () => {
      progress(`Starting PostgreSQL ${binaries.version} (embedded)`)
      const shared = sharedAccountTold(account)
      if (shared !== null) progress(shared)
      giveCluster(await cluster(), account)
      const [port = 0] = await freePorts(1)
      return {
        command: binaries.postgres,
        arguments: serverArguments(await cluster(), port),
        workingFolder: (await cluster()).home,
        environment: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' },
        ...(account === undefined ? {} : { account: { uid: account.uid, gid: account.gid } }),
        port,
        stopSignal: 'SIGINT',
        stopMilliseconds: 10_000,
        description: `embedded PostgreSQL ${binaries.version}`,
      }
    },
    answers: async port => {
      if (await hasLeastRights(await cluster(), port)) return true
      if (!(await clusterAnswers(await cluster(), port))) return false
      await giveLeastRights(await cluster(), port)
      return true
    },
  })
  const connectionString = productUrl(await cluster(), server.port)
  const connection = postgresConnection(connectionString, {})
  const { description: origin, release } = server
  return { connectionString, connection, version: binaries.version, origin, release }
}

const superuserTold =
  "The database's role is a superuser: who gets hold of DATABASE_URL can also read the server's files and run programs there; " +
  'a role that owns its own database alone is enough (docs/operations.md, Services)'

/** The PostgreSQL that DATABASE_URL names, else the embedded one of this checkout. */
export const acquirePostgres = async (request: ServiceRequest): Promise<PostgresService> => {
  const connectionString = request.environment['DATABASE_URL']
  if (connectionString !== undefined && connectionString !== '') {
    const connection = postgresConnection(connectionString, request.environment)
    const { version, superuser } = await checkPostgres(connectionString, connection, 'DATABASE_URL')
    if (superuser) request.progress(superuserTold)
    return { connectionString, connection, version, origin: 'DATABASE_URL', release: () => Promise.resolve() }
  }
  try {
    return await acquireEmbedded(request)
  } catch (error) {
    const folder = postgresFolder(request.stateFolder)
    throw notStarted('PostgreSQL', 'the embedded server did not start', folder, 'DATABASE_URL', error)
  }
}
