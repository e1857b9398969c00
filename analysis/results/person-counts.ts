import { type KeyWriter } from '../../protocol/results/result-key.js'
import { type Provenance, makeResult } from './make-result.js'
import type { Result } from './result.js'
import type { AnalysisSet } from '../sets/analysis-set.js'
import { copiesNotes, countPersons } from '../sets/people.js'

/** In a matched set, how many people some rows are, where one may stand in several pairs. */
export const personResults = (
  key: KeyWriter<'persons'>,
  set: AnalysisSet,
  places: Int32Array,
  provenance: Provenance,
): readonly Result[] =>
  set.id === 'matched'
    ? [
        makeResult(key('persons'), countPersons(set, places), {
          ...provenance,
          method: 'Count of people',
          settings: {},
          notes: copiesNotes(set, places),
        }),
      ]
    : []
