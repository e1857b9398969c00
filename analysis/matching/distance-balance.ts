import { arms } from '../../cohort/arms.js'
import { standardizedDifference } from '../baseline/standardized-difference.js'
import { makeResult } from '../results/make-result.js'
import { personResults } from '../results/person-counts.js'
import { resultKey } from '../results/result-key.js'
import type { Result } from '../results/result.js'
import { type AnalysisSet, armCode, armPlaces } from '../sets/analysis-set.js'

/** How alike the arms' propensity scores are: the signed difference of the distance in each set, and the subjects. */
export const analyzeDistance = (sets: readonly AnalysisSet[], score: Float64Array): readonly Result[] =>
  sets.flatMap(set => [
    standardizedDifference(resultKey('matching', set.id, '', '', '', 'distance-smd'), score, set, sets[0] ?? set),
    ...arms.flatMap(arm => {
      const places = armPlaces(set, armCode[arm])
      const key = (statistic: string): string => resultKey('matching', set.id, '', arm, '', statistic)
      return [makeResult(key('n'), places.length, counted), ...personResults(key, set, places, counted)]
    }),
  ])

const counted = { method: 'Count', sources: ['analysis subjects'] }
