import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { acquireServices } from '../../provision/index.js'
import { ServiceUnavailable } from '../../provision/service-unavailable.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-unavailable-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const failure = async (environment: Readonly<Record<string, string>>): Promise<ServiceUnavailable> => {
  try {
    await acquireServices({
      environment: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      stateFolder: join(folder, 'state'),
      progress: () => undefined,
    })
  } catch (error) {
    if (error instanceof ServiceUnavailable) return error
    throw error
  }
  throw new Error('the services were found')
}

const there = (): Readonly<Record<string, string>> => ({
  DATABASE_URL: inject('databaseUrl'),
  ...inject('temporalEnvironment'),
  TEMPORAL_NAMESPACE: inject('temporalNamespace'),
})

test('services that the environment names are used and not stopped', async () => {
  const environment = { PATH: process.env['PATH'], ...there() }
  const stateFolder = join(folder, 'state')
  const services = await acquireServices({ environment, stateFolder, progress: () => undefined })
  expect(services.postgres.origin).toBe('DATABASE_URL')
  expect(services.temporal.origin).toBe('TEMPORAL_ADDRESS')
  await services.release()
  const again = await acquireServices({ environment, stateFolder, progress: () => undefined })
  expect(again.postgres.version).toBe(services.postgres.version)
})

test('a PostgreSQL that is not reachable is named without its password, with what to do', async () => {
  const error = await failure({ ...there(), DATABASE_URL: 'postgresql://me:secret-word@127.0.0.1:1/study' })
  expect(error.service).toBe('PostgreSQL')
  expect(error.message).toContain('127.0.0.1:1/study')
  expect(error.message).toContain('DATABASE_URL')
  expect(error.message).not.toContain('secret-word')
})

test('a refused password is named as such', async () => {
  const url = new URL(inject('databaseUrl'))
  url.password = 'wrong'
  const error = await failure({ ...there(), DATABASE_URL: url.href })
  expect(error.message).toContain('password authentication failed')
})

test('a Temporal server that is not reachable is named with what to do', async () => {
  const error = await failure({ ...there(), TEMPORAL_ADDRESS: '127.0.0.1:1' })
  expect(error.service).toBe('Temporal')
  expect(error.message).toContain('127.0.0.1:1')
  expect(error.message).toContain(
    'what to do: start that server or correct TEMPORAL_ADDRESS; without it a server of this checkout is used',
  )
})

test('where no Temporal program can be had, every way that was tried is listed', async () => {
  const error = await failure({
    DATABASE_URL: inject('databaseUrl'),
    PATH: folder,
    XDG_CACHE_HOME: join(folder, 'cache'),
    COHORTIUM_TEMPORAL_DOWNLOAD: 'off',
  })
  expect(error.tried).toHaveLength(4)
  expect(error.message).toContain('https://docs.temporal.io/cli')
  expect(error.message).toContain('`go` is not on PATH')
})

test('H13: servers beyond this machine that offer no TLS are refused, or used and named where the owner names their host', async () => {
  const beyond = (url: string): string => url.replace(/127\.0\.0\.1|localhost/, '0.0.0.0')
  const environment = {
    ...there(),
    DATABASE_URL: beyond(inject('databaseUrl')),
    TEMPORAL_ADDRESS: beyond(inject('temporalAddress')),
  }
  const error = await failure(environment)
  expect(error.service).toBe('PostgreSQL')
  expect(error.message).toMatch(/does not support SSL[^]*COHORTIUM_PLAIN_HOSTS=0\.0\.0\.0/)
  // The tests' own server speaks TLS: without the settings that say so it would be spoken to in plain.
  const temporal = await failure({
    DATABASE_URL: inject('databaseUrl'),
    TEMPORAL_ADDRESS: environment.TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE: inject('temporalNamespace'),
  })
  expect(temporal.message).toMatch(/0\.0\.0\.0 is beyond this machine[^]*TEMPORAL_TLS=true/)
  const told: string[] = []
  const services = await acquireServices({
    environment: { PATH: process.env['PATH'], ...environment, COHORTIUM_PLAIN_HOSTS: '0.0.0.0' },
    stateFolder: join(folder, 'state'),
    progress: line => told.push(line),
  })
  await services.release()
  expect(told).toEqual(['Spoken to in plain, as COHORTIUM_PLAIN_HOSTS says: 0.0.0.0 (DATABASE_URL)'])
})
