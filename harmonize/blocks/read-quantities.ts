import { fieldQuantities } from '../../protocol/schema/analytes.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import type { TestDefinition } from '../../protocol/schema/laboratory-tests.js'
import type { Cell } from '../../sources/source-record.js'
import { type Codes, codesFor } from '../codes.js'
import { askUnits } from '../columns/ask-units.js'
import type { ColumnJudge } from '../columns/column-finding.js'
import { isAbove } from '../columns/column-share.js'
import { type CodedRows, combineCodes, pairsOfRows } from '../columns/combine-codes.js'
import { orderAsListed } from '../columns/judge-days.js'
import { judgeMarks } from '../columns/judge-marks.js'
import type { TableRows } from '../columns/table-rows.js'
import type { ColumnRule } from '../read/column-rule.js'
import type { FieldReading } from '../read/field-reading.js'
import type { DistinctReading, ReadColumn } from '../read/read-column.js'
import { readField } from '../read/read-field.js'
import type { SharedValue } from '../shared-row.js'
import type { SiteLog } from './site-log.js'

/** The tests that rows are of: each row's as a code; without codes all rows are of one. */
export interface RowTests {
  readonly codes: Codes | null
  /** In the order of their first rows: none ('') where the domain has no tests, null where the test is held. */
  readonly names: readonly (string | null)[]
  /** By code, the place of the test among the names. */
  readonly places: Int32Array
}

const testOf = (value: SharedValue | undefined): string | null => {
  if (value?.kind === 'code') return value.code
  return value?.kind === 'missing' && value.reason === 'held' ? null : ''
}

/** The one test of rows whose test is said by the mapping, or that have none. */
export const oneTest = (value: SharedValue | undefined): RowTests => ({
  codes: null,
  names: [testOf(value)],
  places: new Int32Array(1),
})

/** The tests of rows, by the column that says them. */
export const testsOfColumn = ({ codes, byCode, readings }: ReadColumn): RowTests => {
  const names = [...new Set(readings.map(({ reading }) => testOf(reading.value)))]
  if (names.length <= 1) return { codes: null, names, places: new Int32Array(1) }
  const numbers = new Map(names.map((name, number) => [name, number]))
  const places = Int32Array.from(byCode, read => (read === undefined ? 0 : numbers.get(testOf(read.reading.value))!))
  // Where each word is a test of its own, the codes of the words are those of the tests.
  if (names.length === readings.length) return { codes, names, places }
  const own = codesFor(names.length, codes.length)
  for (let row = 0; row < own.length; row += 1) own[row] = places[codes[row]!]!
  return { codes: own, names, places: Int32Array.from(names.keys()) }
}

/** A distinct value of a column with its unit and test, still to be read. */
interface Unread {
  readonly cell: Cell
  readonly unit: Cell | undefined
  readonly test: number
  readonly count: number
  readonly first: number
}

interface UnreadColumn {
  readonly rule: ColumnRule
  readonly codes: ReadColumn['codes']
  /** By code. */
  readonly cells: readonly (Unread | undefined)[]
  readonly order: readonly number[]
  /** By test, its codes. */
  readonly ofTests: readonly (readonly number[])[]
}

const byTests = (
  cells: readonly (Unread | undefined)[],
  order: readonly number[],
  tests: number,
): readonly (readonly number[])[] => {
  const ofTests: number[][] = Array.from({ length: tests }, () => [])
  for (const code of order) ofTests[cells[code]!.test]!.push(code)
  return ofTests
}

