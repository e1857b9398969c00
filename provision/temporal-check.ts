import { Connection } from '@temporalio/client'
import type { ConnectionOptions } from '@temporalio/client'
import { ServiceUnavailable, reasonOf } from './service-unavailable.js'
import { waitFor } from './wait-for.js'

const alreadyExists = 6
const notFound = 5
// The client asks a server that is not there again until this bound; one on a busy machine may take its time to accept.
const connectMilliseconds = 10_000
const retentionSeconds = 30 * 86_400

const codeOf = (error: unknown): number | undefined => (error as { code?: number }).code

const withConnection = async <Answer>(
  options: ConnectionOptions,
  timeout: number,
  work: (connection: Connection) => Promise<Answer>,
): Promise<Answer> => {
  const connection = await Connection.connect({ ...options, connectTimeout: Math.min(timeout, connectMilliseconds) })
  try {
    return await connection.withDeadline(Date.now() + timeout, () => work(connection))
  } finally {
    await connection.close()
  }
}

/** Whether a Temporal server that is just starting answers already. */
export const temporalAnswers = async (options: ConnectionOptions): Promise<boolean> => {
  try {
    await withConnection(options, 1_000, connection => connection.workflowService.getSystemInfo({}))
    return true
  } catch {
    return false
  }
}

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

/** Makes sure that a server knows schedules and the namespace, and gives its version. */
export const checkTemporal = async (options: ConnectionOptions, namespace: string, origin: string): Promise<string> => {
  const place = `${options.address ?? ''} (${origin})`
  const remedy = 'start that server or correct TEMPORAL_ADDRESS; without it a server of this checkout is used'
  try {
    return await withConnection(options, 60_000, async connection => {
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
    })
  } catch (error) {
    if (error instanceof ServiceUnavailable) throw error
    const tried = [`${place}, namespace ${namespace}: ${reasonOf(error)}`]
    throw new ServiceUnavailable('Temporal', 'the server is not reachable', tried, remedy)
  }
}
