import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rebuildOutputs } from '../../activities/outputs/rebuild-outputs.js'
import { onTrial } from '../../sql/on-trial.js'
import { removeOutputs } from '../../sql/outputs.js'
import { selectResults } from '../../sql/results.js'
import { selectRunContent } from '../../sql/run-outputs.js'
import type { RunRow } from '../../sql/runs.js'
import { writeBeside } from '../../sql/stored-rows.js'
import { readHere } from '../support/read-here.js'
import { type ActivityBench, activityBench, everyRow, growing, nightOf, rowCounts } from './performed-run.js'

let bench: ActivityBench
let nights = 0

const db = () => bench.database.store.database

const counts = () => rowCounts(bench)

/** Runs the study once more and gives back how it ended. */
const night = (): Promise<RunRow> => {
  nights += 1
  return nightOf(bench, `night-${String(nights)}`)
}

beforeAll(async () => {
  bench = await activityBench({}, { recipients: ['statistics@example.org'], sendMail: null }, { readSite: readHere })
  expect((await night()).status).toBe('final')
  expect((await night()).status).toBe('unchanged')
})

afterAll(() => bench.close())

const last = async (): Promise<RunRow> =>
  db().selectFrom('run').selectAll().orderBy('opened', 'desc').limit(1).executeTakeFirstOrThrow()

const afresh = (which: 'all' | 'match'): void => {
  bench = { ...bench, request: { ...bench.request, kind: 'rerun', afresh: which } }
}

test('what is made afresh and is equal changes nothing', async () => {
  const before = await counts()
  afresh('all')
  expect((await night()).status).toBe('unchanged')
  const after = await counts()
  expect(Object.keys(after).filter(table => after[table] !== before[table])).toEqual(growing)
})

test('what is made afresh and differs ends the run by name, and what is kept stays', async () => {
  const kept = await db().selectFrom('content').selectAll().execute()
  const { content, address } = await db()
    .selectFrom('run_output')
    .selectAll()
    .where('run_id', '=', (await last()).run_id)
    .where('stage', '=', 'match')
    .executeTakeFirstOrThrow()
  await db().updateTable('content').set({ hash: 'of another machine' }).where('content', '=', content).execute()
  afresh('match')
  const having = await db().selectFrom('run_output').select('run_id').where('address', '=', address).execute()
  const failure = (await night().catch((error: unknown) => error)) as Error
  expect(failure).toMatchObject({
    type: 'OutputDiffers',
    message: expect.stringMatching(/^stage match, made again .* gives other values than run \d/) as string,
  })
  // What to do next, with each run that has to go first.
  expect(failure.message).toMatch(/`cohortium rebuild \d[\d-]+-[\da-f]{4}` compares .* then run again$/)
  for (const { run_id: runId } of having) expect(failure.message).toContain(runId)
  const hash = kept.find(one => one.content === content)?.hash ?? ''
  await db().updateTable('content').set({ hash }).where('content', '=', content).execute()
  expect(await db().selectFrom('content').selectAll().execute()).toEqual(expect.arrayContaining(kept))
  await db().updateTable('run').set({ status: 'failed' }).where('status', '=', 'running').execute()
})

const rebuilt = async (run: RunRow): Promise<readonly string[]> => {
  const { outputs, changed } = await rebuildOutputs(
    { store: bench.database.store, clock: () => new Date('2024-05-01T00:00:00Z') },
    run.run_id,
  )
  return [...outputs.map(({ stage, outcome }) => `${stage} ${outcome}`), ...changed.map(({ name }) => name)]
}

/** Does something while one statement has changed the database, and undoes the statement. */
const whileChanged = async <T>(change: string, undo: string, work: () => Promise<T>): Promise<T> => {
  const say = (text: string) => bench.database.store.transaction(({ client }) => client.query(text))
  expect((await say(change)).rowCount, change).toBeGreaterThan(0)
  try {
    return await work()
  } finally {
    await say(undo)
  }
}

const lastReported = (): Promise<RunRow> =>
  db().selectFrom('run').selectAll().where('status', '=', 'final').orderBy('opened', 'desc').executeTakeFirstOrThrow()

const contentOf = async (run: RunRow, stage: 'cohort' | 'match' | 'analyze'): Promise<number> =>
  (
    await db()
      .selectFrom('run_output')
      .select('content')
      .where('run_id', '=', run.run_id)
      .where('stage', '=', stage)
      .executeTakeFirstOrThrow()
  ).content

