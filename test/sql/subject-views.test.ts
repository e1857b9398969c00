import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { SharedRow, SharedValue } from '../../harmonize/shared-row.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { insertBatch } from '../../sql/batches.js'
import { insertProtocol, insertRun, replaceRunSites, updateRun } from '../../sql/runs.js'
import { replaceHarmonized } from '../../sql/shared-rows.js'
import { told } from '../../words/told.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { givenHash } from '../support/given-hash.js'
import { newRun } from '../support/new-run.js'
import { sharedOfRows } from '../support/shared-of-rows.js'

let own: TestDatabase
let batches = 0

const at = '2024-04-01T00:00:00.000Z'

const stored = async (rows: readonly SharedRow[], keys: readonly string[]): Promise<string> => {
  const id = `b${String((batches += 1))}`
  const batch = { study: 'example', site: 'north', mapping_hash: 'm', code_version: 'c', key_check: 'f' } as const
  const told = { settings_hash: 's', data_date: null, delivered: '["lab"]', notes: '[]', ingested_at: at } as const
  await own.store.transaction(async transaction => {
    await insertBatch(transaction, {
      ...{
        batch: { ...batch, ...told, batch_id: id },
        mapping: { site: 'north' },
        exports: [],
        received: [],
        issues: [],
      },
    })
    await replaceHarmonized(
      transaction,
      id,
      {
        ...{ issues: [], notes: [], findings: [], rowsHash: givenHash('rows'), fates: {}, dataDate: null },
        shared: sharedOfRows(rows, { keys, linkKeys: keys.map(() => null), held: new Map() }, ['labs', 'more']),
        displayIds: keys,
      },
      at,
    )
  })
  return id
}

const row = (subjectKey: string, number: number, values: SharedRow['values'], fileId = 'labs'): SharedRow => ({
  domain: 'lab',
  subjectKey,
  source: { site: 'north', fileId, file: told`{file:labs}`, sheet: told`-`, row: number },
  values,
})

const code = (text: string, received: string): SharedValue => ({ kind: 'code', code: text, received })

const anyMissing = fc
  .constantFrom('not recorded', 'unknown', 'held')
  .map(reason => ({ kind: 'missing', reason }) as const)
const anyTest = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(code('afp', 'AFP'), code('albumin', 'Alb'), code('albumin', 'ALBUMIN')) },
  anyMissing,
)
const anyResult: fc.Arbitrary<SharedValue> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('quantity' as const), number: fc.integer({ min: -99, max: 9999 }).map(of => of / 100) },
    ...{ relation: fc.constantFrom('=', '<', '>='), unit: fc.constantFrom('g/L', null) },
    ...{ received: fc.constantFrom('x', '1'), receivedUnit: fc.constantFrom('g', null) },
  }),
  fc.constantFrom(code('positive', '+'), code('positive', 'pos')),
  anyMissing,
)
const anyFlag = fc.oneof(
  fc.constantFrom(code('high', '↑'), code('low-low', 'LL'), code('normal', 'normal')),
  anyMissing,
)
const anyDay: fc.Arbitrary<SharedValue> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('day' as const), date: fc.constantFrom('1969-12-30', '2024-02-29').map(isoDate) },
    ...{
      offset: fc.constant(null),
      time: fc.constantFrom(null, 0, 25_800, 86_399),
      precision: fc.constantFrom('day', 'year'),
      imputed: fc.boolean(),
      received: fc.constant('d'),
    },
  }),
  fc.integer({ min: -9, max: 9 }).map(offset => {
    return {
      kind: 'day',
      date: null,
      offset,
      time: null,
      precision: 'day',
      imputed: false,
      received: String(offset),
    } as const
  }),
)
const anyRow = fc.record({
  subject: fc.integer({ min: 0, max: 5 }),
  file: fc.constantFrom('labs', 'more'),
  values: fc.record({ test: anyTest, result: anyResult, flag: anyFlag, date: anyDay }, { requiredKeys: [] }),
})

