import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { CohortSubject } from '../../cohort/cohort.js'
import type { CohortColumns } from '../../cohort/output/gather-cohort.js'
import { valueInWords } from '../../cohort/value-in-words.js'
import { columnFields, columnRow } from '../../sql/blocks/column-row.js'
import { copyBlocks } from '../../sql/blocks/copy-blocks.js'
import type { NumberColumn } from '../../sql/blocks/packed-numbers.js'
import { wireBigint, wireInt } from '../../sql/blocks/wire.js'
import { insertCohortRanges, packRange } from '../../sql/cohort-blocks.js'
import { insertProtocol, insertRun, updateRun } from '../../sql/runs.js'
import { anyCohort, storeCohort, subjectsOf } from '../support/any-cohort.js'
import { contentOfRun } from '../support/content-of-run.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'

let own: TestDatabase
let content = 0

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
  await insertRun(own.store.database, newRun({ run_id: 'run-1', execution_id: 'execution-1' }))
  content = await contentOfRun(own, 'run-1', 'cohort')
})
afterAll(() => own.drop())

const withoutSources = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'sources'))

type Row = Readonly<Record<string, unknown>>

const lineageOf = (one: CohortSubject): readonly Row[] => {
  const of = (derived: string, item: string, sources: CohortSubject['variables'][string]['sources']) =>
    sources.map(({ site, fileId, row }, sequence) => ({
      ...{ derived, item, sequence, site },
      ...{ file_id: fileId, row },
    }))
  return [
    ...Object.entries(one.variables).flatMap(([name, { sources }]) => of('variable', name, sources)),
    ...Object.values(one.endpoints).flatMap(({ endpoint, sources }) => of('endpoint', endpoint, sources)),
    ...Object.values(one.responses).flatMap(({ target, sources }) => of('response', target, sources)),
    ...Object.values(one.worstGrades).flatMap(({ category, sources }) => of('grade', category, sources)),
    ...(one.subsequent === null ? [] : of('subsequent', one.subsequent.therapy, one.subsequent.sources)),
  ]
}

/** The rows that each view has of a subject, but for its key. */
const rowsOfViews: Readonly<Record<string, (one: CohortSubject) => readonly Row[]>> = {
  adsl: one => [
    {
      ...{ display_id: one.displayId, site: one.site, status: one.status, first_reason: one.firstReason },
      ...{ reasons: one.reasons, index_date: one.indexDate, arm: one.arm, covariates: one.covariates },
      variables: Object.fromEntries(
        Object.entries(one.variables).map(([name, value]) => [name, withoutSources(value)]),
      ),
      subsequent_therapy: one.subsequent?.therapy ?? null,
    },
  ],
  subject_variable: one =>
    Object.entries(one.variables).map(([variable, { value, relation, unit, because }]) => ({
      ...{ display_id: one.displayId, variable, value, relation, unit, because },
      number: typeof value === 'number' ? value : null,
    })),
  criterion_verdict: one =>
    one.verdicts.map(({ criterion, kind, truth, outcome, values }, position) => ({
      ...{ position, criterion, criterion_kind: kind, truth, outcome, decided_on: values },
    })),
  adtte: one => Object.values(one.endpoints).map(time => ({ ...withoutSources(time) })),
  best_response: one => Object.values(one.responses).map(({ target, response }) => ({ target, response })),
  worst_grade: one => Object.values(one.worstGrades).map(({ category, grade }) => ({ category, grade })),
  lineage: lineageOf,
}

// Columns come in another order, and rows in any.
const sorted = (rows: readonly Row[]): readonly string[] =>
  rows.map(row => JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)))).sort()

const given = async (query: ReturnType<typeof sql>): Promise<readonly Row[]> =>
  (await query.execute(own.store.database)).rows as Row[]

test('each view, and its function for each subject, give what was derived', async () => {
  let duplicates = 0
  await fc.assert(
    fc.asyncProperty(anyCohort, async made => {
      const cohort = await made
      await storeCohort(own, content, cohort)
      const subjects = subjectsOf(cohort)
      duplicates += cohort.ranges.reduce((sum, { countedAs }) => sum + countedAs.size, 0)
      for (const [view, rowsOf] of Object.entries(rowsOfViews)) {
        const ofSubject = (one: CohortSubject): readonly Row[] =>
          rowsOf(one).map(row => ({ content: String(content), subject_key: one.subjectKey, ...row }))
        const there = (query: ReturnType<typeof sql>): Promise<readonly string[]> =>
          given(query).then(rows => sorted(rows.map(row => ({ ...row, content: String(row['content']) }))))
        expect(await there(sql`select * from ${sql.table(view)}`)).toEqual(sorted(subjects.flatMap(ofSubject)))
        for (const one of subjects)
          expect(await there(sql`select * from ${sql.raw(view)}_of(${one.subjectKey}, 'run-1')`)).toEqual(
            sorted(ofSubject(one)),
          )
      }
    }),
    { numRuns: 40 },
  )
  expect(duplicates).toBeGreaterThan(0)
})

