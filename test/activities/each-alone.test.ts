import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ActivityBench, activityBench, everyRow, stepsOf } from './performed-run.js'

type Counts = Readonly<Record<string, number>>

let bench: ActivityBench
const written = new Map<string, Counts>()

// What stands in blocks is counted by the views that tell it row by row.
const views = ['source_record', 'batch_subject', 'subject_identity', 'subject', 'contact', 'disposition'] as const
const isBlocks = (table: string): boolean => /^(received|shared)_(keys|block|column)$/.test(table)

const rowsNow = async (): Promise<Counts> => {
  const { database } = bench.database.store
  const counts = Object.entries(await everyRow(bench)).map(([table, digest]) => [table, Number.parseInt(digest, 10)])
  for (const view of views) {
    const { rows } = await database
      .selectFrom(view)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    counts.push([view, rows])
  }
  return Object.fromEntries(counts) as Counts
}

beforeAll(async () => {
  bench = await activityBench()
  let before = await rowsNow()
  for await (const { name, perform } of stepsOf(bench)) {
    await perform()
    const now = await rowsNow()
    const added = Object.entries(now).flatMap(([table, rows]) => {
      const more = rows - (before[table] ?? 0)
      return more === 0 ? [] : [[table, more] as const]
    })
    written.set(name, Object.fromEntries(added))
    before = now
  }
})

afterAll(() => bench.close())

const sites = ['institutions-01-06', 'institutions-07-13', 'institutions-15-33']

const sumOf = (activity: string, table: string): number =>
  sites.reduce((sum, site) => sum + (written.get(`${activity} ${site}`)?.[table] ?? 0), 0)

// The study's 228 patients and 165 deaths are those of R's survival::lung; 213 have all that the study matches on.
test.each(sites)('ingesting %s stores its batch, mapping, receipts and rows, and harmonizes nothing', site => {
  const { source_record: records, batch_export: files = 0, ...rest } = written.get(`ingestSite ${site}`) ?? {}
  expect(records).toBeGreaterThanOrEqual(68)
  expect(files).toBeGreaterThan(0)
  const others = Object.entries(rest).filter(([table]) => !isBlocks(table))
  expect(Object.keys(rest).filter(isBlocks).sort()).toEqual(['received_block', 'received_column', 'received_keys'])
  // A workbook's two sheets are one file.
  const lookedAt = site === 'institutions-07-13' ? 2 : 1
  expect(Object.fromEntries(others)).toEqual({
    batch: 1,
    export: files,
    looked_at_file: lookedAt,
    mapping: 1,
    run_stage: 1,
  })
})

test('harmonizing stores every subject, every death and every last contact', () => {
  for (const table of ['subject', 'subject_identity', 'batch_subject', 'contact']) {
    expect(sumOf('harmonizeSite', table), table).toBe(228)
  }
  expect(sumOf('harmonizeSite', 'disposition')).toBe(165)
  expect(sumOf('harmonizeSite', 'source_record')).toBe(0)
})

test('accepting stores one judgement for each site', () => {
  for (const site of sites) expect(written.get(`acceptSite ${site}`)).toEqual({ acceptance: 1, run_stage: 1 })
})

test('settling stores which batch each site brings', () => {
  expect(written.get('settleSites')).toEqual({ run_site: 3, run_stage: 1 })
})

const rowsOf = async (view: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from ${sql.table(view)}`.execute(bench.database.store.database))
    .rows[0]?.n ?? 0

test('selecting stores every subject with its verdict on each criterion, and each step of the flow', async () => {
  const { cohort_block: blocks, cohort_column: columns, attrition_step: steps } = written.get('selectCohort') ?? {}
  expect(blocks).toBe(sites.length)
  expect(columns).toBeGreaterThan(20)
  expect(steps).toBeGreaterThan(2)
  expect(await rowsOf('subject_level')).toBe(228)
  const verdicts = await rowsOf('criterion_verdict')
  expect(verdicts % 228).toBe(0)
  expect(verdicts).toBeGreaterThan(0)
})

test('the cohort has a time for each subject, and where it came from', async () => {
  expect(await rowsOf('time_to_event')).toBe(228)
  expect(await rowsOf('lineage')).toBeGreaterThan(228)
})

test('matching stores a score for each subject who has all covariates, and the pairs', async () => {
  const { match_block: blocks, match_column: columns, result = 0 } = written.get('matchCohort') ?? {}
  expect([blocks, columns]).toEqual([1, 4])
  expect(await rowsOf('propensity_score')).toBe(213)
  expect(await rowsOf('matched_pair')).toBe(77)
  expect(result).toBeGreaterThan(0)
})

test('analyzing stores the results and a curve for each arm before and after matching', () => {
  const { result = 0, survival_curve: curves } = written.get('analyze') ?? {}
  expect(result).toBeGreaterThan(500)
  expect(curves).toBe(4)
})

test('rendering records every file, sending the message, and closing how the run ended', async () => {
  const { database } = bench.database.store
  const files = (await database.selectFrom('report_file').select('path').execute()).map(({ path }) => path)
  expect(files).toEqual(expect.arrayContaining(['report.xlsx', 'results.json', 'manifest.json', 'pairs.csv']))
  expect(written.get('render')?.['report_file']).toBe(files.length)
  expect(written.get('send')).toEqual({ mail: 1 })
  const runs = await database.selectFrom('run').select(['status', 'exit_code', 'finished_at']).execute()
  expect(runs).toMatchObject([{ status: 'final', exit_code: 0 }])
  expect(runs[0]?.finished_at).not.toBeNull()
})
