import { describe, expect, test } from 'vitest'
import { rowText } from '../../harmonize/blocks/duplicate-rows.js'
import { groupsOfKeys, keyedRows } from '../../harmonize/blocks/key-parts.js'
import { valueText } from '../../harmonize/blocks/natural-key.js'
import { repeatedRows } from '../../harmonize/blocks/repeated-rows.js'
import { subjectOrder } from '../../harmonize/columns/subject-order.js'
import { allRows, markedRows } from '../../harmonize/columns/table-rows.js'
import type { SharedRow, SharedValue } from '../../harmonize/shared-row.js'
import { told } from '../../words/told.js'
import { dayOrNone } from '../support/day-or-none.js'
import { blockOfRow } from './block-of-row.js'

const source = { site: 'north', fileId: 'x', file: told`s.csv`, sheet: told`-`, row: 2 }
const code = (text: string): SharedValue => ({ kind: 'code', code: text, received: text })
const missing = (reason: 'held' | 'unknown' | 'not recorded'): SharedValue => ({ kind: 'missing', reason })
const on = (date: string | null, offset: number | null = null): SharedValue => ({
  ...{ kind: 'day', date: dayOrNone(date), offset, time: null, precision: 'day', imputed: false, received: '' },
})
const quantity = (number: number, unit: string | null, received = ''): SharedValue => ({
  ...{ kind: 'quantity', number, relation: '<', unit, received, receivedUnit: null },
})
const row = (
  domain: SharedRow['domain'],
  values: Readonly<Record<string, SharedValue>>,
  subjectKey = 'k',
): SharedRow => ({
  ...{ domain, subjectKey, source, values },
})

describe('what a value says, without how it was received', () => {
  test.each<readonly [SharedValue, string]>([
    [code('a'), 'ca'],
    [{ kind: 'number', number: 3, received: 'III' }, 'n3'],
    [on('2020-01-01'), 'd2020-01-01'],
    [on(null, 12), 'd12'],
    [quantity(3, 'g/L', '<3'), 'q<3g/L'],
    [quantity(3, null), 'q<3'],
    [missing('held'), 'mheld'],
    [missing('unknown'), 'm'],
    [missing('not recorded'), 'm'],
  ])('%j is %s', (value, text) => {
    expect(valueText(value)).toBe(text)
  })

  test('a row says each field of it', () => {
    const rows = blockOfRow(row('lab', { test: code('afp'), result: quantity(3, 'g/L') }), 0)
    expect(rowText({ rows, file: 0, row: 0 })).toBe('test\u0001cafp\u0002result\u0001q<3g/L')
  })
})

/** Whether two rows of one file are taken for one. */
const areOne = (one: SharedRow, other: SharedRow): boolean => {
  const keys = [...new Set([one.subjectKey, other.subjectKey])]
  const both = [one, other]
  const subjects = Int32Array.from(both, own => keys.indexOf(own.subjectKey))
  const made = both.map((own, block) => blockOfRow(own, subjects[block]!, block))
  const rows = Int32Array.from(both, ({ source }) => source.row)
  const file = allRows({ ...made[0]!.source.table, count: both.length, rows, subjects })
  // Each block takes its row of the file.
  const blocks = made.map((own, block) => ({ ...own, source: markedRows(file, Uint8Array.of(1 - block, block)) }))
  const orderOf = () => subjectOrder(subjects, both.length, keys.length)
  return groupsOfKeys(keyedRows(one.domain, blocks)).some(group => repeatedRows(group, keys.length, orderOf).length > 0)
}

describe('which rows may be one told twice', () => {
  const lab = { test: code('afp'), result: quantity(3, 'g/L'), date: on('2020-01-01') }
  const differs = (one: SharedRow, other: SharedRow): boolean => !areOne(one, other)

  test('those of one subject with the same codes and day, whatever their result', () => {
    expect(differs(row('lab', lab), row('lab', lab))).toBe(false)
    expect(differs(row('lab', lab), row('lab', { ...lab, result: quantity(4, 'g/L') }))).toBe(false)
    expect(differs(row('lab', lab), row('lab', lab, 'other'))).toBe(true)
    expect(differs(row('lab', lab), row('lab', { ...lab, test: code('cea') }))).toBe(true)
    expect(differs(row('lab', lab), row('lab', { ...lab, date: on('2020-01-02') }))).toBe(true)
  })

  test.each<readonly [string, SharedRow, boolean]>([
    ['a finding without a day', row('lab', { test: code('afp') }), true],
    ['an assessment without a day', row('assessment', { test: code('ecog') }), true],
    ['a response without a day', row('response', { target: code('liver') }), true],
    ['a history without a day', row('medicalHistory', { term: code('x') }), true],
    ['an exposure without a day', row('exposure', { treatment: code('a') }), false],
    ['an exposure with a day', row('exposure', { treatment: code('a'), date: on('2020-01-01') }), true],
    ['a contact without a day', row('contact', { status: code('alive') }), false],
    ['a finding whose day is held', row('lab', { test: code('afp'), date: missing('held') }), false],
    ['a finding whose test is held', row('lab', { test: missing('held'), date: on('2020-01-01') }), false],
    ['a finding whose test is missing', row('lab', { test: missing('unknown'), date: on('2020-01-01') }), false],
    ['a lesion without a number', row('tumour', { location: code('lung'), date: on('2020-01-01') }), false],
    ['a lesion with one', row('tumour', { lesion: code('1'), date: on('2020-01-01') }), true],
  ])('%s', (_, one, has) => {
    expect(areOne(one, one)).toBe(has)
  })

  test('what a wide column fills tells no row from another', () => {
    const history = (status: string) => row('medicalHistory', { term: code('x'), status: code(status) })
    expect(differs(history('yes'), history('no'))).toBe(false)
  })
})