/** The first cohort of some that has two subjects and more, so that both ranges have some. */
const someCohort = async (): Promise<CohortColumns> => {
  for (const made of fc.sample(anyCohort, { numRuns: 50, seed: 7 })) {
    const cohort = await made
    if (subjectsOf(cohort).length > 2) return cohort
  }
  throw new Error('no cohort of several subjects among 50')
}

test('a part of a column is the same however its numbers are stored', async () => {
  await storeCohort(own, content, await someCohort())
  const columns: readonly (readonly [path: string, numbers: NumberColumn])[] = [
    ['small', Int16Array.of(5, 6, 7, 8)],
    ['whole', Int32Array.of(70_001, 2, 70_003, 4)],
    ['scaled', Float64Array.of(0.25, Number.NaN, 7.5, 0)],
    ['double', Float64Array.of(1 / 3, 2 / 3, Number.NaN, 1e300)],
    ['alike', Float64Array.of(0.5, 0.5, 0.5, 0.5)],
    ['absent', Float64Array.of(Number.NaN, Number.NaN, Number.NaN, Number.NaN)],
  ]
  await own.store.transaction(({ client }) =>
    copyBlocks(
      client,
      'cohort_column',
      ['content', 'range', ...columnFields],
      columns.map(([path, numbers]) => [wireBigint(content), wireInt(0), ...columnRow(`own.${path}`, numbers)]),
    ),
  )
  for (const [path, numbers] of columns)
    for (const [low, high] of [
      [1, 4],
      [2, 2],
      [2, 3],
      [3, 9],
      [4, 4],
    ] as const)
      expect(
        await given(
          sql`select cohort_numbers(${content}, 0, ${JSON.stringify({ $column: `own.${path}` })}, ${low}, ${high}) as part`,
        ),
        `${path} from ${String(low)} to ${String(high)}`,
      ).toEqual([{ part: [...numbers].slice(low - 1, high) }])
})

test('without a run the function goes by the newest report; what is not there is refused by name', async () => {
  await storeCohort(own, content, await someCohort())
  const [{ subjectKey: key }] = subjectsOf(await someCohort()) as [CohortSubject]
  const told = async (subject: string, run: string | null = null): Promise<unknown> =>
    given(sql`select content from adsl_of(${subject}, ${run})`).catch((error: unknown) => {
      const { message, hint } = error as { readonly message: string; readonly hint: string }
      return { message, hint }
    })
  const keyOf =
    'select subject_key from subject_identity where display_id = ... gives the key that a subject is kept by'
  const noReport = { message: `no report has a subject with the key "${key}"`, hint: keyOf }
  expect(await told(key)).toEqual(noReport)
  await updateRun(own.store.database, 'run-1', { status: 'failed' })
  expect(await told(key)).toEqual(noReport)
  await updateRun(own.store.database, 'run-1', { status: 'final' })
  expect(await told(key)).toEqual([{ content }])
  await insertRun(own.store.database, newRun({ run_id: 'run-2', execution_id: 'execution-2' }))
  const newer = await contentOfRun(own, 'run-2', 'cohort')
  const { ranges } = await someCohort()
  await own.store.transaction(({ client }) => insertCohortRanges(client, newer, ranges.map(packRange)))
  expect(await told(key)).toEqual([{ content }])
  await updateRun(own.store.database, 'run-2', { status: 'provisional' })
  expect(await told(key)).toEqual([{ content: newer }])
  expect(await told(key, 'run-1')).toEqual([{ content }])
  expect(await told(`${key}0`, 'run-1')).toEqual({
    ...{ message: `run "run-1" has no subject with the key "${key}0"`, hint: keyOf },
  })
  expect(await told(key, 'run-0')).toEqual({
    message: 'no cohort stands under run "run-0"',
    hint: "select run_id from run_output where stage = 'cohort' says which runs have one",
  })
  const kept = sql`update cohort_block set facts = null`
  await kept.execute(own.store.database)
  const noAccount = (run: string): object => ({
    message: `run "${run}" keeps no account of each subject, as an older version made it`,
    hint: `make it again with: cohortium rebuild ${run}`,
  })
  expect(await told(key)).toEqual(noAccount('run-2'))
  expect(await told(key, 'run-1')).toEqual(noAccount('run-1'))
})

test('the view has the words for a value that everything else has', async () => {
  const numbers = [0, 1, -2.5, 0.1 + 0.2, 123456.789, 1e9, 1 / 3, 100]
  const { rows: told } = await sql<{ told: string }>`
    select value_in_words(1, of.number, to_json(of.number), '<', 'g/L', null) as told
    from unnest(${numbers}::float8[]) with ordinality as of(number, place) order by place`.execute(own.store.database)
  const words = numbers.map(
    value => `<${valueInWords({ value, relation: '=', unit: null, because: null, sources: [] })} g/L`,
  )
  expect(told.map(each => each.told)).toEqual(words)
})
