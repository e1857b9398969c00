import { type Provenance, makeResult } from './make-result.js'
import type { Result } from './result.js'
import { copiesNotes, countPersons, type Sample, type SampleRow } from '../sample.js'

/** In a matched cohort, how many people the rows are, where one may stand in several pairs. */
export const personResults = (
  key: (statistic: string) => string,
  sample: Sample,
  rows: readonly SampleRow[],
  provenance: Provenance,
): readonly Result[] =>
  sample.cohort === 'matched'
    ? [
        makeResult(key('persons'), countPersons(rows), {
          ...provenance,
          method: 'Count of people',
          settings: {},
          notes: copiesNotes(rows),
        }),
      ]
    : []
