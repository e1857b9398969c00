import { commonDoseUnit, doseIn } from '../../protocol/schema/doses.js'
import type { TestDefinition } from '../../protocol/schema/laboratory-tests.js'
import { isUnitless } from '../../protocol/schema/ucum.js'
import { commonUnit } from '../../protocol/schema/unit-names.js'
import { plainUnit, unitFactor, unitsOf } from '../../protocol/schema/units.js'
import type { Cell } from '../../sources/source-record.js'
import { type ColumnRule, saidUnit } from './column-rule.js'
import { clean, type FieldReading, held, queried } from './field-reading.js'
import { measuredText } from './measured-text.js'
import { type DecimalMarks, digitsToNumber, untold } from './parse-number.js'
import { plainCell, plainText, receivedText } from './plain-text.js'
import { unlistedCode } from './read-code.js'
import { readDigits } from './read-digits.js'
import { looksMissing } from './received-words.js'
import type { Relation } from '../../protocol/schema/relations.js'
import type { QuantityValue } from '../shared-row.js'
import { type Told, told, toldAll, toldLiteral } from '../../words/told.js'
import { nearestWord } from '../door/withheld-text.js'

// Units that a score or a count may carry without meaning more than itself.
const countWords = /^(分|级|个|points?|score|级别)$/i

const isCount = (unit: string): boolean => countWords.test(unit) || isUnitless(unit)

/** The cells of the record that a quantity is read from. */
export interface QuantityCells {
  readonly value: Cell
  /** The cell of the unit's own column; undefined where the mapping names none. */
  readonly unit: Cell | undefined
}

interface ReceivedUnit {
  readonly unit: string | null
  readonly inside: boolean
  /** The unit that the mapping or the unit's own column says. */
  readonly beside: string | null
}

const unitBeside = (rule: ColumnRule, cell: Cell | undefined): string | null => {
  if (rule.unit.kind === 'named') return rule.unit.unit
  if (rule.unit.kind === 'none') return null
  const text = plainCell(cell)
  if (text === '' || rule.missing.find(text) !== undefined || looksMissing(text)) return null
  return rule.unit.codes?.find(text) ?? receivedText(cell).trim()
}

const unitOf = (test: TestDefinition): Told => toldLiteral(test.unit ?? '', unitsOf(test))

// Only the common spelling of a known unit is shown: any other text may be a value.
const named = (unit: string): Told => {
  const common = commonUnit(unit)
  return common === null ? told`a text that is no known unit` : told`the unit '${common}'`
}

const unknownUnit = (unit: string, test: TestDefinition): FieldReading => {
  const allowed = unitsOf(test)
  const nearest = commonUnit(unit) === null ? nearestWord(unit, allowed) : null
  const expected =
    allowed.length === 0
      ? told`none is expected`
      : told`expected ${toldAll(allowed.map(one => toldLiteral(one, allowed)))}`
  return held(
    'unknown-unit',
    told`${named(unit)}, which does not convert; ${expected}${nearest === null ? told`` : told`; the nearest is '${toldLiteral(nearest, allowed)}'`}`,
  )
}

const factors = new WeakMap<TestDefinition, Map<string, number | null>>()

// Spellings of units are compared once per spelling, not once per cell.
const factorOf = (test: TestDefinition, unit: string): number | null => {
  const known = factors.get(test) ?? new Map<string, number | null>()
  factors.set(test, known)
  const before = known.get(unit)
  if (before !== undefined) return before
  const factor = unitFactor(test, unit)
  if (known.size < 10_000) known.set(unit, factor)
  return factor
}

// Products of decimal factors are cut where binary fractions begin to show.
const converted = (number: number, factor: number): number =>
  factor === 1 ? number : Number((number * factor).toPrecision(14))

const likelyUnit = (number: number, test: TestDefinition, current: string | null): string | null => {
  const [low, high] = test.plausible ?? [-Infinity, Infinity]
  const others = unitsOf(test).filter(unit => current === null || plainUnit(unit) !== plainUnit(current))
  return (
    others.find(unit => {
      const value = converted(number, unitFactor(test, unit) ?? 1)
      return value >= low && value <= high
    }) ?? null
  )
}

const implausible = (
  number: number,
  relation: Relation,
  value: number,
  test: TestDefinition,
  unit: string | null,
): FieldReading | null => {
  const [low, high] = test.plausible ?? [-Infinity, Infinity]
  if (relation !== '=' || (value >= low && value <= high)) return null
  const likely = likelyUnit(number, test, unit ?? test.unit ?? null)
  const range = told`${low} to ${high}${test.unit === undefined ? told`` : told` ${unitOf(test)}`}`
  return held(
    'implausible-value',
    told`a number outside ${range}${likely === null ? told`` : told`; it would be plausible in ${toldLiteral(likely, unitsOf(test))}`}`,
  )
}

