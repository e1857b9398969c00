import type { TestDefinition } from '../../protocol/schema/laboratory-tests.js'
import { commonUnit } from '../../protocol/schema/unit-names.js'
import { unitFactor, unitsOf } from '../../protocol/schema/units.js'
import { queried } from '../read/field-reading.js'
import type { FileFinding } from './file-finding.js'
import { headerUnit, unitDrift } from './judge-units.js'
import type { DistinctReading } from '../read/read-column.js'
import { type ColumnRule, saidUnit } from '../read/column-rule.js'
import type { QuantityValue } from '../shared-row.js'
import { type Told, told, toldAll, toldId, toldLiteral } from '../../words/told.js'
import type { KindThatCan } from '../../words/finding-kinds.js'

/** A column's numbers of one test, as read, each distinct one once. */
export interface MeasuredColumn {
  readonly file: Told
  readonly sheet: Told
  readonly rule: ColumnRule
  readonly test: string
  readonly definition: TestDefinition
  readonly readings: readonly DistinctReading[]
}

interface Taken {
  readonly read: DistinctReading
  readonly value: QuantityValue
  /** The unit in which the number was taken: as the column or its own cell of units says. */
  readonly unit: string
}

// Numbers whose unit the cell itself does not say.
const takenAs = (rule: ColumnRule, standard: string, read: DistinctReading): readonly Taken[] => {
  const { value, trouble } = read.reading
  if (value.kind !== 'quantity' || trouble !== null) return []
  if (rule.unit.kind === 'column') return [{ read, value, unit: value.receivedUnit ?? standard }]
  const named = rule.unit.kind === 'named' ? rule.unit.unit : null
  return value.receivedUnit === saidUnit(rule) ? [{ read, value, unit: named ?? standard }] : []
}

const called = (test: string): Told => (test === '' ? told`` : told` of ${toldId(test)}`)

// The unit of the mapping or of the study's test.
const unitSaid = ({ rule, definition }: MeasuredColumn, unit: string): Told =>
  toldLiteral(unit, [...unitsOf(definition), ...(rule.unit.kind === 'named' ? [rule.unit.unit] : [])])

const commonOr = (unit: string, definition: TestDefinition): Told =>
  unitsOf(definition).includes(unit) ? toldLiteral(unit, unitsOf(definition)) : (commonUnit(unit) ?? told`another unit`)

const question = (
  { file, sheet, rule: { shown: column } }: MeasuredColumn,
  kind: KindThatCan<'info'>,
  filled: number,
  unusable: number,
  message: Told,
): FileFinding => ({ file, sheet, column, kind, effect: 'query', filled, unusable, message })

const headerQuestion = (measured: MeasuredColumn, unit: string, numbers: number): FileFinding | null => {
  const { rule, test, definition } = measured
  const found = headerUnit(rule.column, definition, commonUnit)
  if (found === null) return null
  const inHeader = unitFactor(definition, found)
  const taken = (unitFactor(definition, unit) ?? 1) * (rule.factor ?? 1)
  if (inHeader !== null && Math.abs(inHeader - taken) <= 1e-9 * taken) return null
  const said =
    rule.unit.kind === 'named'
      ? told`the mapping says ${unitSaid(measured, unit)}`
      : told`the mapping names none, so numbers were taken as ${unitSaid(measured, unit)}`
  return question(
    measured,
    'unit-in-header',
    numbers,
    numbers,
    told`the column's header names ${commonOr(found, definition)}, and ${said}${called(test)}: probably the mapping; name the unit that the hospital uses`,
  )
}

const sayNothing = (measured: MeasuredColumn, unit: string, numbers: number): FileFinding | null => {
  const { rule, test, definition } = measured
  if (rule.unit.kind !== 'none' || rule.factor !== null || headerUnit(rule.column, definition, commonUnit) !== null)
    return null
  const message = told`no unit is named for these numbers${called(test)}; they were taken as ${unitSaid(measured, unit)}: name the unit in the mapping`
  return question(measured, 'no-unit-named', numbers, numbers, message)
}

interface Asked extends Taken {
  readonly other: string
}

const driftedOf = (taken: readonly Taken[], definition: TestDefinition): readonly Asked[] => {
  const numbers = taken
    .filter(({ value }) => value.relation === '=')
    .map(({ value: { number }, read: { count } }) => ({ number, count }))
  const units = [...new Set(taken.map(({ unit }) => unit))]
  const drifts = new Map(units.map(unit => [unit, unitDrift(numbers, unit, definition)]))
  return taken.flatMap(one => {
    const other = one.value.relation === '=' ? (drifts.get(one.unit)?.fits(one.value.number) ?? null) : null
    return other === null ? [] : [{ ...one, other }]
  })
}

const cellsOf = (taken: readonly Taken[]): number => taken.reduce((sum, { read: { count } }) => sum + count, 0)

const manyDrifted = (measured: MeasuredColumn, taken: number, asked: readonly Asked[]): FileFinding => {
  const drifted = cellsOf(asked)
  const others = [...new Set(asked.map(({ other }) => other))].map(other =>
    toldLiteral(other, unitsOf(measured.definition)),
  )
  const own = [...new Set(asked.map(({ unit }) => unit))].flatMap(unit => commonUnit(unit) ?? [])
  const fit = told`${drifted} of ${taken} numbers${called(measured.test)} fit the rest of the column better in ${toldAll(others)} than in ${toldAll(own)}`
  const message = told`${fit}: probably the mapping, or two units in one column; ask in which unit they are`
  return question(measured, 'unit-drift', taken, drifted, message)
}

/**
 * Asks what a column's units leave open: a header that names another unit, no unit named at all, and numbers that fit
 * the column better in another unit of their test.
 */
export const askUnits = (
  measured: MeasuredColumn,
  isTooMany: (asked: number, of: number) => boolean,
): readonly FileFinding[] => {
  const { rule, definition, readings } = measured
  if (definition.unit === undefined) return []
  const standard = definition.unit
  const unit = rule.unit.kind === 'named' ? rule.unit.unit : standard
  const taken = readings.flatMap(read => takenAs(rule, standard, read))
  if (taken.length === 0) return []
  const cells = cellsOf(taken)
  const of =
    rule.unit.kind === 'column' ? [] : [headerQuestion(measured, unit, cells), sayNothing(measured, unit, cells)]
  const findings = of.filter(finding => finding !== null)
  const asked = driftedOf(taken, definition)
  if (isTooMany(cellsOf(asked), cells)) return [...findings, manyDrifted(measured, cells, asked)]
  for (const { read, value, other } of asked) {
    const message = told`a number that fits the rest of the column better in ${toldLiteral(other, unitsOf(definition))} than in the unit that is said for it; kept as said`
    read.reading = { ...read.reading, ...queried(value, 'unit-drift', message) }
  }
  return findings
}
