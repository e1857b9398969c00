import { join } from 'node:path'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'
import { embeddedPostgres } from '../../provision/embedded-postgres.js'
import { acquireServices, type Services } from '../../provision/index.js'
import { administratorUrl } from '../../provision/postgres-roles.js'
import { certificateFiles, certificateName } from '../../provision/temporal-certificates.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the tests' PostgreSQL is; the tests make databases of their own there. */
    readonly databaseUrl: string
    /** Who may make those databases; the product itself never connects so. */
    readonly administratorUrl: string
    readonly temporalAddress: string
    /** The environment that lets a command connect to the tests' Temporal server: its address and the certificate it asks for. */
    readonly temporalEnvironment: Readonly<Record<string, string>>
    readonly temporalNamespace: string
  }
}

/** Who may make databases on the tests' PostgreSQL. */
export const administrator = async (
  stateFolder: string,
  { origin, connectionString }: Services['postgres'],
): Promise<string> => {
  if (origin === 'DATABASE_URL') return connectionString
  return administratorUrl(await embeddedPostgres(stateFolder).cluster(), Number(new URL(connectionString).port))
}

/** Starts the tests' own services once for all test files; they stop when the last of them is done. */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const stateFolder = join(import.meta.dirname, '..', '..', '.cohortium', 'test')
  const services = await acquireServices({
    environment: process.env,
    stateFolder,
    progress: line => {
      console.log(line)
    },
  })
  project.provide('databaseUrl', services.postgres.connectionString)
  project.provide('administratorUrl', await administrator(stateFolder, services.postgres))
  project.provide('temporalAddress', services.temporal.address)
  const home = join(stateFolder, 'temporal', 'home')
  project.provide('temporalEnvironment', {
    TEMPORAL_ADDRESS: services.temporal.address,
    ...(services.temporal.connectionOptions.tls === undefined
      ? {}
      : {
          TEMPORAL_TLS_CLIENT_CERT_PATH: join(home, certificateFiles.certificate),
          TEMPORAL_TLS_CLIENT_KEY_PATH: join(home, certificateFiles.key),
          TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(home, certificateFiles.certificate),
          TEMPORAL_TLS_SERVER_NAME: certificateName,
        }),
  })
  project.provide('temporalNamespace', services.temporal.namespace)
  return services.release
}

export default setup
