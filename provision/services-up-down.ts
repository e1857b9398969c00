import { acquireServices } from './acquire-services.js'
import type { Services, ServicesOptions } from './acquire-services.js'
import { readKeeperState } from './kept-process.js'
import { isKept, liveLeases, setKept } from './leases.js'
import { waitUntilStopped } from './managed-service.js'
import { defaultStateFolder } from './state-folder.js'
import { postgresFolder } from './postgres.js'
import { isAlive } from './processes.js'
import { temporalFolder } from './temporal.js'
import { withoutSecrets } from './without-secrets.js'

/** What one service is doing, as `services status` tells it. */
export interface ServiceStatus {
  readonly service: 'PostgreSQL' | 'Temporal'
  readonly state: 'external' | 'running' | 'stopping' | 'stopped'
  readonly place: string
  readonly description: string
  readonly kept: boolean
  readonly usedBy: readonly number[]
}

const folders = (stateFolder: string): readonly string[] => [postgresFolder(stateFolder), temporalFolder(stateFolder)]

const chosenFolder = (options: Pick<ServicesOptions, 'environment' | 'stateFolder'>): string =>
  options.stateFolder ?? defaultStateFolder(options.environment)

/** Starts both services and lets them run on until `servicesDown`. */
export const servicesUp = async (options: ServicesOptions): Promise<Omit<Services, 'release'>> => {
  const stateFolder = chosenFolder(options)
  const services = await acquireServices({ ...options, stateFolder })
  for (const folder of folders(stateFolder)) {
    if (readKeeperState(folder) !== undefined) setKept(folder, true)
  }
  await services.release()
  return services
}

/** Stops what `servicesUp` left running; a service in use stops when its last user leaves, whose pids are given. */
export const servicesDown = async (
  options: Pick<ServicesOptions, 'environment' | 'stateFolder'>,
): Promise<readonly number[]> => {
  const all = folders(chosenFolder(options))
  for (const folder of all) setKept(folder, false)
  await Promise.all(all.map(waitUntilStopped))
  return [...new Set(all.flatMap(folder => liveLeases(folder).map(lease => lease.pid)))]
}

const statusOf = (service: ServiceStatus['service'], folder: string, external: string | undefined): ServiceStatus => {
  if (external !== undefined && external !== '') {
    return { service, state: 'external', place: external, description: 'not ours', kept: false, usedBy: [] }
  }
  const state = readKeeperState(folder)
  const users = { kept: isKept(folder), usedBy: liveLeases(folder).map(lease => lease.pid) }
  if (state === undefined || !isAlive(state.server)) {
    return { service, state: 'stopped', place: '-', description: '-', ...users }
  }
  const { status, port, description } = state
  return { service, state: status, place: `127.0.0.1:${port}`, description, ...users }
}

/** What both services are doing now; starts and changes nothing. */
export const servicesStatus = (
  options: Pick<ServicesOptions, 'environment' | 'stateFolder'>,
): readonly ServiceStatus[] => {
  const stateFolder = chosenFolder(options)
  const database = options.environment['DATABASE_URL']
  return [
    statusOf('PostgreSQL', postgresFolder(stateFolder), database === undefined ? database : withoutSecrets(database)),
    statusOf('Temporal', temporalFolder(stateFolder), options.environment['TEMPORAL_ADDRESS']),
  ]
}
