import { join } from 'node:path'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'
import { acquireServices } from '../../provision/index.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the tests' PostgreSQL is; the tests make databases of their own there. */
    readonly databaseUrl: string
    readonly temporalAddress: string
    readonly temporalNamespace: string
  }
}

/** Starts the tests' own services once for all test files; they stop when the last of them is done. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const services = await acquireServices({
    environment: process.env,
    stateFolder: join(import.meta.dirname, '..', '..', '.cohortium', 'test'),
    progress: line => {
      console.log(line)
    },
  })
  project.provide('databaseUrl', services.postgres.connectionString)
  project.provide('temporalAddress', services.temporal.address)
  project.provide('temporalNamespace', services.temporal.namespace)
  return services.release
}
