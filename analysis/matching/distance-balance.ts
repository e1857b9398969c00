import { results } from '../../protocol/results/catalogue.js'
import { keysOf, resultKey } from '../../protocol/results/result-key.js'
import { arms } from '../../cohort/arms.js'
import { standardizedDifference } from '../baseline/standardized-difference.js'
import { makeResult } from '../results/make-result.js'
import { personResults } from '../results/person-counts.js'
import type { Result } from '../results/result.js'
import { type AnalysisSet, armCode, armPlaces } from '../sets/analysis-set.js'

/** How alike the arms' propensity scores are: the signed difference of the distance in each set, and the subjects. */
export const analyzeDistance = (sets: readonly AnalysisSet[], score: Float64Array): readonly Result[] =>
  sets.flatMap(set => [
    standardizedDifference(resultKey(results.matching, { set: set.id }, 'distance-smd'), score, set, sets[0] ?? set),
    ...arms.flatMap(arm => {
      const places = armPlaces(set, armCode[arm])
      const key = keysOf(results.matchingArm, { set: set.id, arm })
      return [makeResult(key('n'), places.length, counted), ...personResults(key, set, places, counted)]
    }),
  ])

const counted = { method: 'Count', sources: ['analysis subjects'] }
