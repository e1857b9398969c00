import type { Study } from '../../protocol/language/study.js'
import { analyzeContinuous } from './baseline-continuous.js'
import { analyzeLevels } from './baseline-levels.js'
import { type CovariatePlan, isKnown, planCovariates } from '../covariate-plan.js'
import { makeResult, notEstimable } from '../results/make-result.js'
import { count, percentOf } from '../results/number-statistics.js'
import { personResults } from '../results/person-counts.js'
import { resultKey } from '../results/result-key.js'
import type { Result } from '../results/result.js'
import { arms } from '../../cohort/arms.js'
import { armRows, type Sample } from '../sample.js'

/** Baseline characteristics by arm with standardized differences and tests; `whole` is the sample before matching. */
export const analyzeBaseline = (study: Study, sample: Sample, whole: Sample): readonly Result[] => [
  ...arms.flatMap(arm => {
    const rows = armRows(sample, arm)
    const key = (statistic: string): string => resultKey('baseline', sample.cohort, '', arm, '', statistic)
    return [makeResult(key('n'), rows.length, counted), ...personResults(key, sample, rows, counted)]
  }),
  ...planCovariates(study, 'table').flatMap(plan => [
    ...(plan.kind === 'categorical'
      ? analyzeLevels(study, plan, sample, whole)
      : analyzeContinuous(study, plan, sample, whole)),
    ...knownCounts(plan, sample),
  ]),
]

const counted = { method: 'Count', sources: ['analysis subjects'] }

/** Of whom a covariate is known and unknown, in each arm and in both; the unknown also as a share of all. */
const knownCounts = (plan: CovariatePlan, sample: Sample): readonly Result[] =>
  [...arms.map(arm => [arm, armRows(sample, arm)] as const), ['', sample.rows] as const].flatMap(([arm, rows]) => {
    const known = count(rows, ({ subject }) => isKnown(plan, subject))
    const unknown = rows.length - known
    const percent = percentOf(unknown, rows.length)
    const key = (statistic: string): string => resultKey('baseline', sample.cohort, plan.id, arm, '', statistic)
    const share = { ...counted, method: 'Unknown, as a percentage of all', n: rows.length, unit: '%' }
    return [
      makeResult(key('n'), known, counted),
      makeResult(key('missing'), unknown, counted),
      percent === null
        ? notEstimable(key('missing-percent'), 'the arm is empty', share)
        : makeResult(key('missing-percent'), percent, share),
    ]
  })