const unreadColumn = (rule: ColumnRule, rows: TableRows, tests: RowTests): UnreadColumn => {
  const values = rows.column(rule.column)
  const units = rule.unit.kind === 'column' ? rows.column(rule.unit.column) : null
  if (units === null && tests.codes === null) {
    const cells: (Unread | undefined)[] = []
    for (const code of values.order) {
      const [count, first] = [values.counts[code]!, values.firsts[code]!]
      cells[code] = { cell: values.cells[code]!, unit: undefined, test: 0, count, first }
    }
    return { rule, codes: values.codes, cells, order: values.order, ofTests: [values.order] }
  }
  const others: CodedRows[] = []
  if (units !== null) others.push({ codes: units.codes, distinct: units.cells.length })
  if (tests.codes !== null) others.push({ codes: tests.codes, distinct: tests.places.length })
  const [first, second] = others as [CodedRows, CodedRows?]
  // Units with tests are few, so that numbers of theirs are soon found again; kept for each row they would be among the most that is held.
  const around = second === undefined ? first : pairsOfRows(first, second, rows.count)
  const own = { codes: values.codes, distinct: values.cells.length }
  const { codes, firsts, counts } = combineCodes(own, around, rows.count)
  const cells = firsts.map((row, code): Unread => ({
    cell: values.cells[values.codes[row]!]!,
    unit: units?.cells[units.codes[row]!],
    test: tests.places[tests.codes?.[row] ?? 0]!,
    count: counts[code]!,
    first: row,
  }))
  const order = cells.map((_, code) => code)
  return { rule, codes, cells, order, ofTests: byTests(cells, order, tests.names.length) }
}

const heldTest: FieldReading = { value: { kind: 'missing', reason: 'held' }, trouble: null, note: null }

/** What is known of a quantity: of the field itself where it is one of its own, else of its test. */
const definitionOf = (
  domain: DomainName,
  field: string,
  test: string,
  tests: Readonly<Record<string, TestDefinition>>,
): TestDefinition | null =>
  fieldQuantities[domain]?.[field] ?? (Object.hasOwn(tests, test) ? (tests[test] ?? null) : null)

/** What the reading of quantities needs besides its columns. */
export interface QuantitySettings {
  readonly tests: Readonly<Record<string, TestDefinition>>
  readonly judge: ColumnJudge
  readonly log: SiteLog
}

const readTest = (
  { rule, cells }: UnreadColumn,
  own: readonly number[],
  test: string | null,
  definition: TestDefinition | null,
): readonly DistinctReading[] => {
  const marks = judgeMarks(
    rule,
    own.map(code => cells[code]!.cell),
  )
  return own.map((code): DistinctReading => {
    const { cell, unit, count, first } = cells[code]!
    // Of a test that is held nothing is read, and its own trouble says why.
    const reading =
      test === null && cell.kind !== 'empty'
        ? heldTest
        : readField(rule, cell, { unit, test: definition, marks, order: orderAsListed, dataDate: null })
    return { rule, test: test ?? '', cell, reading, count, first }
  })
}

/** Reads a block's quantities, each distinct value with its unit and test once; a column is judged a test at a time. */
export const readQuantities = (
  domain: DomainName,
  rules: readonly ColumnRule[],
  rows: TableRows,
  tests: RowTests,
  { tests: definitions, judge, log }: QuantitySettings,
): readonly ReadColumn[] => {
  const columns = rules.map(rule => {
    const unread = unreadColumn(rule, rows, tests)
    const byCode: (DistinctReading | undefined)[] = []
    return { unread, byCode }
  })
  const { file, sheet } = rows.table
  const isTooMany = (unusable: number, filled: number): boolean => isAbove(judge.share, { filled, unusable })
  tests.names.forEach((test, number) => {
    for (const { unread, byCode } of columns) {
      const { rule } = unread
      const own = unread.ofTests[number]!
      const definition = definitionOf(domain, rule.field, test ?? '', definitions)
      const readings = readTest(unread, own, test, definition)
      own.forEach((code, place) => {
        byCode[code] = readings[place]
      })
      if (definition === null || test === null) continue
      const measured = { file, sheet, rule, test, definition, readings }
      for (const finding of askUnits(measured, isTooMany)) log.find(finding, test)
    }
  })
  return columns.map(({ unread: { rule, codes, order }, byCode }) => ({
    rule,
    codes,
    byCode,
    readings: order.map(code => byCode[code]!),
  }))
}
