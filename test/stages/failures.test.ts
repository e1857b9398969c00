import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApplicationFailure } from '@temporalio/common'
import { DefaultFailureConverter, defaultPayloadConverter } from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import type { Dependencies } from '../../stages/dependencies.js'
import { toFailure } from '../../stages/failures.js'
import { patienceOf, someTries } from '../../stages/passing.js'
import { performActivity } from '../../stages/perform-activity.js'
import { ExportRefused, ExportShrank, NothingToReuse, OutputGone } from '../../stages/run-errors.js'
import { ExportUnreadable, MappingIncomplete } from '../../sources/errors.js'
import { fileFailure } from '../../sources/files/file-failure.js'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { checkout } from '../support/cohortium.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'
import { errorApart, errorFromApart } from '../../words/error-apart.js'
import { retold, told } from '../../words/told.js'

let own: TestDatabase
let dependencies: Dependencies

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
  await insertRun(own.store.database, newRun({}))
  dependencies = {
    store: own.store,
    installation: { key: { mark: 'test' }, places: { resolve: () => undefined } },
    clock: () => new Date('2024-04-01T00:00:01Z'),
    environment: {},
    sendMail: null,
  }
})

afterAll(() => own.drop())

const planted = 'Li Xiaoming 13800001111'

/** What Temporal would keep of a failure, as text. */
const kept = (failure: unknown): string =>
  JSON.stringify(new DefaultFailureConverter().errorToFailure(failure, defaultPayloadConverter))

const inActivity = <T>(perform: () => Promise<T>): Promise<T> =>
  new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR', () => undefined) }).run(perform)

const failing = async (statement: () => Promise<unknown>): Promise<ApplicationFailure> => {
  const analyze = async (): Promise<void> => {
    await statement()
  }
  const failure: unknown = await inActivity(() => performActivity(dependencies, analyze, { runId: 'run-1' })).catch(
    (error: unknown) => error,
  )
  if (!(failure instanceof ApplicationFailure)) throw new Error('the activity did not fail as expected')
  return failure
}

const story = async (): Promise<string> =>
  JSON.stringify(await own.store.database.selectFrom('run_event').selectAll().execute())

test("a run's story tells of each attempt of a stage how it began and ended, by site", async () => {
  const env = (attempt: number) =>
    new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR', () => undefined) })
  const of = { runId: 'run-1', site: 'north' }
  const ingestSite = (): Promise<string> => Promise.resolve('batch')
  const analyze = (): Promise<string> => Promise.reject(new NothingToReuse(retold('no batch')))
  expect(await env(1).run(() => performActivity(dependencies, ingestSite, of))).toBe('batch')
  await expect(env(2).run(() => performActivity(dependencies, analyze, { runId: 'run-1' }))).rejects.toThrow('no batch')
  // Nobody's run: nothing to tell.
  await env(1).run(() => performActivity(dependencies, ingestSite, {}))
  const rows = await own.store.database
    .selectFrom('run_event')
    .select(['site', 'stage', 'state', 'text', 'at'])
    .orderBy('event_id')
    .execute()
  expect(rows.map(row => [row.site, row.stage, row.state, row.text])).toEqual([
    ['north', 'ingestSite', 'started', ''],
    ['north', 'ingestSite', 'done', ''],
    [null, 'analyze', 'started', 'attempt 2'],
    [null, 'analyze', 'failed', 'NothingToReuse: no batch'],
  ])
  await own.store.database.deleteFrom('run_event').execute()
})

test('an activity is named by the name that Temporal knows, however its function is called', async () => {
  const renamed = (): Promise<string> => Promise.resolve('matched')
  await inActivity(() => performActivity(dependencies, renamed, { runId: 'run-1' }, 'matchCohort'))
  const rows = await own.store.database.selectFrom('run_event').select('stage').distinct().execute()
  expect(rows).toEqual([{ stage: 'matchCohort' }])
  await own.store.database.deleteFrom('run_event').execute()
})

