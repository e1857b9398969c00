import type { TestDefinition } from '../protocol/tests.js'
import { nearestName } from '../protocol/nearest.js'
import { plainUnit, unitFactor, unitsOf } from '../protocol/units.js'
import type { Cell } from '../sources/source-record.js'
import type { ColumnRule } from './column-rule.js'
import { clean, type FieldReading, held, queried } from './field-reading.js'
import type { DecimalMark } from './parse-number.js'
import { plainCell, plainText, receivedText } from './plain-text.js'
import { readDigits } from './read-number.js'
import type { QuantityValue, Relation } from './shared-row.js'

// Units that a score or a count may carry without meaning more than itself.
const countWords = /^(分|级|个|points?|score|级别)$/i

/** The cells of the record that a quantity is read from. */
export interface QuantityCells {
  readonly value: Cell
  /** The cell of the unit's own column; undefined where the mapping names none. */
  readonly unit: Cell | undefined
}

interface ReceivedUnit {
  readonly unit: string | null
  readonly inside: boolean
  /** Whether the mapping says where units stand. */
  readonly mapped: boolean
}

const unitBeside = (rule: ColumnRule, cell: Cell | undefined): string | null => {
  if (rule.unit.kind === 'named') return rule.unit.unit
  if (rule.unit.kind === 'none') return null
  const text = plainCell(cell)
  if (text === '' || rule.missing.find(text) !== undefined) return null
  return rule.unit.codes?.find(text) ?? receivedText(cell).trim()
}

const receivedUnit = (rule: ColumnRule, cell: Cell | undefined, inside: string): ReceivedUnit => {
  const mapped = rule.unit.kind !== 'none'
  if (inside !== '') return { unit: inside, inside: true, mapped }
  return { unit: unitBeside(rule, cell), inside: false, mapped }
}

// A unit is quoted only where it can be nothing else: short and without a long number in it.
const quoted = (unit: string): string => (unit.length <= 16 && !/\d{4}/.test(unit) ? `the unit '${unit}'` : 'a unit')

const unknownUnit = (unit: string, test: TestDefinition): FieldReading => {
  const allowed = unitsOf(test)
  const nearest = nearestName(unit, allowed)
  const expected = allowed.length === 0 ? 'none is expected' : `expected ${allowed.join(', ')}`
  return held(
    'unknown-unit',
    `${quoted(unit)} that does not convert; ${expected}${nearest === null ? '' : `; the nearest is '${nearest}'`}`,
  )
}

const factors = new WeakMap<TestDefinition, Map<string, number | null>>()

// Spellings of units are compared once a spelling, not once a cell.
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
  const range = `${low} to ${high}${test.unit === undefined ? '' : ` ${test.unit}`}`
  return held(
    'implausible-value',
    `a number outside ${range}${likely === null ? '' : `; it would be plausible in ${likely}`}`,
  )
}

const measured = (
  quantity: QuantityValue,
  received: ReceivedUnit,
  test: TestDefinition | null,
  note: string | null,
): FieldReading => {
  if (test?.unit !== undefined && received.unit === null) {
    if (received.mapped) return queried(quantity, 'missing-unit', `no unit beside the number; taken as ${test.unit}`)
    return clean(quantity, `the mapping names no unit; numbers were taken as ${test.unit}`)
  }
  return clean(quantity, received.inside && test?.unit !== undefined ? 'units inside the cells were read' : note)
}

/**
 * Reads a cell as a number or code of a test: the number with its relation, converted to the test's standard unit, and
 * in the range of a living person.
 */
export const readQuantity = (
  rule: ColumnRule,
  { value: cell, unit: unitCell }: QuantityCells,
  test: TestDefinition | null,
  mark: DecimalMark,
): FieldReading => {
  const received = receivedText(cell)
  const code = rule.codes?.find(plainCell(cell))
  if (typeof code === 'string') return clean({ kind: 'code', code, received })
  if (code !== undefined) {
    return clean({
      kind: 'quantity',
      number: code,
      relation: '=',
      unit: test?.unit ?? null,
      received,
      receivedUnit: null,
    })
  }
  const read = readDigits(cell, mark)
  if ('refused' in read) {
    return rule.codes !== null && read.refused.trouble?.kind === 'not-a-number'
      ? held('unlisted-code', 'neither a number nor a text that the mapping lists')
      : read.refused
  }
  const {
    parts: { relation, rest },
    number,
  } = read
  const unit = receivedUnit(rule, unitCell, rest)
  const standard = test === null ? (unit.unit === null ? null : plainText(unit.unit)) : (test.unit ?? null)
  const unitless = test !== null && test.unit === undefined
  if (unitless && unit.unit !== null && !countWords.test(unit.unit)) return unknownUnit(unit.unit, test)
  const factor = test === null || unitless || unit.unit === null ? 1 : factorOf(test, unit.unit)
  if (factor === null) return unknownUnit(unit.unit ?? '', test ?? { conversions: {} })
  const standardNumber = converted(number, factor)
  const refusal = test === null ? null : implausible(number, relation, standardNumber, test, unit.unit)
  if (refusal !== null) return refusal
  return measured(
    { kind: 'quantity', number: standardNumber, relation, unit: standard, received, receivedUnit: unit.unit },
    unit,
    test,
    read.note,
  )
}
