import type { Study } from '../../protocol/language/study.js'
import { varianceRatio } from '../../statistics/balance/variance-ratio.js'
import { describe } from '../../statistics/description/describe.js'
import { quantile } from '../../statistics/description/quantile.js'
import { attempt } from '../results/attempt.js'
import { type CovariatePlan, isKnown } from '../covariate-plan.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import { testMeans } from './mean-test.js'
import { count, indicator } from '../results/number-statistics.js'
import { resultKey } from '../results/result-key.js'
import type { Result } from '../results/result.js'
import type { ResultNote } from '../results/result-note.js'
import { arms } from '../../cohort/arms.js'
import { armRows, fullCountNotes, type Sample, type SampleRow } from '../sample.js'
import { matchedTestNotes, standardizedDifference } from './standardized-difference.js'

/** A continuous covariate: mean, SD, median, quartiles, range an arm, the signed difference, variance ratio, one P. */
export const analyzeContinuous = (
  study: Study,
  plan: CovariatePlan,
  sample: Sample,
  whole: Sample,
): readonly Result[] => {
  const key = (who: string, statistic: string): string =>
    resultKey('baseline', sample.cohort, plan.id, who, '', statistic)
  const valueOf = ({ subject }: SampleRow): number | null => subject.covariates[plan.id]?.value ?? null
  const [control, treated] = arms.map(arm =>
    Float64Array.from(
      armRows(sample, arm).filter(({ subject }) => isKnown(plan, subject)),
      row => valueOf(row) ?? NaN,
    ),
  ) as [Float64Array, Float64Array]
  return [
    ...describeArm(statistic => key('control', statistic), control, plan.unit, fullCountNotes(sample)),
    ...describeArm(statistic => key('treated', statistic), treated, plan.unit, fullCountNotes(sample)),
    standardizedDifference(key('', 'smd'), valueOf, sample, whole),
    ratioOfVariances(key('', 'variance-ratio'), valueOf, sample),
    testMeans(key('', 'p'), treated, control, study.analyses.continuous, matchedTestNotes(study, sample)),
  ]
}

const statistics = ['mean', 'sd', 'median', 'q1', 'q3', 'minimum', 'maximum'] as const

const describeArm = (
  key: (statistic: string) => string,
  values: Float64Array,
  unit: string | undefined,
  said: readonly ResultNote[],
): readonly Result[] => {
  const provenance: Provenance = {
    method: 'Description',
    settings: { sd: 'over n - 1', quartiles: 'type 7' },
    sources: ['analysis subjects'],
    unit,
    n: values.length,
  }
  if (values.length === 0) {
    return statistics.map(statistic =>
      notEstimable(key(statistic), 'no subject of this arm has the covariate known', provenance),
    )
  }
  const { mean, sd, median, minimum, maximum, notes } = describe(values)
  const found = { mean, sd, median, q1: quantile(values, 0.25, 7), q3: quantile(values, 0.75, 7), minimum, maximum }
  return statistics.map(statistic =>
    makeResult(key(statistic), found[statistic], { ...provenance, notes: [...said, ...notes] }),
  )
}

const ratioOfVariances = (key: string, valueOf: (row: SampleRow) => number | null, sample: Sample): Result => {
  const rows = sample.rows.filter(row => valueOf(row) !== null)
  const provenance = {
    method: 'Ratio of variances, treated over control',
    settings: { variance: 'over n - 1' },
    sources: ['analysis subjects'],
    n: rows.length,
  }
  const treated = count(rows, row => row.treated)
  if (treated < 2 || rows.length - treated < 2)
    return notEstimable(key, 'fewer than two subjects in an arm', provenance)
  const tried = attempt(() =>
    varianceRatio({
      values: Float64Array.from(rows, row => valueOf(row) ?? NaN),
      treated: indicator(rows, row => row.treated),
      weights: Float64Array.from(rows, ({ weight }) => weight),
    }),
  )
  if (!tried.estimable) return notEstimable(key, tried.reason, provenance)
  return tried.estimate === null
    ? notEstimable(key, 'the control arm does not vary, or the covariate has two values only', provenance)
    : makeResult(key, tried.estimate, provenance)
}
