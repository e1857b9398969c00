import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection, ConnectionOptions } from '@temporalio/client'
import { acquireManagedService } from './managed-service.js'
import { notStarted } from './not-started.js'
import { freePorts } from './ports.js'
import type { ServiceRequest } from './postgres.js'
import { readStateFile, writePrivateFile } from './state-files.js'
import { checkTemporal, reachTemporal } from './temporal-check.js'
import { clientTls, prepareTemporalCertificate, readTemporalCertificate } from './temporal-certificates.js'
import { temporalPortCount } from './temporal-config.js'
import { temporalPlan } from './temporal-plans.js'
import { namedConnection, refusePlainTemporal } from './temporal-connection.js'
import { findTemporalProgram } from './temporal-program.js'

/** A Temporal server that answers, how to connect to it, and how a command says that it needs it no longer. */
export interface TemporalService {
  readonly address: string
  readonly namespace: string
  readonly connectionOptions: ConnectionOptions & { readonly address: string }
  /** The connection by which it was asked, until it is released. */
  readonly connection: Connection
  readonly version: string
  readonly origin: string
  /** Whether other accounts of this machine can connect as well, because the program knows no certificates. */
  readonly open: boolean
  readonly release: () => Promise<void>
}

/** The namespace used where TEMPORAL_NAMESPACE names no other. */
export const defaultNamespace = 'cohortium'

/** The folder of this checkout's own server. */
export const temporalFolder = (stateFolder: string): string => join(stateFolder, 'temporal')

/** What is kept of the server's last start: its ports, and whether its program takes connections without a certificate. */
interface LastStart {
  readonly ports: readonly number[]
  readonly open: boolean
}

const startFile = (workingFolder: string): string => join(workingFolder, 'start.json')

const lastStart = (workingFolder: string): LastStart => {
  const { ports, open } = (readStateFile(startFile(workingFolder)) ?? {}) as Partial<Record<keyof LastStart, unknown>>
  const whole = Array.isArray(ports) && ports.every((port): port is number => Number.isInteger(port))
  return { ports: whole ? ports : [], open: open === true }
}

const optionsOf = (workingFolder: string, port: number): TemporalService['connectionOptions'] => {
  const certificate = lastStart(workingFolder).open ? undefined : readTemporalCertificate(workingFolder)
  return { address: `127.0.0.1:${port}`, ...(certificate === undefined ? {} : { tls: clientTls(certificate) }) }
}

const acquireOwn = async (request: ServiceRequest, namespace: string): Promise<TemporalService> => {
  const folder = temporalFolder(request.stateFolder)
  const workingFolder = join(folder, 'home')
  let reached: Connection | null = null
  const server = await acquireManagedService({
    folder,
    label: 'the Temporal server',
    progress: request.progress,
    plan: async () => {
      // A server that runs is joined whatever this command could start.
      const program = await findTemporalProgram(request.environment, request.progress)
      request.progress(`Starting the Temporal server (${program.origin})`)
      mkdirSync(workingFolder, { recursive: true, mode: 0o700 })
      // A server that meets the addresses of its last start in its file waits half a minute for those parts to answer.
      const ports = await freePorts(temporalPortCount, lastStart(workingFolder).ports)
      const open = program.kind === 'cli'
      if (!open) await prepareTemporalCertificate(workingFolder)
      writePrivateFile(startFile(workingFolder), JSON.stringify({ ports, open } satisfies LastStart))
      return temporalPlan(program, workingFolder, ports)
    },
    answers: async port => {
      reached = await reachTemporal(optionsOf(workingFolder, port))
      return reached !== null
    },
  })
  const connectionOptions = optionsOf(workingFolder, server.port)
  const { open } = lastStart(workingFolder)
  const { address } = connectionOptions
  try {
    const origin = server.description
    const { connection, version } = await checkTemporal(connectionOptions, namespace, origin, reached)
    const release = async (): Promise<void> => {
      await connection.close()
      await server.release()
    }
    return { address, namespace, connectionOptions, connection, version, origin, open, release }
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
    const origin = 'TEMPORAL_ADDRESS'
    const { connection, version } = await checkTemporal(connectionOptions, chosen, origin)
    const release = (): Promise<void> => connection.close()
    return { address, namespace: chosen, connectionOptions, connection, version, origin, open: false, release }
  }
  try {
    return await acquireOwn(request, namespace)
  } catch (error) {
    const folder = temporalFolder(request.stateFolder)
    throw notStarted('Temporal', 'its server did not start', folder, 'TEMPORAL_ADDRESS', error)
  }
}