test.each([
  ['cohort', 'cohort_status', 'subjects = subjects + 1', 'subjects = subjects - 1'],
  ['cohort', 'attrition_step', 'excluded = excluded + 1', 'excluded = excluded - 1'],
  ['cohort', 'cohort_column', `path = path || '-'`, `path = rtrim(path, '-')`],
  ['match', 'match_column', `path = path || '-'`, `path = rtrim(path, '-')`],
  ['match', 'result', `key = key || '-'`, `key = rtrim(key, '-')`],
  ['analyze', 'result', 'position = position + 1000000', 'position = position - 1000000'],
  ['analyze', 'survival_curve', `key = key || '-'`, `key = rtrim(key, '-')`],
] as const)('what is kept of stage %s and was changed in %s is found, whatever its hash says', async (...changed) => {
  const [stage, table, change, undo] = changed
  const run = await lastReported()
  const set = `update ${table} set`
  const where = `where content = ${String(await contentOf(run, stage))}`
  const before = await everyRow(bench)
  await whileChanged(`${set} ${change} ${where}`, `${set} ${undo} ${where}`, async () => {
    const stages = ['cohort', 'match', 'analyze'] as const
    expect(await rebuilt(run)).toEqual(stages.map(each => `${each} ${each === stage ? 'altered' : 'equal'}`))
    afresh('all')
    expect(await night().catch((error: unknown) => error)).toMatchObject({
      type: 'OutputDiffers',
      message: expect.stringContaining(
        `stage ${stage}: what is kept in the database (${table}) is not what run `,
      ) as string,
    })
    await db().updateTable('run').set({ status: 'failed' }).where('status', '=', 'running').execute()
  })
  const now = await everyRow(bench)
  for (const kept of ['content', 'output', table]) expect(now[kept], kept).toBe(before[kept])
})

test('what is kept can be used while it is compared', async () => {
  const run = await lastReported()
  const content = await contentOf(run, 'match')
  const { store } = bench.database
  const used = await onTrial(store, trial =>
    trial.transaction(async transaction => {
      const { hash } = (await selectRunContent(trial.database, run.run_id, 'match'))!
      const write = () => Promise.resolve()
      await writeBeside(transaction, run.run_id, { study: run.study, stage: 'match', hash, rows: 0, write })
      return sql`select from content where content = ${content} for key share nowait`.execute(db())
    }),
  )
  expect(used.rows).toHaveLength(1)
  expect(await contentOf(run, 'match')).toBe(content)
})

test('a run whose harmonized rows say other things is other in each stage, and not in the first alone', async () => {
  const run = await lastReported()
  const age = (by: string) =>
    `update shared_dictionary set small = array(select (x ${by})::smallint from unnest(small) x) where path = 'subject.ageYears.numbers'`
  await whileChanged(age('+ 1'), age('- 1'), async () => {
    expect(await rebuilt(run)).toEqual(['cohort differs', 'match differs', 'analyze differs'])
  })
})

test('a run is computed again from its harmonized rows, and what was removed is stored again', async () => {
  const run = await db()
    .selectFrom('run')
    .selectAll()
    .where('status', '=', 'final')
    .orderBy('opened')
    .executeTakeFirstOrThrow()
  expect(await rebuilt(run)).toEqual(['cohort equal', 'match equal', 'analyze equal'])
  const results = await selectResults(db(), run.run_id)
  await removeOutputs(bench.database.store, run, '2024-05-01T00:00:00.000Z')
  expect(await selectResults(db(), run.run_id)).toEqual([])
  expect(await rebuilt(run)).toEqual(['cohort stored', 'match stored', 'analyze stored'])
  expect(await selectResults(db(), run.run_id)).toEqual(results)
})

test('a run that differs names the code or the library that is another', async () => {
  const run = await db()
    .selectFrom('run')
    .selectAll()
    .where('status', '=', 'final')
    .orderBy('opened')
    .executeTakeFirstOrThrow()
  const { content } = await db()
    .selectFrom('run_output')
    .selectAll()
    .where('run_id', '=', run.run_id)
    .where('stage', '=', 'analyze')
    .executeTakeFirstOrThrow()
  await db().updateTable('content').set({ hash: 'of other code' }).where('content', '=', content).execute()
  await db()
    .updateTable('run')
    .set({ library_versions: JSON.stringify({ ...run.library_versions, jstat: '0.0.1' }) })
    .where('run_id', '=', run.run_id)
    .execute()
  expect(await rebuilt(run)).toEqual(['cohort equal', 'match equal', 'analyze differs', 'jstat'])
})
