import { results } from '../../protocol/results/catalogue.js'
import { keysOf, resultKey } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import { percentOf } from '../results/number-statistics.js'
import type { Result } from '../results/result.js'
import { arms } from '../../cohort/arms.js'
import { type AnalysisSet, armCode, armPlaces, subjectsAt } from '../sets/analysis-set.js'
import { countCodes } from '../sets/select.js'

/** The first therapy after progression by kind and arm; percentages are of those with any. */
export const analyzeSubsequent = (study: AnalysisPlan, set: AnalysisSet): readonly Result[] => {
  if (study.subsequent === undefined) return []
  const therapies = study.subsequent.therapies.map(({ id }) => id)
  return arms.flatMap(arm => {
    const subjects = subjectsAt(set, armPlaces(set, armCode[arm]))
    const [none = 0, ...byTherapy] = countCodes(set.table.subsequent, subjects, therapies.length)
    const given = subjects.length - none
    const provenance: Provenance = {
      method: 'Count of the first therapy after progression',
      sources: ['subsequent therapy'],
      n: given,
    }
    return [
      makeResult(resultKey(results.subsequentArm, { set: set.id, arm }, 'n'), given, provenance),
      ...therapies.flatMap((therapy, code) => {
        const key = keysOf(results.subsequent, { set: set.id, therapy, arm })
        const n = byTherapy[code] ?? 0
        const percent = percentOf(n, given)
        return [
          makeResult(key('n'), n, provenance),
          percent === null
            ? notEstimable(key('percent'), 'nobody of this arm had a therapy after progression', provenance)
            : makeResult(key('percent'), percent, { ...provenance, unit: '%' }),
        ]
      }),
    ]
  })
}
