import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import type { CovariatePlan } from '../covariate-plan.js'
import { makeResult, notEstimable } from '../results/make-result.js'
import { percentOf } from '../results/number-statistics.js'
import { testProportions } from './proportion-test.js'
import type { Result } from '../results/result.js'
import { type Arm, arms } from '../../cohort/arms.js'
import { type AnalysisSet, armCode, armPlaces, subjectsAt } from '../sets/analysis-set.js'
import { levelCodes, levelNumbers } from '../sets/covariate-values.js'
import { fullCountNotes } from '../sets/people.js'
import { countCodes } from '../sets/select.js'
import { matchedTestNotes, standardizedDifference } from './standardized-difference.js'

/** A categorical covariate: counts and percentages a level and arm, one signed difference a level, one P. */
export const analyzeLevels = (
  study: AnalysisPlan,
  plan: CovariatePlan,
  set: AnalysisSet,
  whole: AnalysisSet,
): readonly Result[] => {
  const provenance = {
    method: 'Count and percentage of those known',
    sources: ['analysis subjects'],
    notes: fullCountNotes(set),
  }
  const ids = { set: set.id, covariate: plan.id }
  const codes = levelCodes(set.table, plan)
  const counts = arms.map(arm =>
    countCodes(codes, subjectsAt(set, armPlaces(set, armCode[arm])), plan.levels.length - 1),
  )
  const countOf = (arm: Arm, level: number): number => counts[armCode[arm]]?.[level + 1] ?? 0
  const knownIn = (arm: Arm): number => plan.levels.reduce((sum, _, level) => sum + countOf(arm, level), 0)
  return [
    ...plan.levels.flatMap((level, code) => [
      ...arms.flatMap(arm => {
        const known = knownIn(arm)
        const n = countOf(arm, code)
        const percent = percentOf(n, known)
        const percentKey = resultKey(results.levelArm, { ...ids, arm, level }, 'percent')
        return [
          makeResult(resultKey(results.levelArm, { ...ids, arm, level }, 'n'), n, { ...provenance, n: known }),
          percent === null
            ? notEstimable(percentKey, 'no subject of this arm has the covariate known', { ...provenance, n: known })
            : makeResult(percentKey, percent, { ...provenance, n: known, unit: '%' }),
        ]
      }),
      standardizedDifference(resultKey(results.level, { ...ids, level }, 'smd'), levelNumbers(codes, code), set, whole),
    ]),
    testProportions(
      resultKey(results.covariate, ids, 'p'),
      plan.levels.map((_, level) => arms.map(arm => countOf(arm, level))),
      study.analyses.proportions,
      { notes: [...provenance.notes, ...matchedTestNotes(study, set)], sources: provenance.sources },
    ),
  ]
}
