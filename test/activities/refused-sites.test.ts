import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ApplicationFailure } from '@temporalio/activity'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WatchedReading } from '../../activities/unread-site.js'
import { notLetIn } from '../../runs/not-let-in.js'
import type { RunFailure } from '../../runs/contract.js'
import { selectLookedAt } from '../../sql/looked-at.js'
import { selectRunSites } from '../../sql/runs.js'
import { stateOf } from '../../words/looked-at.js'
import { retold, told, toldId } from '../../words/told.js'
import { readHere } from '../support/read-here.js'
import { type ActivityBench, activityBench } from './performed-run.js'

let bench: ActivityBench
let runId = ''

// Of its two files the mapping names the register first.
const site = 'institutions-07-13'
const [register, measurements] = [told`register.csv`, told`measurements.csv`]
const none = { sha256: null, rows: null, blankRows: null, notRead: null }
const timedOut = { type: told`TimedOut`, message: told`an activity did not end in its time` }

beforeEach(async () => {
  bench = await activityBench({}, undefined, { readSite: readHere })
  runId = (await bench.perform(bench.activities.openRun, bench.request)).runId
})

afterEach(() => bench.close())

const at = (file: string): string => join(bench.study, 'exports', site, file)

/** What is said of the files of the site when it is settled as refused, and of others that nobody asked for. */
const settled = async (failure: RunFailure) => {
  const outcomes = [{ site, kind: 'refused', failure } as const]
  await bench.perform(bench.activities.settleSites, { runId, outcomes })
  return said()
}

const said = async () => {
  const { database } = bench.database.store
  const row = (await selectRunSites(database, runId)).find(one => one.site === site)
  const files = notLetIn({ site, state: row?.state ?? 'left out' }, await selectLookedAt(database, runId))
  return files.map(one => [one.file, stateOf(one), one.rows, one.notRead])
}

const ingest = async (): Promise<RunFailure> => {
  const error = await bench.perform(bench.activities.ingestSite, { runId, site }).catch((failed: unknown) => failed)
  const { type, message } = error as ApplicationFailure
  return { type: toldId(type ?? ''), message: retold(message) }
}

const cutOff = (file: string): void => {
  writeFileSync(at(file), readFileSync(at(file)).subarray(0, -30))
}

test('the file that ended the reading comes first, then those that were not come to, then those that were read', async () => {
  cutOff('measurements.csv')
  expect(await settled(await ingest())).toEqual([
    ['measurements.csv', 'not read', null, expect.stringMatching(/^the file is cut off in row \d+/)],
    ['register.csv', 'read', 73, null],
  ])
})

test('a file before which the reading ended was not come to', async () => {
  cutOff('register.csv')
  expect(await settled(await ingest())).toEqual([
    ['register.csv', 'not read', null, expect.stringMatching(/^the file is cut off in row \d+/)],
    ['measurements.csv', 'not reached', null, null],
  ])
})

test('where the activity ran out of time, what was heard of its reading stands: the file at hand, and those read and not come to', async () => {
  const watch = new WatchedReading(bench.database.store, { runId, site })
  watch.looked([register, measurements].map(file => ({ file, bytes: 9, ...none })))
  watch.begins(register)
  watch.read({ file: register, bytes: 9, sha256: 'aa', rows: 5, blankRows: 1, sheets: [], encoding: null, notes: [] })
  watch.begins(measurements)
  await watch.written()
  const ended = await settled(timedOut)
  expect(ended).toEqual([
    ['measurements.csv', 'not read', null, 'its reading came to no end: an activity did not end in its time'],
    ['register.csv', 'read', 5, null],
  ])
  // The attempt that was given up goes on, and finds that the sites are settled.
  watch.looked([{ file: register, bytes: 9, ...none }])
  watch.begins(register)
  await watch.written()
  expect(await said()).toEqual(ended)
})

test('attempts that look at once disturb each other in nothing', async () => {
  const files = [register, measurements].map(file => ({ file, bytes: 9, ...none }))
  const attempts = Array.from({ length: 12 }, () => new WatchedReading(bench.database.store, { runId, site }))
  for (const attempt of attempts) attempt.looked(files)
  await Promise.all(attempts.map(async attempt => attempt.written()))
  expect((await said()).map(([file]) => file)).toEqual(['register.csv', 'measurements.csv'])
})

test('where no reading began, each file has its line all the same', async () => {
  rmSync(at('register.csv'))
  expect(await settled(timedOut)).toEqual([
    ['register.csv', 'not read', null, expect.stringContaining('no such file')],
    ['measurements.csv', 'not reached', null, null],
  ])
})

test('another attempt forgets what the one before had heard', async () => {
  const held = readFileSync(at('register.csv'))
  cutOff('register.csv')
  await ingest()
  writeFileSync(at('register.csv'), held)
  cutOff('measurements.csv')
  expect(await settled(await ingest())).toEqual([
    ['measurements.csv', 'not read', null, expect.stringContaining('cut off')],
    ['register.csv', 'read', 73, null],
  ])
})

test('a site that was read and refused for something else has its files as they were read', async () => {
  await bench.perform(bench.activities.ingestSite, { runId, site })
  expect(await settled({ type: told`ExportRefused`, message: told`site is refused` })).toEqual([
    ['register.csv', 'read', 73, null],
    ['measurements.csv', 'read', 365, null],
  ])
})

test('where the files of a site that cannot be read cannot be written down, the attempt fails by that and comes again', async () => {
  cutOff('register.csv')
  const { database } = bench.database.store
  const fault = (code: string) =>
    sql`
    create or replace function no_writing() returns trigger language plpgsql as
    ${sql.raw(`$$ begin raise exception 'away' using errcode = '${code}'; end $$`)}`.execute(database)
  await fault('57P03')
  await sql`create trigger no_writing before update on looked_at_file execute function no_writing()`.execute(database)
  const error = await bench.perform(bench.activities.ingestSite, { runId, site }).catch((failed: unknown) => failed)
  expect(error).toMatchObject({ message: expect.stringContaining('57P03') as string, nonRetryable: false })
})
