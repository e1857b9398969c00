import { fieldQuantities } from '../../../protocol/schema/analytes.js'
import type { DomainName } from '../../../protocol/schema/domains.js'
import type { TestDefinition } from '../../../protocol/schema/laboratory-tests.js'
import type { FieldPlan } from '../../../harmonize/blocks/block-plan.js'
import type { ColumnRule } from '../../../harmonize/read/column-rule.js'
import type { DoorRecord } from '../../support/door-record.js'
import type { FieldReading } from '../../../harmonize/read/field-reading.js'
import { type DayOrder, orderAsListed } from './judge-days.js'
import { type DecimalMarks, untold } from '../../../harmonize/read/parse-number.js'
import { readField } from '../../../harmonize/read/read-field.js'
import type { SharedValue } from '../../../harmonize/shared-row.js'
import type { IsoDate } from '../../../protocol/schema/iso-date.js'

/** One field of a record as read from its column. */
export interface ColumnReading {
  readonly rule: ColumnRule
  /** The test whose column this is, in a file of one row per value; else empty. */
  readonly test: string
  reading: FieldReading
}

/** A row of the shared schema while it is read: its record, the values so far, and the readings behind them. */
export interface DraftRow {
  readonly record: DoorRecord
  /** Which of the block's rows a record makes this is. */
  readonly place: number
  readonly values: Record<string, SharedValue>
  readonly readings: ColumnReading[]
}

/** What the judgements of the columns say to the reading of a cell. */
export interface Judgements {
  readonly marksOf: (rule: ColumnRule) => DecimalMarks
  readonly orderOf: (rule: ColumnRule) => DayOrder
  readonly dataDate: IsoDate | null
}

const isQuantity = (plan: FieldPlan): boolean => plan.kind === 'column' && plan.rule.kind === 'quantity'

/** Field plans in two parts: quantities are read last, because what they are a quantity of stands in another field. */
export const quantitiesLast = (
  plans: readonly FieldPlan[],
): { readonly first: readonly FieldPlan[]; readonly quantities: readonly ColumnRule[] } => ({
  first: plans.filter(plan => !isQuantity(plan)),
  quantities: plans.flatMap(plan => (plan.kind === 'column' && isQuantity(plan) ? [plan.rule] : [])),
})

const needsMarks = (rule: ColumnRule): boolean => rule.kind === 'number' || rule.offsetDays !== null

/** Reads a record's constants, codes, numbers and days. */
export const readFirst = (
  record: DoorRecord,
  place: number,
  plans: readonly FieldPlan[],
  judged: Judgements,
): DraftRow => {
  const draft: DraftRow = { record, place, values: {}, readings: [] }
  for (const plan of plans) {
    if (plan.kind === 'constant') {
      draft.values[plan.field] = plan.value
      continue
    }
    const { rule } = plan
    const reading = readField(rule, record.cells[rule.column], {
      unit: undefined,
      test: null,
      marks: needsMarks(rule) ? judged.marksOf(rule) : untold,
      order: rule.kind === 'date' ? judged.orderOf(rule) : orderAsListed,
      dataDate: judged.dataDate,
    })
    draft.values[rule.field] = reading.value
    draft.readings.push({ rule, test: '', reading })
  }
  return draft
}

/** The test that a draft's quantities are of: none where the domain has no tests, null where the test is held. */
export const testOfDraft = ({ values }: DraftRow): string | null => {
  const test = values['test']
  if (test?.kind === 'code') return test.code
  return test?.kind === 'missing' && test.reason === 'held' ? null : ''
}

/** What is known of a quantity: of the field itself where it is one of its own, else of its test. */
export const definitionOf = (
  domain: DomainName,
  field: string,
  test: string,
  tests: Readonly<Record<string, TestDefinition>>,
): TestDefinition | null =>
  fieldQuantities[domain]?.[field] ?? (Object.hasOwn(tests, test) ? (tests[test] ?? null) : null)

const unread: FieldReading = { value: { kind: 'missing', reason: 'held' }, trouble: null, note: null }

/** Reads one quantity of a draft; of a test that is held nothing is read, and its own trouble says why. */
export const readLast = (
  { record, values, readings }: DraftRow,
  rule: ColumnRule,
  test: string | null,
  definition: TestDefinition | null,
  marks: DecimalMarks,
): ColumnReading => {
  const cell = record.cells[rule.column]
  const reading =
    test === null && cell !== undefined
      ? unread
      : readField(rule, cell, {
          unit: rule.unit.kind === 'column' ? record.cells[rule.unit.column] : undefined,
          test: definition,
          marks,
          order: orderAsListed,
          dataDate: null,
        })
  const read = { rule, test: test ?? '', reading }
  values[rule.field] = reading.value
  readings.push(read)
  return read
}
