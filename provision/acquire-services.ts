import { defaultStateFolder, ownInstallationTold } from './state-folder.js'
import { acquirePostgres } from './postgres.js'
import type { PostgresService } from './postgres.js'
import { makePrivateFolder } from './state-files.js'
import { acquireTemporal } from './temporal.js'
import type { TemporalService } from './temporal.js'
import { plainHostsTold } from './plain-hosts-told.js'

/** Which services are wanted, and whom to tell about steps that take a while. */
export interface ServicesOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where the state of the services lives; by default in the checkout. */
  readonly stateFolder?: string
  readonly progress: (line: string) => void
}

/** PostgreSQL and Temporal, both answering; `release` stops what nobody else uses. */
export interface Services {
  readonly postgres: Omit<PostgresService, 'release'>
  readonly temporal: Omit<TemporalService, 'release'>
  /** Where the state of this installation lives, private to its owner. */
  readonly stateFolder: string
  readonly release: () => Promise<void>
}

const releaseAll = async (services: readonly { readonly release: () => Promise<void> }[]): Promise<void> => {
  await Promise.all(services.map(service => service.release()))
}

const chosenFolder = ({ environment, stateFolder, progress }: ServicesOptions): string => {
  const folder = stateFolder ?? defaultStateFolder(environment)
  makePrivateFolder(folder)
  const told = stateFolder === undefined ? ownInstallationTold(folder) : null
  if (told !== null) progress(told)
  return folder
}

/** Finds or starts both services side by side; when one is not there, the other is let go and the reason is thrown. */
export const acquireServices = async (options: ServicesOptions): Promise<Services> => {
  const stateFolder = chosenFolder(options)
  const request = { environment: options.environment, stateFolder, progress: options.progress }
  const [postgres, temporal] = await Promise.allSettled([acquirePostgres(request), acquireTemporal(request)])
  if (postgres.status === 'fulfilled' && temporal.status === 'fulfilled') {
    const told = plainHostsTold(postgres.value, temporal.value, options.environment)
    if (told !== null) options.progress(told)
    return {
      postgres: postgres.value,
      temporal: temporal.value,
      stateFolder,
      release: () => releaseAll([postgres.value, temporal.value]),
    }
  }
  await releaseAll([postgres, temporal].flatMap(one => (one.status === 'fulfilled' ? [one.value] : [])))
  throw postgres.status === 'rejected' ? postgres.reason : (temporal as PromiseRejectedResult).reason
}

/** Finds or starts only PostgreSQL: what only reads or writes data works while Temporal is away. */
export const acquireDatabase = (options: ServicesOptions): Promise<PostgresService> => {
  const { environment, progress } = options
  const stateFolder = chosenFolder(options)
  return acquirePostgres({ environment, stateFolder, progress })
}
