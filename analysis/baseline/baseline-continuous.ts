import { results } from '../../protocol/results/catalogue.js'
import { keysOf, type KeyWriter } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { varianceRatio } from '../../statistics/balance/variance-ratio.js'
import { describe } from '../../statistics/description/describe.js'
import { attempt } from '../results/attempt.js'
import type { CovariatePlan } from '../covariate-plan.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import { testMeans } from './mean-test.js'
import type { Result } from '../results/result.js'
import type { ResultNote } from '../results/result-note.js'
import { arms } from '../../cohort/arms.js'
import { type AnalysisSet, armCode, placesWhere, subjectsAt } from '../sets/analysis-set.js'
import { type Measure, measureOf } from '../sets/covariate-values.js'
import { gatherReals, gatherWhether } from '../sets/gather.js'
import { fullCountNotes } from '../sets/people.js'
import { countWhere, selectFrom } from '../sets/select.js'
import { matchedTestNotes, standardizedDifference } from './standardized-difference.js'

/** A continuous covariate: mean, SD, median, quartiles, range an arm, the signed difference, variance ratio, one P. */
export const analyzeContinuous = (
  study: AnalysisPlan,
  plan: CovariatePlan,
  set: AnalysisSet,
  whole: AnalysisSet,
): readonly Result[] => {
  const ids = { set: set.id, covariate: plan.id }
  const key = keysOf(results.covariate, ids)
  const measure = measureOf(set.table, plan)
  const known = placesWhere(set, subject => !Number.isNaN(measure[subject]!))
  const [control, treated] = arms.map(arm =>
    gatherReals(
      measure,
      subjectsAt(
        set,
        selectFrom(known, place => set.arm[place] === armCode[arm]),
      ),
    ),
  ) as [Float64Array, Float64Array]
  return [
    ...describeArm(keysOf(results.covariateArm, { ...ids, arm: 'control' }), control, plan.unit, fullCountNotes(set)),
    ...describeArm(keysOf(results.covariateArm, { ...ids, arm: 'treated' }), treated, plan.unit, fullCountNotes(set)),
    standardizedDifference(key('smd'), measure, set, whole),
    ratioOfVariances(key('variance-ratio'), measure, set, known),
    testMeans(key('p'), treated, control, study.analyses.continuous, matchedTestNotes(study, set)),
  ]
}

const statistics = ['mean', 'sd', 'median', 'q1', 'q3', 'minimum', 'maximum'] as const

const describeArm = (
  key: KeyWriter<(typeof statistics)[number]>,
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
  const found = describe(values)
  return statistics.map(statistic =>
    makeResult(key(statistic), found[statistic], { ...provenance, notes: [...said, ...found.notes] }),
  )
}

const ratioOfVariances = (key: string, measure: Measure, set: AnalysisSet, known: Int32Array): Result => {
  const provenance = {
    method: 'Ratio of variances, treated over control',
    settings: { variance: 'over n - 1' },
    sources: ['analysis subjects'],
    n: known.length,
  }
  const treated = gatherWhether(set.arm, armCode.treated, known)
  const many = countWhere(treated.length, row => treated[row] === 1)
  if (many < 2 || known.length - many < 2) return notEstimable(key, 'fewer than two subjects in an arm', provenance)
  const tried = attempt(() =>
    varianceRatio({
      values: gatherReals(measure, subjectsAt(set, known)),
      treated,
      ...(set.weight === null ? {} : { weights: gatherReals(set.weight, known) }),
    }),
  )
  if (!tried.estimable) return notEstimable(key, tried.reason, provenance)
  return tried.estimate === null
    ? notEstimable(key, 'the control arm does not vary, or the covariate has two values only', provenance)
    : makeResult(key, tried.estimate, provenance)
}
