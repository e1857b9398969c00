import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { oncePerStage } from '../../stages/once-per-stage.js'
import { type ActivityBench, activityBench, stepsOf } from '../activities/performed-run.js'

let bench: ActivityBench

beforeEach(async () => {
  bench = await activityBench()
})

afterEach(() => bench.close())

const marks = ['run', 'run_stage', 'run_event']

/** Takes away all tables but those that say what is done, and gives them back. */
const withoutData = async (work: () => Promise<void>): Promise<void> => {
  const { database } = bench.database.store
  const { rows } = await sql<{ readonly name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'
      and not (table_name = any (${marks}))
  `.execute(database)
  const rename = async (from: string, to: string): Promise<void> => {
    await sql`alter table ${sql.table(from)} rename to ${sql.ref(to)}`.execute(database)
  }
  for (const { name } of rows) await rename(name, `${name}_away`)
  try {
    await work()
  } finally {
    for (const { name } of rows) await rename(`${name}_away`, name)
  }
}

describe('F5: a late attempt of a stage', () => {
  test('looks for the mark before it reads and computes anything', async () => {
    const looked: string[] = []
    for await (const { name, perform } of stepsOf(bench)) {
      await perform()
      if (!/^(harmonizeSite|selectCohort|matchCohort|analyze|render)/.test(name)) continue
      await withoutData(async () => {
        await perform()
      })
      looked.push(name.split(' ')[0] ?? '')
    }
    const computing = ['harmonizeSite', 'selectCohort', 'matchCohort', 'analyze', 'render']
    expect([...new Set(looked)]).toEqual(computing)
  })

  test('waits for the one that goes on in its process, and computes only where that one failed', async () => {
    const { store } = bench.database
    let [atOnce, most, begun] = [0, 0, 0]
    const work = async (): Promise<void> => {
      begun += 1
      atOnce += 1
      most = Math.max(most, atOnce)
      await sql`select pg_sleep(0.02)`.execute(store.database)
      atOnce -= 1
      if (begun < 3) throw new Error('given up')
      await sql`insert into run_stage (run_id, stage, rows, milliseconds, finished_at)
        select run_id, 'made', 1, 1, now() from run`.execute(store.database)
    }
    const { runId } = await bench.perform(bench.activities.openRun, bench.request)
    const attempts = Array.from({ length: 6 }, () => oncePerStage(store, runId, 'made', work))
    const ends = (await Promise.allSettled(attempts)).map(({ status }) => status)
    expect([most, begun, ends.filter(status => status === 'rejected').length]).toEqual([1, 3, 2])
  })
})
