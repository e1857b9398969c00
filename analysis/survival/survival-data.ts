import { takeRanks } from '../../statistics/numeric/column.js'
import type { RankedValues } from '../../statistics/numeric/rank-by-table.js'
import { type KeyWriter } from '../../protocol/results/result-key.js'
import { type Provenance, makeResult } from '../results/make-result.js'
import { personResults } from '../results/person-counts.js'
import type { Result } from '../results/result.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import { type AnalysisSet, armCode, placesWhere, subjectsAt } from '../sets/analysis-set.js'
import { gatherNumbers } from '../sets/coded-numbers.js'
import { gatherCodes, gatherReals, gatherWhether } from '../sets/gather.js'
import { countPersons } from '../sets/people.js'
import { countMarked, select } from '../sets/select.js'

/** The columns of one endpoint over the rows of a set that have it. */
export interface SurvivalData {
  readonly places: Int32Array
  /** 1 for rows of the treated arm. */
  readonly treated: Uint8Array
  readonly time: RankedValues
  readonly event: Uint8Array
  /** Given where controls count by their weight. */
  readonly weights: Float64Array | null
  readonly events: number
  /** Rows for which the endpoint is not derived. */
  readonly without: number
}

/** Takes the columns of one endpoint over all rows of a set. */
export const survivalData = (set: AnalysisSet, endpoint: string): SurvivalData => {
  const columns = set.table.endpoints.get(endpoint)
  if (columns === undefined) throw new Error(`the table has no endpoint ${endpoint}`)
  const { codes } = columns.time
  const places = placesWhere(set, subject => codes[subject]! >= 0)
  const subjects = subjectsAt(set, places)
  const event = gatherWhether(columns.event, 1, subjects)
  return {
    places,
    treated: gatherWhether(set.arm, armCode.treated, places),
    time: gatherNumbers(columns.time, subjects),
    event,
    weights: set.weight === null ? null : gatherReals(set.weight, places),
    events: countMarked(event),
    without: set.rows.length - places.length,
  }
}

/** The same over the rows of a set whose places are marked with 1, `marked` in all; the columns themselves where all are. */
export const survivalAmong = (
  set: AnalysisSet,
  data: SurvivalData,
  isMarked: Uint8Array,
  marked: number,
): SurvivalData => {
  if (marked === set.rows.length) return data
  const rows = select(data.places.length, row => isMarked[data.places[row]!] === 1)
  const event = gatherWhether(data.event, 1, rows)
  return {
    places: gatherCodes(data.places, rows),
    treated: gatherWhether(data.treated, 1, rows),
    time: takeRanks(data.time, rows),
    event,
    weights: data.weights === null ? null : gatherReals(data.weights, rows),
    events: countMarked(event),
    without: marked - rows.length,
  }
}

/** Which arm has no row, in words; null where both have some. */
export const emptyArm = ({ treated }: SurvivalData): string | null => {
  if (!treated.includes(0)) return 'the control arm is empty'
  return treated.includes(1) ? null : 'the treated arm is empty'
}

/** What is to be said of rows without the endpoint. */
export const withoutNotes = ({ without }: SurvivalData): readonly ResultNote[] =>
  without === 0 ? [] : [resultNote('left-out', `${without} without this endpoint left out`)]

/** In a matched set, how many people an endpoint's rows are, and how many of them had the event. */
export const survivalPersons = (
  key: KeyWriter<'persons' | 'persons-with-event'>,
  set: AnalysisSet,
  { places, event }: SurvivalData,
  provenance: Provenance,
): readonly Result[] => {
  const persons = personResults(key, set, places, provenance)
  return persons.flatMap(one => [
    one,
    makeResult(key('persons-with-event'), countPersons(set, withEvent(places, event)), {
      ...provenance,
      method: one.method,
      settings: {},
      notes: one.notes,
    }),
  ])
}

const withEvent = (places: Int32Array, event: Uint8Array): Int32Array => places.filter((_, row) => event[row] === 1)
