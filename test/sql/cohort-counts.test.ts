import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { countEventsOfSite, countSubjectsOfSite, countSubjectsOfStatus } from '../../sql/cohort-counts.js'
import { insertProtocol, insertRun, selectStudyOfEachRun } from '../../sql/runs.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'
import { contentOfRun } from '../support/content-of-run.js'

let own: TestDatabase
const db = () => own.store.database

type Status = 'eligible' | 'excluded' | 'held'

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(db(), 'protocol', 'example', {})
  for (const run of ['run-1', 'run-2']) await insertRun(db(), newRun({ run_id: run, execution_id: run }))
  const [first, second] = [await contentOfRun(own, 'run-1', 'cohort'), await contentOfRun(own, 'run-2', 'cohort')]
  const status = (content: number, site: string, own: Status, subjects: number) =>
    db().insertInto('cohort_status').values({ content, site, status: own, subjects }).execute()
  const event = (content: number, site: string, endpoint: string, events: number) =>
    db().insertInto('cohort_event').values({ content, site, endpoint, events }).execute()
  await status(first, 'north', 'eligible', 2)
  await status(first, 'north', 'excluded', 1)
  await status(first, 'north', 'held', 1)
  await status(first, 'south', 'eligible', 1)
  await status(second, 'north', 'held', 1)
  await event(first, 'north', 'progression', 2)
  await event(first, 'north', 'death', 1)
  await event(first, 'south', 'death', 1)
})

afterAll(() => own.drop())

test('subjects of a site are counted in one run, whatever their status', async () => {
  expect(await countSubjectsOfSite(db(), 'run-1', 'north')).toBe(4)
  expect(await countSubjectsOfSite(db(), 'run-2', 'north')).toBe(1)
  expect(await countSubjectsOfSite(db(), 'run-2', 'south')).toBe(0)
})

test('subjects of a status are counted in one run, over all sites', async () => {
  expect(await countSubjectsOfStatus(db(), 'run-1', 'eligible')).toBe(3)
  expect(await countSubjectsOfStatus(db(), 'run-1', 'held')).toBe(1)
  expect(await countSubjectsOfStatus(db(), 'run-2', 'eligible')).toBe(0)
})

test('events of a site are those of its eligible subjects, by endpoint', async () => {
  expect(await countEventsOfSite(db(), 'run-1', 'north')).toEqual([
    { endpoint: 'death', events: 1 },
    { endpoint: 'progression', events: 2 },
  ])
  expect(await countEventsOfSite(db(), 'run-2', 'north')).toEqual([])
})

test('each run is named by its study', async () => {
  expect(await selectStudyOfEachRun(db())).toEqual(['example', 'example'])
})
