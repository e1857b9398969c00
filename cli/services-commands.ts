import { buildOwnServer, servicesDown, servicesStatus, type ServiceStatus, servicesUp } from '../provision/index.js'
import { ownStateFolder } from './own-state-folder.js'
import { terminal } from './terminal.js'

const options = () => ({ environment: process.env, progress: terminal.progress, stateFolder: ownStateFolder() })

/** Starts both services and lets them run on until `services down`. */
export const upCommand = async (): Promise<number> => {
  const { postgres, temporal } = await servicesUp(options())
  terminal.print(`PostgreSQL ${postgres.version} (${postgres.origin})`)
  terminal.print(
    `Temporal ${temporal.version} at ${temporal.address}, namespace ${temporal.namespace} (${temporal.origin})`,
  )
  return 0
}

/** Builds the Temporal server that only this account reaches; the next start takes it. */
export const buildCommand = async (): Promise<number> => {
  const { environment, progress } = options()
  const { path, origin } = await buildOwnServer(environment, progress)
  terminal.print(`the Temporal server with certificates is ${origin === 'cache' ? 'there' : 'built'}: ${path}`)
  terminal.print('services that are up go on with their program until they are stopped: cohortium services down')
  return 0
}

/** Stops what `services up` left running; data stay. */
export const downCommand = async (): Promise<number> => {
  const users = await servicesDown(options())
  terminal.print(
    users.length === 0
      ? 'services are down; their data stay'
      : `services stop when their users leave: processes ${users.join(', ')}`,
  )
  return 0
}

/** What one service is doing, as a line of the terminal. */
export const statusLine = ({ service, state, place, description, kept, usedBy }: ServiceStatus): string => {
  const users = usedBy.length === 0 ? '' : `, used by processes ${usedBy.join(', ')}`
  return `${service.padEnd(11)} ${state.padEnd(9)} ${place}  ${description}${kept ? ', kept up' : ''}${users}`
}

/** Tells what both services are doing; starts nothing. */
export const statusCommand = (): Promise<number> => {
  for (const status of servicesStatus(options())) terminal.print(statusLine(status))
  return Promise.resolve(0)
}
