import { results } from '../../protocol/results/catalogue.js'
import { keysOf, type KeyWriter } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { varianceRatio } from '../../statistics/balance/variance-ratio.js'
import { describe } from '../../statistics/description/describe.js'
import { sizeOf, type Tally, tallyOfCounts } from '../../statistics/description/tally.js'
import { attempt } from '../results/attempt.js'
import type { CovariatePlan } from '../covariate-plan.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import { testMeans } from './mean-test.js'
import type { Result } from '../results/result.js'
import type { ResultNote } from '../results/result-note.js'
import type { Arm } from '../../cohort/arms.js'
import { type AnalysisSet, armCode } from '../sets/analysis-set.js'
import type { CodedNumbers } from '../sets/coded-numbers.js'
import { numbersOf } from '../sets/covariate-values.js'
import { fullCountNotes } from '../sets/people.js'
import { weightsOfSet } from '../sets/weights-of-set.js'
import { balanceRows } from './balance-rows.js'
import { matchedTestNotes, standardizedDifference } from './standardized-difference.js'

/** A continuous covariate: mean, SD, median, quartiles, range per arm, the signed difference, variance ratio, one P. */
export const analyzeContinuous = (
  study: AnalysisPlan,
  plan: CovariatePlan,
  set: AnalysisSet,
  whole: AnalysisSet,
): readonly Result[] => {
  const ids = { set: set.id, covariate: plan.id }
  const key = keysOf(results.covariate, ids)
  const numbers = numbersOf(set.table, plan)
  const { control, treated } = tallyArms(numbers, set)
  return [
    ...describeArm(keysOf(results.covariateArm, { ...ids, arm: 'control' }), control, plan.unit, fullCountNotes(set)),
    ...describeArm(keysOf(results.covariateArm, { ...ids, arm: 'treated' }), treated, plan.unit, fullCountNotes(set)),
    standardizedDifference(key('smd'), numbers, set, whole),
    ratioOfVariances(key('variance-ratio'), numbers, set, [sizeOf(control), sizeOf(treated)]),
    testMeans(key('p'), treated, control, study.analyses.continuous, matchedTestNotes(study, set)),
  ]
}

/** How often each value occurs in each arm. */
const tallyArms = ({ values, codes }: CodedNumbers, { rows, arm }: AnalysisSet): Readonly<Record<Arm, Tally>> => {
  const counts = { control: new Uint32Array(values.length), treated: new Uint32Array(values.length) }
  const { control, treated } = counts
  for (let place = 0; place < rows.length; place++) {
    const code = codes[rows[place]!]!
    if (code < 0) continue
    if (arm[place] === armCode.treated) treated[code] = treated[code]! + 1
    else control[code] = control[code]! + 1
  }
  return { control: tallyOfCounts(values, control), treated: tallyOfCounts(values, treated) }
}

const statistics = ['mean', 'sd', 'median', 'q1', 'q3', 'minimum', 'maximum'] as const

const describeArm = (
  key: KeyWriter<(typeof statistics)[number]>,
  values: Tally,
  unit: string | undefined,
  said: readonly ResultNote[],
): readonly Result[] => {
  const n = sizeOf(values)
  const provenance: Provenance = {
    method: 'Description',
    settings: { sd: 'over n - 1', quartiles: 'type 7' },
    sources: ['analysis subjects'],
    unit,
    n,
  }
  if (n === 0) {
    return statistics.map(statistic =>
      notEstimable(key(statistic), 'no subject of this arm has the covariate known', provenance),
    )
  }
  const found = describe(values)
  return statistics.map(statistic =>
    makeResult(key(statistic), found[statistic], { ...provenance, notes: [...said, ...found.notes] }),
  )
}

const ratioOfVariances = (
  key: string,
  numbers: CodedNumbers,
  set: AnalysisSet,
  known: readonly [control: number, treated: number],
): Result => {
  const provenance = {
    method: 'Ratio of variances, treated over control',
    settings: { variance: 'over n - 1' },
    sources: ['analysis subjects'],
    n: known[0] + known[1],
  }
  if (Math.min(...known) < 2) return notEstimable(key, 'fewer than two subjects in an arm', provenance)
  const tried = attempt(() => varianceRatio(balanceRows(numbers, set, weightsOfSet(set))))
  if (!tried.estimable) return notEstimable(key, tried.reason, provenance)
  return tried.estimate === null
    ? notEstimable(key, 'the control arm does not vary, or the covariate has two values only', provenance)
    : makeResult(key, tried.estimate, provenance)
}
