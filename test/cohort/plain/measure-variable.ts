import { wideFieldOf } from '../../../protocol/schema/domains.js'
import type { Study } from '../../../protocol/language/study.js'
import { pickOf, valueField } from '../../../protocol/facts/variable-facts.js'
import type { MeasuredVariable } from '../../../protocol/language/variables.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import { literalsOf, type Told, told, toldId } from '../../../words/told.js'
import { unitInWords } from '../../../protocol/schema/unit-names.js'
import { isNobodys } from './nobody.js'
import { convertUnit } from './convert-unit.js'
import { deriveAge } from './derive-age.js'
import { knownField, judgeRow, rowsOf, sourcesOf, type SubjectChart } from './subject-chart.js'
import { readingsOfDays } from './of-day.js'
import { pickValue, type Reading } from './pick-value.js'
import { firstHeld, heldWords, saysHeld } from './place-words.js'
import { placeRow, windowOf, type PlacedRow, type TimeWindow } from './time-window.js'
import { allOf } from '../../../cohort/truth.js'
import { knownAs, unknownBecause, type DerivedVariable, type DerivedVariables } from './variable.js'

/** A variable measured from one domain: the rows that meet its conditions in its window, and the pick among them. */
export const measureVariable = (
  study: Study,
  definition: MeasuredVariable,
  chart: SubjectChart,
  variables: DerivedVariables,
): DerivedVariable => {
  const { from, value } = definition
  if (from === 'subject' && value === 'age') return deriveAge(chart)
  const pick = pickOf(definition)
  const counts = pick === 'any' || pick === 'count'
  const field = valueField(definition) ?? 'date'
  const window = windowOf(definition, chart, variables)
  const placed = rowsOf(chart, from).map(row => placeCandidate(row, field, definition, chart, window))
  const candidates = counts ? placed.map(asFinding) : placed
  const certain = candidates.filter(({ inside }) => inside === 'true')
  const possible = candidates.filter(({ inside }) => inside === 'unknown').map(({ row }) => row)
  const absence = absenceOf(definition, possible, chart)
  if (counts) return countRows(pick, certain, possible, absence)
  const readings = certain.map(placed => read(study, definition, field, chart, placed))
  const known = readings.filter((reading): reading is Reading => typeof reading !== 'string')
  const { ofDay } = definition
  if (known.length > 0)
    return pickValue(pick, ofDay === undefined ? known : readingsOfDays(ofDay, known), window.anchor)
  // What was recorded and is held comes before what was not recorded.
  const reasons = readings.filter(reading => typeof reading === 'string')
  const because = reasons.findLast(saysHeld) ?? (saysHeld(absence.because) ? undefined : reasons.at(-1))
  if (because === undefined) return unknownBecause(absence.because, sourcesOf(possible))
  return unknownBecause(because, sourcesOf(certain.map(({ row }) => row)))
}

const placeCandidate = (
  row: SharedRow,
  field: string,
  definition: MeasuredVariable,
  chart: SubjectChart,
  window: TimeWindow,
): PlacedRow => {
  const meets = judgeRow(chart, row, definition.where)
  if (definition.from === 'subject') return { row, inside: meets, day: null }
  // A variable that is itself a day is placed by that day.
  const timeField = row.values[field]?.kind === 'day' ? field : 'date'
  const placed = placeRow(row, timeField, window, chart)
  return { ...placed, inside: allOf([meets, placed.inside]) }
}

// A row that says only that a finding was not made is no finding; one that does not tell it may be.
const asFinding = (placed: PlacedRow): PlacedRow => {
  const finding = placed.row.values[wideFieldOf(placed.row.domain) ?? '']
  if (finding?.kind !== 'missing') return placed
  const mayBe = finding.reason === 'held' || finding.reason === 'unknown'
  return { ...placed, inside: mayBe ? allOf([placed.inside, 'unknown']) : 'false' }
}

const countRows = (
  pick: 'any' | 'count',
  certain: readonly PlacedRow[],
  possible: readonly SharedRow[],
  absence: Absence,
): DerivedVariable => {
  const sources = sourcesOf(certain.map(({ row }) => row))
  const total = certain.length
  const mayBeMore = possible.length > 0
  if (total === 0 && !mayBeMore && !absence.delivered) return unknownBecause(absence.because)
  if (pick === 'count') return knownAs(total, sources, { relation: mayBeMore ? '>=' : '=' })
  if (total > 0) return knownAs(true, sources)
  return mayBeMore ? unknownBecause(absence.because, sourcesOf(possible)) : knownAs(false, [])
}

interface Absence {
  readonly because: Told
  readonly delivered: boolean
}

const absenceOf = (
  { from, where }: MeasuredVariable,
  possible: readonly SharedRow[],
  { record }: SubjectChart,
): Absence => {
  const isOfNobody = isNobodys(record, from, where)
  const delivered = isOfNobody || record.delivered.includes(from)
  if (possible.length > 0) {
    const held = firstHeld(possible, [...Object.keys(where ?? {}), 'date', wideFieldOf(from) ?? ''])
    const because = held === null ? told`but its day or a code in it is not known` : told`but a part of it is ${held}`
    return { because: told`a row of ${from} may count, ${because}`, delivered }
  }
  if (isOfNobody) return { because: told`nobody of the site had it, as its mapping says`, delivered }
  return { because: delivered ? told`no row of ${from} fits` : told`the site does not deliver ${from}`, delivered }
}

const read = (
  study: Study,
  definition: MeasuredVariable,
  field: string,
  chart: SubjectChart,
  { row, day }: PlacedRow,
): Reading | Told => {
  const shared = row.values[field]
  if (shared === undefined) return told`the site does not deliver ${definition.from}.${toldId(field)}`
  if (shared.kind === 'missing') return shared.reason === 'held' ? heldWords(row, field) : told`${shared.reason}`
  const known = knownField(chart, shared)
  if (known.value === null) return told`unknown`
  const wanted = toldUnit(study, chart, definition.unit ?? null)
  const reading = { rows: [row], day, value: known.value, relation: known.relation, unit: wanted }
  if (shared.kind !== 'quantity') return checkPlausible(definition, reading)
  const own = toldUnit(study, chart, shared.unit)
  const converted = convertUnit(study, row, field, shared, definition.unit)
  if (converted === null) return told`${own ?? told`its unit`} does not convert to ${wanted ?? told`it`}`
  return checkPlausible(definition, { ...reading, value: converted, unit: wanted ?? own })
}

// The unit of a test that is not declared is what its column of units said: it may be any text.
const toldUnit = (study: Study, { record }: SubjectChart, unit: string | null): Told | null =>
  unit === null ? null : unitInWords(unit, literalsOf(study), ...(record.mapped === undefined ? [] : [record.mapped]))

const checkPlausible = ({ plausible }: MeasuredVariable, reading: Reading): Reading | Told => {
  if (plausible === undefined || typeof reading.value !== 'number') return reading
  const fits = reading.value >= plausible[0] && reading.value <= plausible[1]
  return fits ? reading : told`outside the plausible range of ${plausible[0]} to ${plausible[1]}`
}
