import { dirname } from 'node:path'
import { CopiedWhileWorked } from './managed-service.js'
import { reasonOf, ServiceUnavailable } from './service-unavailable.js'

/** What a person reads where a server of our own did not start, and what to do. */
export const notStarted = (
  service: ServiceUnavailable['service'],
  problem: string,
  folder: string,
  variable: string,
  error: unknown,
): ServiceUnavailable => {
  if (error instanceof ServiceUnavailable) return error
  const remedy =
    error instanceof CopiedWhileWorked
      ? `remove ${dirname(folder)} and start anew, or stop the services there (services down) and copy again; of data that count, ` +
        'make a backup there and restore it here'
      : `look into ${folder}/server.log, or set ${variable} to another server`
  return new ServiceUnavailable(service, problem, [reasonOf(error)], remedy)
}
