import type { TestDefinition } from '../../protocol/schema/laboratory-tests.js'
import type { Cell } from '../../sources/source-record.js'
import type { ColumnRule } from './column-rule.js'
import { absent, type FieldReading, held } from './field-reading.js'
import type { DayOrder } from '../columns/judge-days.js'
import type { DecimalMarks } from './parse-number.js'
import { plainCell } from './plain-text.js'
import { probablyMissing, readCode } from './read-code.js'
import { readFlag } from './read-flag.js'
import { readDay } from './read-day.js'
import { readNumber } from './read-number.js'
import { readQuantity } from './read-quantity.js'
import { shownError } from './shown-error.js'
import { looksMissing } from './received-words.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import { type Told, told } from '../../words/told.js'

/** What the reading of a cell depends on besides its column's rule. */
export interface Surroundings {
  /** The cell of the unit's own column. */
  readonly unit: Cell | undefined
  readonly test: TestDefinition | null
  readonly marks: DecimalMarks
  readonly order: DayOrder
  readonly dataDate: IsoDate | null
}

const maskedCell = /\[identifier\]/

const unreadable = (text: Told): FieldReading =>
  held('unreadable-cell', told`a cell that cannot be used: ${shownError(text)}`)

/**
 * Reads one cell of one field: an unusable cell is held, a word for missing is missing, anything else is read by the
 * field's kind.
 */
export const readField = (rule: ColumnRule, cell: Cell | undefined, around: Surroundings): FieldReading => {
  if (cell === undefined || cell.kind === 'empty') return absent(rule.missing.find('') ?? 'not recorded')
  return readReceived(rule, cell, around)
}

const readReceived = (
  rule: ColumnRule,
  cell: Exclude<Cell, { readonly kind: 'empty' }>,
  around: Surroundings,
): FieldReading => {
  const plain = plainCell(cell)
  const listed = cell.kind !== 'error' && rule.codes?.find(plain) !== undefined
  const reason = listed ? undefined : rule.missing.find(plain)
  if (reason !== undefined) return absent(reason)
  if (cell.kind === 'error') return unreadable(cell.text)
  if (cell.kind === 'text' && !listed && rule.kind !== 'text' && maskedCell.test(cell.text)) {
    return held('identifier-in-value', told`a direct identifier where a value is expected; it was masked`)
  }
  if (cell.kind === 'text' && !listed && rule.kind !== 'code' && rule.kind !== 'text' && looksMissing(plain)) {
    return probablyMissing
  }
  if (rule.kind === 'date') return readDay(rule, cell, around)
  if (rule.kind === 'number') return readNumber(rule, cell, around.marks)
  if (rule.kind === 'quantity') return readQuantity(rule, { value: cell, unit: around.unit }, around.test, around.marks)
  return rule.field === 'flag' && rule.codes === null ? readFlag(cell) : readCode(rule, cell)
}
