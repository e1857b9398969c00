import { makeResult } from '../results/make-result.js'
import { personResults } from '../results/person-counts.js'
import { resultKey } from '../results/result-key.js'
import type { MatchingOutcome, Result } from '../results/result.js'
import { arms } from '../../cohort/arms.js'
import { armRows, type Sample } from '../sample.js'
import { standardizedDifference } from '../baseline/standardized-difference.js'

/** How alike the arms' propensity scores are: the signed difference of the distance a cohort, and the subjects. */
export const analyzeDistance = (samples: readonly Sample[], matching: MatchingOutcome): readonly Result[] =>
  samples.flatMap(sample => [
    standardizedDifference(
      resultKey('matching', sample.cohort, '', '', '', 'distance-smd'),
      ({ subject }) => matching.scores[subject.displayId] ?? null,
      sample,
      samples[0] ?? sample,
    ),
    ...arms.flatMap(arm => {
      const rows = armRows(sample, arm)
      const key = (statistic: string): string => resultKey('matching', sample.cohort, '', arm, '', statistic)
      return [makeResult(key('n'), rows.length, counted), ...personResults(key, sample, rows, counted)]
    }),
  ])

const counted = { method: 'Count', sources: ['analysis subjects'] }
