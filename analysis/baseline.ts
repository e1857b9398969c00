import type { Study } from '../protocol/study.js'
import { analyzeContinuous } from './baseline-continuous.js'
import { analyzeLevels } from './baseline-levels.js'
import { type CovariatePlan, isKnown, planCovariates } from './covariate-plan.js'
import { makeResult } from './make-result.js'
import { count } from './numbers.js'
import { resultKey } from './result-key.js'
import type { Result } from './result.js'
import { armRows, arms, type Sample } from './sample.js'

/** Baseline characteristics by arm with standardized differences and tests; `whole` is the sample before matching. */
export const analyzeBaseline = (study: Study, sample: Sample, whole: Sample): readonly Result[] => [
  ...arms.map(arm =>
    makeResult(resultKey('baseline', sample.cohort, '', arm, '', 'n'), armRows(sample, arm).length, counted),
  ),
  ...planCovariates(study, 'table').flatMap(plan => [
    ...(plan.kind === 'categorical'
      ? analyzeLevels(study, plan, sample, whole)
      : analyzeContinuous(study, plan, sample, whole)),
    ...knownCounts(plan, sample),
  ]),
]

const counted = { method: 'Count', sources: ['analysis subjects'] }

const knownCounts = (plan: CovariatePlan, sample: Sample): readonly Result[] =>
  arms.flatMap(arm => {
    const rows = armRows(sample, arm)
    const known = count(rows, ({ subject }) => isKnown(plan, subject))
    const key = (statistic: string): string => resultKey('baseline', sample.cohort, plan.id, arm, '', statistic)
    return [makeResult(key('n'), known, counted), makeResult(key('missing'), rows.length - known, counted)]
  })
