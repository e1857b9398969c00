import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { RunRow } from '../../sql/runs.js'
import { disturbedProduct, until } from './disturbed-product.js'
import { holdTable } from './hold-table.js'
import { scheduledNights } from './scheduled-nights.js'

const ofBatch = ['batch', 'batch_export', 'received_keys', 'received_column', 'shared_block'] as const

/** A schedule's study of which one night alone is kept, and what a test asks of it. */
const sweptNights = async () => {
  const disturbed = await disturbedProduct()
  const nights = await scheduledNights(disturbed, 'keep: { nights: 1 }\n')
  const { product } = disturbed
  const db = product.database.store.database
  const file = join(nights.folder, 'study.yaml')
  return {
    disturbed,
    nights,
    db,
    /** Another title is a reason to report, and changes no output. */
    retitle: (): void => {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: /m, 'title: Again, '))
    },
    /** Data that were read long ago and that no run used, as a killed run leaves them. */
    leaveUnused: async (): Promise<void> => {
      const { batch_id: from } = await db.selectFrom('batch').select('batch_id').limit(1).executeTakeFirstOrThrow()
      const as = JSON.stringify({ batch_id: 'unused', ingested_at: '2020-01-01' })
      for (const table of ofBatch)
        await sql`insert into ${sql.table(table)} select (jsonb_populate_record(null::${sql.table(table)}, to_jsonb(of) || ${as}::jsonb)).*
          from ${sql.table(table)} of where batch_id = ${from}`.execute(db)
    },
    /** How many rows of those are there, by table. */
    unused: (): Promise<readonly number[]> =>
      Promise.all(
        ofBatch.map(
          async table =>
            (await db.selectFrom(table).select('batch_id').where('batch_id', '=', 'unused').execute()).length,
        ),
      ),
    folders: (): readonly string[] => readdirSync(join(product.out, nights.study)).sort(),
    withRows: async (table: 'run_output' | 'report_file'): Promise<readonly string[]> =>
      (await db.selectFrom(table).select('run_id').distinct().orderBy('run_id').execute()).map(row => row.run_id),
    close: async (): Promise<void> => {
      await nights.close()
      await disturbed.close()
    },
  }
}

type SweptNights = Awaited<ReturnType<typeof sweptNights>>

/** A report that is kept has all that it points to: its files, and results that follow from its data again. */
const expectWhole = async ({ disturbed, nights, db }: SweptNights, { run_id: run }: RunRow): Promise<void> => {
  const files = await db.selectFrom('report_file').select('path').where('run_id', '=', run).execute()
  expect(files.map(({ path }) => path)).toContain('report.xlsx')
  for (const { path } of files)
    expect(existsSync(join(disturbed.product.out, nights.study, run, path)), path).toBe(true)
  const rebuilt = await disturbed.product.run(['rebuild', run])
  expect(rebuilt.code, rebuilt.stdout + rebuilt.stderr).toBe(0)
}

const expectNothingUnreached = async ({ db }: SweptNights): Promise<void> => {
  const reached = await db.selectFrom('run_output').select('content').distinct().orderBy('content').execute()
  expect(reached.length).toBeGreaterThan(0)
  for (const table of ['content', 'output'] as const)
    expect(await db.selectFrom(table).select('content').distinct().orderBy('content').execute(), table).toEqual(reached)
}

// Most of the time is waiting until the server misses the killed worker, so the tests wait together.
describe.concurrent('a worker that is killed while old nights are removed', () => {
  test.for<readonly [string, 'output' | 'batch', readonly [first: boolean, second: boolean]]>([
    ['when the files of a night are gone and its outputs are not', 'output', [false, false]],
    ['when its outputs are gone and data that no run uses are not', 'batch', [true, false]],
  ])('%s: the reports stay whole, and the next night removes what was left', async ([, table, removed]) => {
    const swept = await sweptNights()
    const { disturbed, nights, retitle, folders, unused } = swept
    const gone = async () => (await nights.runs()).map(({ outputs_removed_at: at }) => at !== null)
    try {
      const worker = await disturbed.startWorker()
      await nights.night()
      await swept.leaveUnused()
      const left = await unused()
      expect(left).not.toContain(0)
      retitle()
      const hold = await holdTable(disturbed, table)
      await nights.fire()
      await until('the sweep', hold.isWaitedFor, worker)
      worker.child.kill('SIGKILL')
      await worker.finished
      await hold.release()
      await until('the end of what was begun', async () => !(await hold.isWaitedFor()))

      const [first, second] = await nights.runs()
      if (first === undefined || second === undefined) throw new Error('two nights were to run')
      expect([second.status, folders()]).toEqual(['final', [second.run_id]])
      expect([await gone(), await unused()]).toEqual([removed, left])
      const withOutputs = [first, second].filter((_, at) => removed[at] === false).map(run => run.run_id)
      expect(await swept.withRows('run_output')).toEqual(withOutputs)
      await expectWhole(swept, second)

      const next = await disturbed.startWorker()
      retitle()
      const third = await nights.night()
      expect((await nights.runs()).map(({ status }) => status)).toEqual(['final', 'final', 'final'])
      // A run is closed first and older outputs go then, so that a full disk cannot hold the report back.
      const all = [[true, true, false], ofBatch.map(() => 0)]
      await until('the end of the sweep', async () => isDeepStrictEqual([await gone(), await unused()], all), next)
      for (const rows of ['run_output', 'report_file'] as const)
        expect(await swept.withRows(rows), rows).toEqual([third.run_id])
      expect(folders()).toEqual([third.run_id])
      await expectWhole(swept, third)
      await expectNothingUnreached(swept)
    } finally {
      await swept.close()
    }
  })
})
