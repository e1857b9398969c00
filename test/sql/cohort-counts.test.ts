import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { countEventsOfSite, countSubjectsOfSite, countSubjectsOfStatus } from '../../sql/cohort-counts.js'
import { insertProtocol, insertRun, selectStudyOfEachRun } from '../../sql/runs.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'
import { contentOfRun } from '../support/content-of-run.js'

let own: TestDatabase
const db = () => own.store.database

const assessed = async (
  content: number,
  subject: string,
  site: string,
  status: 'eligible' | 'excluded' | 'held',
  events: readonly string[],
): Promise<void> => {
  await db()
    .insertInto('subject_level')
    .values({
      content,
      subject_key: subject,
      display_id: subject,
      site,
      status,
      first_reason: null,
      reasons: '[]',
      index_date: null,
      arm: null,
      variables: '{}',
      covariates: '{}',
      subsequent_therapy: null,
    })
    .execute()
  for (const endpoint of ['progression', 'death']) {
    await db()
      .insertInto('time_to_event')
      .values({
        content,
        subject_key: subject,
        endpoint,
        days: 10,
        time: 10,
        event: events.includes(endpoint),
        reason: 'event',
        date: null,
      })
      .execute()
  }
}

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(db(), 'protocol', 'example', {})
  for (const run of ['run-1', 'run-2']) await insertRun(db(), newRun({ run_id: run, execution_id: run }))
  const [first, second] = [await contentOfRun(own, 'run-1', 'cohort'), await contentOfRun(own, 'run-2', 'cohort')]
  await assessed(first, 'k1', 'north', 'eligible', ['progression', 'death'])
  await assessed(first, 'k2', 'north', 'eligible', ['progression'])
  await assessed(first, 'k3', 'north', 'excluded', ['progression', 'death'])
  await assessed(first, 'k4', 'north', 'held', [])
  await assessed(first, 'k5', 'south', 'eligible', ['death'])
  await assessed(second, 'k1', 'north', 'held', ['death'])
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
