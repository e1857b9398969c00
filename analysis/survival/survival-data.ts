import { type Provenance, makeResult } from '../results/make-result.js'
import { personResults } from '../results/person-counts.js'
import type { Result } from '../results/result.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import { countPersons, type Sample, type SampleRow } from '../sample.js'
import type { TimeToEvent } from '../../cohort/cohort.js'

/** The columns of one endpoint over the subjects who have it. */
export interface SurvivalData {
  readonly rows: readonly SampleRow[]
  readonly time: Float64Array
  readonly event: Uint8Array
  /** Given where controls count by their weight. */
  readonly weights: Float64Array | null
  readonly events: number
  /** Subjects of the sample for whom the endpoint is not derived. */
  readonly without: number
}

/** Takes the columns of one endpoint from rows of a sample. */
export const survivalData = (sample: Sample, rows: readonly SampleRow[], endpoint: string): SurvivalData => {
  const known = rows.flatMap(row => {
    const time = row.subject.endpoints[endpoint]
    return time === undefined ? [] : [{ row, time }]
  })
  const times: readonly TimeToEvent[] = known.map(({ time }) => time)
  const event = Uint8Array.from(times, time => Number(time.event))
  return {
    rows: known.map(({ row }) => row),
    time: Float64Array.from(times, ({ time }) => time),
    event,
    weights: sample.weighted ? Float64Array.from(known, ({ row }) => row.weight) : null,
    events: event.reduce((sum, one) => sum + one, 0),
    without: rows.length - known.length,
  }
}

/** What is to be said of subjects without the endpoint. */
export const withoutNotes = ({ without }: SurvivalData): readonly ResultNote[] =>
  without === 0 ? [] : [resultNote('left-out', `${without} without this endpoint left out`)]

/** In a matched cohort, how many people an endpoint's rows are, and how many of them had the event. */
export const survivalPersons = (
  key: (statistic: string) => string,
  sample: Sample,
  { rows, event }: SurvivalData,
  provenance: Provenance,
): readonly Result[] => {
  const persons = personResults(key, sample, rows, provenance)
  return persons.flatMap(one => [
    one,
    makeResult(key('persons-with-event'), countPersons(rows.filter((_, row) => event[row] === 1)), {
      ...provenance,
      method: one.method,
      settings: {},
      notes: one.notes,
    }),
  ])
}