const keys = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6']
const anyRows = fc
  .array(anyRow, { minLength: 1, maxLength: 40 })
  .map(rows => rows.map(({ subject, file, values }, number) => row(keys[subject]!, number + 2, values, file)))

/** What the view says of a field, as the tables of rows that it took the name of did. */
const shown = (name: string, value: SharedValue | undefined): Readonly<Record<string, unknown>> => {
  const quantity = value?.kind === 'quantity' ? value : null
  const day = value?.kind === 'day' ? value : null
  const text = value?.kind === 'code' ? value.code : null
  if (name === 'test' || name === 'flag') return { [name]: text }
  if (name === 'result')
    return {
      ...{ result_number: quantity?.number ?? null, result_code: text, result_unit: quantity?.unit ?? null },
      result_relation: quantity?.relation ?? null,
    }
  return {
    ...{ date: day?.date ?? null, date_offset: day?.offset ?? null, date_precision: day?.precision ?? null },
    date_imputed: day?.imputed ?? null,
    date_time: day?.time == null ? null : new Date(day.time * 1000).toISOString().slice(11, 19),
  }
}

const asShown = (batch: string, { subjectKey, source, values }: SharedRow): Readonly<Record<string, unknown>> => {
  const of = <T>(each: (value: SharedValue) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => {
        const found = each(value)
        return found === undefined ? [] : [[name, found]]
      }),
    )
  return {
    ...{ batch_id: batch, subject_key: subjectKey, file_id: source.fileId, row: source.row, block: 0 },
    ...shown('test', values['test']),
    ...shown('result', values['result']),
    ...shown('flag', values['flag']),
    ...shown('date', values['date']),
    received: of(value => {
      if (value.kind === 'missing') return undefined
      const unit = value.kind === 'quantity' ? value.receivedUnit : null
      return unit === null ? { text: value.received } : { text: value.received, unit }
    }),
    missing: of(value => (value.kind === 'missing' ? value.reason : undefined)),
  }
}

const ofView = async (query: ReturnType<typeof sql>): Promise<readonly unknown[]> =>
  (await query.execute(own.store.database)).rows

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
})

afterAll(() => own.drop())

test('the view, and for each subject the view and the function, give the rows that were stored', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async rows => {
      const batch = await stored(rows, keys)
      const expected = rows.map(each => asShown(batch, each))
      expect(await ofView(sql`select * from lab where batch_id = ${batch} order by row`)).toEqual(expected)
      for (const key of keys) {
        const ofSubject = expected.filter(each => each['subject_key'] === key)
        expect(
          await ofView(sql`select * from lab where batch_id = ${batch} and subject_key = ${key} order by row`),
        ).toEqual(ofSubject)
        expect(await ofView(sql`select * from lab_of(${key}, ${batch}) order by row`)).toEqual(ofSubject)
      }
    }),
    { numRuns: 25 },
  )
})

test('one field of the rows with a code is what the view says of these rows', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async rows => {
      const there = rows.filter(({ values }) => values['test']?.kind === 'code' && values['test'].code === 'albumin')
      const with_ = there.filter(({ values }) => values['result'] !== undefined)
      fc.pre(with_.length > 0)
      const batch = await stored(rows, keys)
      expect(
        await ofView(sql`
          select subject_key, row, code, number from shared_variable(${batch}, 'lab.result', 'lab.test', 'albumin') order by row`),
      ).toEqual(
        with_.map(({ subjectKey, source, values }) => {
          const { result_number: number, result_code: text } = shown('result', values['result'])
          return { subject_key: subjectKey, row: source.row, code: text, number }
        }),
      )
    }),
    { numRuns: 25 },
  )
})

