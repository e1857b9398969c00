import { results } from '../../protocol/results/catalogue.js'
import { keysOf } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { analyzeContinuous } from './baseline-continuous.js'
import { analyzeLevels } from './baseline-levels.js'
import { type CovariatePlan, planCovariates } from '../covariate-plan.js'
import { makeResult, notEstimable } from '../results/make-result.js'
import { percentOf } from '../results/number-statistics.js'
import { personResults } from '../results/person-counts.js'
import type { Result } from '../results/result.js'
import { arms } from '../../cohort/arms.js'
import { type AnalysisSet, armCode, armPlaces } from '../sets/analysis-set.js'
import { knownOf } from '../sets/covariate-values.js'

/** Baseline characteristics by arm with standardized differences and tests; `whole` is the set before matching. */
export const analyzeBaseline = (study: AnalysisPlan, set: AnalysisSet, whole: AnalysisSet): readonly Result[] => [
  ...arms.flatMap(arm => {
    const places = armPlaces(set, armCode[arm])
    const key = keysOf(results.baselineArm, { set: set.id, arm })
    return [makeResult(key('n'), places.length, counted), ...personResults(key, set, places, counted)]
  }),
  ...planCovariates(study, 'table').flatMap(plan => [
    ...(plan.kind === 'categorical'
      ? analyzeLevels(study, plan, set, whole)
      : analyzeContinuous(study, plan, set, whole)),
    ...knownCounts(plan, set),
  ]),
]

const counted = { method: 'Count', sources: ['analysis subjects'] }

/** Of whom a covariate is known and unknown, in each arm and in both; the unknown also as a share of all. */
const knownCounts = (plan: CovariatePlan, set: AnalysisSet): readonly Result[] => {
  const { rows } = set
  const isKnown = knownOf(set.table, [plan])
  const all = new Int32Array(arms.length)
  const ofKnown = new Int32Array(arms.length)
  for (let place = 0; place < rows.length; place++) {
    const arm = set.arm[place]!
    all[arm] = all[arm]! + 1
    ofKnown[arm] = ofKnown[arm]! + isKnown[rows[place]!]!
  }
  const total = (counts: Int32Array): number => counts.reduce((sum, count) => sum + count, 0)
  return [...arms, '' as const].flatMap(arm => {
    const n = arm === '' ? rows.length : all[armCode[arm]]!
    const known = arm === '' ? total(ofKnown) : ofKnown[armCode[arm]]!
    const unknown = n - known
    const percent = percentOf(unknown, n)
    const ids = { set: set.id, covariate: plan.id }
    const key = arm === '' ? keysOf(results.covariate, ids) : keysOf(results.covariateArm, { ...ids, arm })
    const share = { ...counted, method: 'Unknown, as a percentage of all', n, unit: '%' }
    return [
      makeResult(key('n'), known, counted),
      makeResult(key('missing'), unknown, counted),
      percent === null
        ? notEstimable(key('missing-percent'), 'the arm is empty', share)
        : makeResult(key('missing-percent'), percent, share),
    ]
  })
}
