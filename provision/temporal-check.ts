import { Connection } from '@temporalio/client'
import type { ConnectionOptions } from '@temporalio/client'
import { ServiceUnavailable, reasonOf } from './service-unavailable.js'
import { waitFor } from './wait-for.js'

const alreadyExists = 6
const notFound = 5
// The client asks a server that is not there again until this bound; one on a busy machine may take its time to accept.
const connectMilliseconds = 10_000
const answerMilliseconds = 60_000
const retentionSeconds = 30 * 86_400

const codeOf = (error: unknown): number | undefined => (error as { code?: number }).code

const connect = async (options: ConnectionOptions, connectTimeout: number): Promise<Connection> => {
  const connection = Connection.lazy({ ...options, connectTimeout })
  try {
    await connection.ensureConnected()
    return connection
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** A connection to a Temporal server that may be just starting; null where it does not answer yet. */
export const reachTemporal = (options: ConnectionOptions): Promise<Connection | null> =>
  connect(options, 1_000).catch(() => null)

const registerNamespace = async (connection: Connection, namespace: string): Promise<void> => {
  try {
    await connection.workflowService.describeNamespace({ namespace })
    return
  } catch (error) {
    if (codeOf(error) !== notFound) throw error
  }
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      // The wire format takes a plain number where the type asks for a 64-bit one.
      workflowExecutionRetentionPeriod: { seconds: retentionSeconds as never },
    })
  } catch (error) {
    if (codeOf(error) !== alreadyExists) throw error
  }
}

/** A fresh namespace is known to all parts of the server only after a moment: ask until it is. */
const waitForNamespace = async (connection: Connection, namespace: string): Promise<void> => {
  let last: unknown
  const known = await waitFor(async () => {
    try {
      await connection.workflowService.listSchedules({ namespace, maximumPageSize: 1 })
      return true
    } catch (error) {
      last = error
      return undefined
    }
  }, 60_000)
  if (known === undefined) throw last
}

const prepare = async (connection: Connection, namespace: string, place: string): Promise<string> => {
  const info = await connection.workflowService.getSystemInfo({})
  if (info.capabilities?.supportsSchedules !== true) {
    throw new ServiceUnavailable(
      'Temporal',
      `server ${info.serverVersion} is too old: it has no schedules`,
      [place],
      'upgrade it to 1.20 or newer (https://docs.temporal.io/self-hosted-guide)',
    )
  }
  await registerNamespace(connection, namespace)
  await waitForNamespace(connection, namespace)
  return info.serverVersion
}

/** A server that knows schedules and the namespace. */
export interface CheckedTemporal {
  readonly connection: Connection
  readonly version: string
}

/** Connects to a server, unless it is reached already, and makes sure that it knows schedules and the namespace. */
export const checkTemporal = async (
  options: ConnectionOptions,
  namespace: string,
  origin: string,
  reached: Connection | null = null,
): Promise<CheckedTemporal> => {
  const place = `${options.address ?? ''} (${origin})`
  const remedy = 'start that server or correct TEMPORAL_ADDRESS; without it a server of this checkout is used'
  let connection = reached
  try {
    const own = (connection ??= await connect(options, connectMilliseconds))
    const version = await own.withDeadline(Date.now() + answerMilliseconds, () => prepare(own, namespace, place))
    return { connection: own, version }
  } catch (error) {
    await connection?.close()
    if (error instanceof ServiceUnavailable) throw error
    const tried = [`${place}, namespace ${namespace}: ${reasonOf(error)}`]
    throw new ServiceUnavailable('Temporal', 'the server is not reachable', tried, remedy)
  }
}