test('a test that comes again for a subject, with another between, is found each time', async () => {
  const tests = ['afp', 'albumin', 'afp', 'albumin', 'crp', 'albumin', 'afp']
  const rows = tests.map((test, number) =>
    row('k1', number + 2, { test: code(test, test), result: { ...code(String(number), 'x') } }),
  )
  const batch = await stored([...rows, row('k2', 20, { test: code('crp', 'crp'), result: code('9', '9') })], keys)
  const of = async (test: string): Promise<readonly unknown[]> =>
    ofView(sql`select code from shared_variable(${batch}, 'lab.result', 'lab.test', ${test}) order by row`)
  expect(await of('albumin')).toEqual([{ code: '1' }, { code: '3' }, { code: '5' }])
  expect(await of('crp')).toEqual([{ code: '4' }, { code: '9' }])
})

test('without a batch the function goes by the newest run whose data were accepted', async () => {
  const result = (number: string): readonly SharedRow[] => [row('in-use', 2, { test: code(number, 'x') })]
  const [older, newer] = [await stored(result('older'), ['in-use']), await stored(result('newer'), ['in-use'])]
  const inUse = (): Promise<readonly unknown[]> => ofView(sql`select batch_id, test from lab_of('in-use')`)
  await expect(inUse()).rejects.toThrow('no report has a subject with the key "in-use"')
  const runs = [
    ['run-1', older, 'final'],
    ['run-2', newer, 'unchanged'],
    ['run-3', older, 'failed'],
  ] as const
  const seen: unknown[] = []
  for (const [id, batch, status] of runs) {
    await insertRun(own.store.database, newRun({ run_id: id, execution_id: id }))
    const site = {
      run_id: id,
      site: 'north',
      state: 'fresh',
      batch_id: batch,
      data_date: null,
      mapping_hash: 'm',
    } as const
    await replaceRunSites(own.store.database, id, [{ ...site, failure_kind: null, reason: null }])
    await updateRun(own.store.database, id, { status })
    seen.push(...(await inUse()))
  }
  const [first, second] = [
    { batch_id: older, test: 'older' },
    { batch_id: newer, test: 'newer' },
  ]
  expect(seen).toEqual([first, second, second])
})

test('who asks for what is not there is told so, and what there is', async () => {
  const batch = await stored([row('k1', 2, { test: code('afp', 'AFP'), result: code('positive', '+') })], keys)
  const told = async (query: ReturnType<typeof sql>): Promise<unknown> =>
    ofView(query).catch((error: unknown) => {
      const { message, hint } = error as { readonly message: string; readonly hint: string }
      return { message, hint }
    })
  const brought = 'select run_id, site, batch_id from run_site says which batch each run has of a site'
  const fields = { message: `batch "${batch}" has no field "lab.reslt"`, hint: 'it has lab.result, lab.test' }
  expect(await told(sql`select * from shared_variable(${batch}, 'lab.reslt')`)).toEqual(fields)
  expect(await told(sql`select * from shared_variable(${batch}, 'lab.reslt', 'lab.test', 'afp')`)).toEqual(fields)
  expect(await told(sql`select * from shared_variable(${batch}, 'lab.result', 'lab.reslt', 'afp')`)).toEqual(fields)
  expect(await told(sql`select * from shared_variable('none', 'lab.result')`)).toEqual({
    ...{ message: 'no rows of the shared schema stand under batch "none"', hint: brought },
  })
  expect(await told(sql`select * from shared_variable(${batch}, 'lab.result', 'lab.test', 'albumin')`)).toEqual({
    message: `no row of batch "${batch}" has "albumin" as its lab.test`,
    hint: `select code, count(*) from shared_variable('${batch}', 'lab.test') group by code says what there is`,
  })
  // Within the keys of a block, and not one of them.
  expect(await told(sql`select * from lab_of('k11', ${batch})`)).toEqual({
    ...{ message: `batch "${batch}" has no subject with the key "k11"`, hint: brought },
  })
  expect(await told(sql`select * from lab_of('k6', ${batch})`)).toEqual([])
})