test('an error that nobody named shows its place in the code on the terminal, and not its message', async () => {
  const lines: string[] = []
  const write = vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    lines.push(String(text))
    return true
  })
  try {
    await failing(() => Promise.reject(new TypeError(`cannot read ${planted}`)))
    await expect(
      inActivity(() => performActivity(dependencies, () => Promise.reject(new NothingToReuse(retold('no batch'))), {})),
    ).rejects.toThrow()
  } finally {
    write.mockRestore()
  }
  const told = lines.join('')
  expect(told).toMatch(/^analyze: TypeError\n +at /)
  expect(told.trimEnd().split('\n').length).toBeLessThanOrEqual(7)
  expect(told).not.toContain('Xiaoming')
  expect(told).not.toContain('NothingToReuse')
})

test('an activity says that it is alive while it works, every second', async () => {
  const env = new MockActivityEnvironment({ attempt: 1 })
  const beats: number[] = []
  env.on('heartbeat', () => beats.push(Date.now()))
  await env.run(() =>
    performActivity(
      dependencies,
      async () => {
        await expect.poll(() => beats.length).toBe(2)
      },
      {},
    ),
  )
  expect((beats[1] ?? 0) - (beats[0] ?? 0)).toBeGreaterThan(750)
})

test('a constraint that a value breaks is named by its code, and the value by nobody', async () => {
  const { database } = own.store
  const asDriverTells: unknown = await database
    .insertInto('run')
    .values(newRun({ run_id: planted, protocol_hash: planted, execution_id: planted }))
    .execute()
    .catch((error: unknown) => error)
  // The driver itself does carry the value: that is what must not get any further.
  expect(JSON.stringify(asDriverTells, Object.getOwnPropertyNames(asDriverTells))).toContain(planted)
  const failure = await failing(() =>
    database
      .insertInto('run')
      .values(newRun({ run_id: planted, protocol_hash: planted, execution_id: planted }))
      .execute(),
  )
  expect(failure.message).toBe('analyze failed with code 23503')
  expect(failure.nonRetryable).toBe(true)
  expect(kept(failure)).not.toContain('Xiaoming')
  expect(await story()).not.toContain('Xiaoming')
})

test('a value that Postgres cannot read as a date is not repeated', async () => {
  const failure = await failing(() => sql`select ${planted}::date`.execute(own.store.database))
  expect(failure.message).toBe('analyze failed with code 22007')
  expect(kept(failure)).not.toContain('Xiaoming')
  expect(await story()).not.toContain('Xiaoming')
})

test('an error that nobody named is named by its class and the activity only, without a stack', async () => {
  const failure = await failing(() => Promise.reject(new TypeError(`cannot read ${planted}`)))
  expect(failure).toMatchObject({ type: 'TypeError', message: 'analyze failed', nonRetryable: true })
  expect(kept(failure)).not.toContain('Xiaoming')
  expect(kept(failure)).not.toContain(checkout)
  expect(kept(failure)).not.toMatch(/\.ts:\d+/)
})

describe('F13: a full disk is met eight times before its stage is given up', () => {
  const meets = (code: string, attempt: number, of: object): Promise<unknown> => {
    const render = (): Promise<never> => Promise.reject(Object.assign(new Error('x'), { code }))
    const env = new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR', () => undefined) })
    return env.run(() => performActivity(dependencies, render, of)).catch((error: unknown) => error)
  }
  beforeEach(() => own.store.database.deleteFrom('run_event').execute())

  test('however many attempts went before it by other faults', async () => {
    const run = { runId: 'run-1' }
    expect(await meets('ENOSPC', 40, run)).toMatchObject({ nonRetryable: false })
    expect(await meets('ECONNRESET', 41, run)).toMatchObject({ nonRetryable: false })
    for (let met = 2; met < someTries; met += 1)
      expect(await meets('ENOSPC', 40 + met, run)).toMatchObject({ nonRetryable: false })
    expect(await meets('ENOSPC', 50, { ...run, site: 'north' })).toMatchObject({ nonRetryable: false })
    expect(await meets('ENOSPC', 51, run)).toMatchObject({
      message: 'render failed with code ENOSPC: a disk that it writes to is full: make room there, then run again',
      nonRetryable: true,
    })
  })

  test('and of what no run is known for, by its attempts', async () => {
    expect(await meets('ENOSPC', someTries - 1, {})).toMatchObject({ nonRetryable: false })
    expect(await meets('ENOSPC', someTries, {})).toMatchObject({ nonRetryable: true })
  })
})

