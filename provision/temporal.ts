import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ConnectionOptions } from '@temporalio/client'
import { acquireManagedService } from './managed-service.js'
import { freePorts } from './ports.js'
import type { ServiceRequest } from './postgres.js'
import { ServiceUnavailable, reasonOf } from './service-unavailable.js'
import { readStateFile, writePrivateFile } from './state-files.js'
import { checkTemporal, temporalAnswers } from './temporal-check.js'
import { temporalPortCount } from './temporal-config.js'
import { temporalPlan } from './temporal-plans.js'
import { namedConnection, refusePlainTemporal } from './temporal-connection.js'
import { findTemporalProgram } from './temporal-program.js'

/** A Temporal server that answers, how to connect to it, and how a command says that it needs it no longer. */
export interface TemporalService {
  readonly address: string
  readonly namespace: string
  readonly connectionOptions: ConnectionOptions & { readonly address: string }
  readonly version: string
  readonly origin: string
  readonly release: () => Promise<void>
}

/** The namespace used where TEMPORAL_NAMESPACE names no other. */
export const defaultNamespace = 'cohortium'

/** The folder of this checkout's own server. */
export const temporalFolder = (stateFolder: string): string => join(stateFolder, 'temporal')

const portsFile = (workingFolder: string): string => join(workingFolder, 'ports.json')

const readPorts = (workingFolder: string): readonly number[] => {
  const kept = readStateFile(portsFile(workingFolder))
  return Array.isArray(kept) && kept.every((port): port is number => Number.isInteger(port)) ? kept : []
}

const keepPorts = (workingFolder: string, ports: readonly number[]): void => {
  writePrivateFile(portsFile(workingFolder), JSON.stringify(ports))
}

const acquireOwn = async (request: ServiceRequest, namespace: string): Promise<TemporalService> => {
  const program = await findTemporalProgram(request.environment, request.progress)
  const folder = temporalFolder(request.stateFolder)
  const server = await acquireManagedService({
    folder,
    label: 'the Temporal server',
    progress: request.progress,
    plan: async () => {
      request.progress(`Starting the Temporal server (${program.origin})`)
      const workingFolder = join(folder, 'home')
      mkdirSync(workingFolder, { recursive: true, mode: 0o700 })
      // A server that meets the addresses of its last start in its file waits half a minute for those parts to answer.
      const ports = await freePorts(temporalPortCount, readPorts(workingFolder))
      keepPorts(workingFolder, ports)
      return temporalPlan(program, workingFolder, ports)
    },
    answers: port => temporalAnswers(`127.0.0.1:${port}`),
  })
  const address = `127.0.0.1:${server.port}`
  try {
    const version = await checkTemporal({ address }, namespace, server.description)
    const origin = server.description
    return { address, namespace, connectionOptions: { address }, version, origin, release: server.release }
  } catch (error) {
    await server.release()
    throw error
  }
}

const namesServer = (environment: ServiceRequest['environment']): boolean =>
  ['TEMPORAL_ADDRESS', 'TEMPORAL_CONFIG_FILE', 'TEMPORAL_PROFILE'].some(name => (environment[name] ?? '') !== '')

const definedOnly = (environment: ServiceRequest['environment']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** The Temporal server that TEMPORAL_ADDRESS (or a Temporal profile) names, else one of this checkout. */
export const acquireTemporal = async (request: ServiceRequest): Promise<TemporalService> => {
  const namespace = request.environment['TEMPORAL_NAMESPACE'] ?? defaultNamespace
  if (namesServer(request.environment)) {
    const config = namedConnection(definedOnly(request.environment))
    const options = config.connectionOptions
    const address = options.address ?? 'localhost:7233'
    refusePlainTemporal(address, options, request.environment)
    const connectionOptions = { ...options, address }
    const chosen = config.namespace ?? namespace
    const version = await checkTemporal(connectionOptions, chosen, 'TEMPORAL_ADDRESS')
    const release = (): Promise<void> => Promise.resolve()
    return { address, namespace: chosen, connectionOptions, version, origin: 'TEMPORAL_ADDRESS', release }
  }
  try {
    return await acquireOwn(request, namespace)
  } catch (error) {
    if (error instanceof ServiceUnavailable) throw error
    throw new ServiceUnavailable(
      'Temporal',
      'its server did not start',
      [reasonOf(error)],
      `look into ${temporalFolder(request.stateFolder)}/server.log, or set TEMPORAL_ADDRESS to another server`,
    )
  }
}