const measured = (
  rule: ColumnRule,
  quantity: QuantityValue,
  { unit, inside, beside }: ReceivedUnit,
  test: TestDefinition | null,
  note: Told | null,
): FieldReading => {
  if (test?.unit !== undefined && unit === null && rule.unit.kind !== 'none') {
    return queried(quantity, 'missing-unit', told`no unit beside the number; taken as ${unitOf(test)}`)
  }
  if (test !== null && inside && beside !== null && factorOf(test, beside) !== factorOf(test, unit ?? '')) {
    return rule.unit.kind === 'column'
      ? held('unit-contradicts', told`a unit in the cell that contradicts the one in the column of units`)
      : queried(
          quantity,
          'unit-contradicts',
          told`a unit in the cell that is not the one which the mapping names for the column; read by the cell's own`,
        )
  }
  return clean(quantity, inside && test?.unit !== undefined ? (note ?? told`units inside the cells were read`) : note)
}

// What a dose is measured in goes by its own unit: every family has a common one.
const doseTest = (rule: ColumnRule, unit: string | null): TestDefinition | null => {
  if (rule.field !== 'dose' || unit === null) return null
  return doseIn(rule.unit.kind === 'named' ? rule.unit.unit : (commonDoseUnit(unit) ?? ''))
}

const expects = (rule: ColumnRule, test: TestDefinition | null, rest: string): boolean => {
  if (test === null) return rule.field === 'dose' && commonDoseUnit(rest) !== null
  return test.unit === undefined ? isCount(rest) : factorOf(test, rest) !== null
}

// A code such as '<20' stands for the limit that it writes, in its own unit, or in that of the column or the row.
const limitCode = (
  rule: ColumnRule,
  code: string,
  test: TestDefinition | null,
  beside: string | null,
  received: string,
): FieldReading | null => {
  const parts = measuredText(plainText(code), rest => expects(rule, test, rest))
  if ('kind' in parts || parts.relation === '=') return null
  const digits = digitsToNumber(parts.digits, untold)
  if (digits === null) return null
  const number = Number(`${digits}e${parts.power}`)
  const unit = parts.rest === '' ? beside : parts.rest
  const factor = test === null || unit === null ? 1 : (factorOf(test, unit) ?? 1)
  const standard = test?.unit ?? unit
  return clean({
    kind: 'quantity',
    number: converted(number, factor),
    relation: parts.relation,
    unit: standard,
    received,
    receivedUnit: null,
  })
}

const listedCode = (
  rule: ColumnRule,
  code: string | number,
  test: TestDefinition | null,
  beside: string | null,
  received: string,
): FieldReading =>
  typeof code === 'string'
    ? (limitCode(rule, code, test, beside, received) ?? clean({ kind: 'code', code, received }))
    : clean({ kind: 'quantity', number: code, relation: '=', unit: test?.unit ?? null, received, receivedUnit: null })

const besideFactor = held(
  'unit-with-factor',
  told`a unit in the cell of a column whose numbers the mapping multiplies: which of both holds cannot be known`,
)

/**
 * Reads a cell as a number or code of a test: the number with its relation, converted to the test's standard unit, and
 * in the range of a living person. Of a test that nothing is known of, a bare number alone is read.
 */
export const readQuantity = (
  rule: ColumnRule,
  { value: cell, unit: unitCell }: QuantityCells,
  known: TestDefinition | null,
  marks: DecimalMarks,
): FieldReading => {
  const received = receivedText(cell)
  const code = rule.codes?.find(plainCell(cell))
  if (code !== undefined) return listedCode(rule, code, known, unitBeside(rule, unitCell), received)
  const read = readDigits(cell, marks, rest => expects(rule, known, rest), rule.keepsFlags)
  if ('refused' in read) {
    return rule.codes !== null && cell.kind === 'text' && read.refused.trouble?.kind === 'not-a-number'
      ? unlistedCode(plainCell(cell), rule.codes)
      : read.refused
  }
  const { relation, rest, flag } = read.parts
  if (rule.factor !== null && rest !== '') return besideFactor
  const number = rule.factor === null ? read.number : converted(read.number, rule.factor)
  const beside = unitBeside(rule, unitCell)
  const unit: ReceivedUnit = { unit: rest === '' ? beside : rest, inside: rest !== '', beside }
  const test = known ?? doseTest(rule, unit.unit)
  if (test === null && unit.inside) {
    return held(
      'words-behind-number',
      told`a unit or words behind the number of a test that the study does not declare`,
    )
  }
  const unitless = test !== null && test.unit === undefined
  if (unitless && unit.unit !== null && !isCount(unit.unit)) return unknownUnit(unit.unit, test)
  const factor = test === null || unitless || unit.unit === null ? 1 : factorOf(test, unit.unit)
  if (factor === null) return unknownUnit(unit.unit ?? '', test ?? { conversions: {} })
  const standardNumber = converted(number, factor)
  const refusal = test === null ? null : implausible(number, relation, standardNumber, test, unit.unit)
  if (refusal !== null) return refusal
  const standard = test === null ? (unit.unit === null ? null : plainText(unit.unit)) : (test.unit ?? null)
  const quantity = {
    kind: 'quantity',
    number: standardNumber,
    relation,
    unit: standard,
    received,
    receivedUnit: rule.factor === null ? unit.unit : saidUnit(rule),
  } as const
  const reading = measured(rule, quantity, unit, test, read.note)
  return flag === null || !rule.keepsFlags || reading.value.kind === 'missing' ? reading : { ...reading, flag }
}