test('a connection that was cut is tried again', async () => {
  const cut = await own.store.database
    .transaction()
    .execute(async transaction => {
      const { rows } = await sql<{ readonly pid: number }>`select pg_backend_pid() as pid`.execute(transaction)
      await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(own.store.database)
      await sql`select 1`.execute(transaction)
    })
    .catch((error: unknown) => error)
  expect(toFailure(cut, 'analyze')).toMatchObject({ nonRetryable: false })
})

test.each([
  ['EIO', false, 'ExportOutOfReach'],
  ['ESTALE', false, 'ExportOutOfReach'],
  ['ETIMEDOUT', false, 'ExportOutOfReach'],
  ['ENOENT', true, 'ExportAbsent'],
  ['EACCES', true, 'ExportOutOfReach'],
])('F16: an export that the file system refuses with %s is worth another attempt or not', (code, final, type) => {
  const failure = fileFailure('north', retold('patients.csv'), Object.assign(new Error(planted), { code }))
  const told = toFailure(failure, 'ingestSite')
  expect(told).toMatchObject({ type, nonRetryable: final })
  expect(told.message).toContain('site north, file patients.csv')
  expect(kept(told)).not.toContain('Xiaoming')
})

test('an export that cannot be read as it is, or that is not believed, is not asked again', () => {
  for (const error of [
    new ExportUnreadable('north', retold('patients.csv'), retold('the file is empty (0 bytes)')),
    new MappingIncomplete('north', retold('patients.csv'), {
      missing: [{ column: retold('sex'), nearest: null }],
      stillMissing: [],
      headerRow: null,
      delimiter: null,
      quote: null,
      sheets: null,
      ...{ otherSheet: null, isText: true, named: [] },
      headers: ['id'],
    }),
    new ExportRefused(retold('patients.csv (alive-again): 3 of 6')),
    new ExportShrank(retold('patients.csv (subjects-shrank): 3 of 6')),
  ])
    expect(toFailure(error, 'acceptSite')).toMatchObject({ type: error.name, nonRetryable: true })
})

test('every error class that a stage may throw is named by its own words', () => {
  const rooms = 'activities analysis cohort harmonize nights protocol reading reports runs sources sql stages'.split(
    ' ',
  )
  const named = rooms.flatMap(room =>
    readdirSync(join(checkout, room), { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.ts'))
      .flatMap(path =>
        [...readFileSync(join(checkout, room, path), 'utf8').matchAll(/class (\w+) extends (\w+Error|Error)/g)].map(
          ([, name, parent]) => [name ?? '', parent ?? ''] as const,
        ),
      ),
  )
  expect(named.map(([name]) => name)).toContain('ExportUnreadable')
  // Backups are made and read by commands alone, which tell their errors on the terminal of who gave them.
  const ofCommands = ['BackupUnusable', 'DatabaseNotEmpty', 'NothingToBackUp']
  // Of a defect in another process the class and its place are named alone.
  const defects = ['FailedApart']
  const others = named.filter(([, parent]) => parent !== 'ToldError').map(([name]) => name)
  expect(others.filter(name => ![...ofCommands, ...defects].includes(name))).toEqual([])
})

test('an error of another process is waited out as it would be here, though its words stay there', () => {
  for (const [error, again] of [
    [new Error('Connection terminated unexpectedly'), true],
    [new Error('no such column'), false],
    [new OutputGone(told`the output was removed meanwhile`), true],
    [new ExportRefused(told`not believed`), false],
  ] as const) {
    const apart = errorFromApart(structuredClone(errorApart(error, patienceOf(error))))
    expect(toFailure(apart, 'analyze', someTries).nonRetryable, error.message).toBe(!again)
  }
})
