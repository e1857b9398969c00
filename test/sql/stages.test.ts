import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { selectStages, writeStage } from '../../sql/stages.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { contentOfRun } from '../support/content-of-run.js'
import { newRun } from '../support/new-run.js'

let own: TestDatabase
let content: number

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
  await insertRun(own.store.database, newRun({ run_id: 'run-1', execution_id: 'execution-1' }))
  content = await contentOfRun(own, 'run-1', 'match')
})

afterAll(() => own.drop())

const clock = (): Date => new Date('2024-04-01T00:00:01Z')
const started = Date.parse('2024-04-01T00:00:00Z')

const insertCurve =
  (content: number) =>
  async ({ database }: Parameters<Parameters<TestDatabase['store']['transaction']>[0]>[0]): Promise<number> => {
    await database
      .insertInto('survival_curve')
      .values({ content, key: 'survival/all/os/control', body: '{}' })
      .execute()
    return 1
  }

test('a stage that two attempts write at once is written once', async () => {
  const write = (): Promise<unknown> => writeStage(own.store, 'run-1', 'match', started, clock, insertCurve(content))
  await Promise.all([write(), write(), write()])
  expect(await selectStages(own.store.database, 'run-1')).toMatchObject([
    { stage: 'match', rows: 1, milliseconds: 1000 },
  ])
  expect(await own.store.database.selectFrom('survival_curve').selectAll().execute()).toHaveLength(1)
})

test('a stage that fails half-way leaves neither rows nor a mark', async () => {
  const failing = writeStage(own.store, 'run-1', 'analyze', started, clock, async ({ database }) => {
    await database
      .insertInto('survival_curve')
      .values({ content, key: 'survival/all/os/treated', body: '{}' })
      .execute()
    throw new Error('killed')
  })
  await expect(failing).rejects.toThrow('killed')
  expect(await own.store.database.selectFrom('survival_curve').select('key').execute()).toEqual([
    { key: 'survival/all/os/control' },
  ])
  expect((await selectStages(own.store.database, 'run-1')).map(stage => stage.stage)).toEqual(['match'])
})

test('one execution opens one run, however often it is asked', async () => {
  const again = await insertRun(own.store.database, newRun({ run_id: 'run-2', execution_id: 'execution-1' }))
  expect(again.run_id).toBe('run-1')
})
