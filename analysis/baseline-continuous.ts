import type { Study } from '../protocol/study.js'
import { describe, standardDeviation } from '../statistics/description/describe.js'
import { quantile } from '../statistics/description/quantile.js'
import { type CovariatePlan, isKnown } from './covariate-plan.js'
import { type Making, makeResult, noteTexts, notEstimable } from './make-result.js'
import { testMeans } from './mean-test.js'
import { resultKey } from './result-key.js'
import type { Result } from './result.js'
import { armRows, arms, type Sample, type SampleRow } from './sample.js'
import { matchedTestNotes, standardizedDifference } from './standardized-difference.js'

/** A continuous covariate: mean, SD, median, quartiles, range an arm, the signed difference, variance ratio, one P. */
export function analyzeContinuous(study: Study, plan: CovariatePlan, sample: Sample, whole: Sample): readonly Result[] {
  const key = (who: string, statistic: string): string =>
    resultKey('baseline', sample.cohort, plan.id, who, '', statistic)
  const valueOf = ({ subject }: SampleRow): number | null => subject.covariates[plan.id]?.value ?? null
  const [control, treated] = arms.map((arm) =>
    Float64Array.from(
      armRows(sample, arm).filter(({ subject }) => isKnown(plan, subject)),
      (row) => valueOf(row) ?? NaN,
    ),
  ) as [Float64Array, Float64Array]
  return [
    ...describeArm((statistic) => key('control', statistic), control, plan.unit),
    ...describeArm((statistic) => key('treated', statistic), treated, plan.unit),
    standardizedDifference(key('', 'smd'), valueOf, sample, whole),
    ratioOfVariances(key('', 'variance-ratio'), treated, control),
    testMeans(key('', 'p'), treated, control, study.analyses.continuous, matchedTestNotes(study, sample)),
  ]
}

const statistics = ['mean', 'sd', 'median', 'q1', 'q3', 'minimum', 'maximum'] as const

function describeArm(
  key: (statistic: string) => string,
  values: Float64Array,
  unit: string | undefined,
): readonly Result[] {
  const making: Making = {
    method: 'Description',
    settings: { sd: 'over n - 1', quartiles: 'type 7' },
    sources: ['analysis subjects'],
    unit,
    n: values.length,
  }
  if (values.length === 0) {
    return statistics.map((statistic) =>
      notEstimable(key(statistic), 'no subject of this arm has the covariate known', making),
    )
  }
  const { mean, sd, median, minimum, maximum, notes } = describe(values)
  const found = { mean, sd, median, q1: quantile(values, 0.25, 7), q3: quantile(values, 0.75, 7), minimum, maximum }
  return statistics.map((statistic) =>
    makeResult(key(statistic), found[statistic], { ...making, notes: noteTexts(notes) }),
  )
}

function ratioOfVariances(key: string, treated: Float64Array, control: Float64Array): Result {
  const making = {
    method: 'Ratio of variances, treated over control',
    settings: { variance: 'over n - 1' },
    sources: ['analysis subjects'],
  }
  if (treated.length < 2 || control.length < 2) return notEstimable(key, 'fewer than two subjects in an arm', making)
  const [above, below] = [standardDeviation(treated), standardDeviation(control)]
  if (above === null || below === null || below === 0) return notEstimable(key, 'the control arm does not vary', making)
  return makeResult(key, (above / below) ** 2, making)
}
