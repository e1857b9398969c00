import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { standardizedMeanDifference } from '../../statistics/balance/standardized-mean-difference.js'
import { attempt } from '../results/attempt.js'
import { makeResult, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import { type AnalysisSet, allPlaces } from '../sets/analysis-set.js'
import { copiesNotes } from '../sets/people.js'
import { countWhere } from '../sets/select.js'
import { weightsInSet } from '../sets/weights-of-set.js'
import { balanceRows, isKnown, type Measure } from './balance-rows.js'

const method = {
  method: 'Standardized mean difference, treated minus control',
  settings: { standardizer: 'SD of the treated arm before matching' },
  sources: ['analysis subjects'],
}

/**
 * The signed standardized mean difference of a set, over the SD of the treated arm before matching.
 * MatchIt divides so, and the scale then does not shift with the matched set.
 */
export const standardizedDifference = (key: string, measure: Measure, set: AnalysisSet, whole: AnalysisSet): Result => {
  const rows = balanceRows(measure, whole, set === whole ? null : weightsInSet(whole, set))
  const known = countWhere(set.rows.length, place => isKnown(measure, set.rows[place]!))
  const provenance = { ...method, n: known }
  if (set.rows.length === 0) return notEstimable(key, 'no subject in this cohort', provenance)
  if (!rows.treated.includes(0) || !rows.treated.includes(1)) return notEstimable(key, 'an arm is empty', provenance)
  const tried = attempt(() => standardizedMeanDifference(rows))
  return tried.estimable
    ? makeResult(key, tried.estimate.smd, { ...provenance, notes: tried.estimate.notes })
    : notEstimable(key, tried.reason, provenance)
}

/** The rule of a study's matched comparison, printed beside each P of a matched set. */
export const matchedTestNotes = (study: AnalysisPlan, set: AnalysisSet): readonly ResultNote[] =>
  set.id === 'matched' && study.matching !== undefined
    ? [
        resultNote('independence', 'the test takes the matched arms as independent, as before matching'),
        ...copiesNotes(set, allPlaces(set)),
      ]
    : []
