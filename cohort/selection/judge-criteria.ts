import type { CohortPlan, PlannedCriterion } from '../../protocol/facts/study-plan.js'
import type { CriterionVerdict } from '../cohort.js'
import type { OpenRange } from '../range/open-range.js'
import { maybe, no, yes } from '../truth-codes.js'
import { compileCondition, variablesOf } from './compile-condition.js'

/** One criterion with what follows of each truth, and the variables that it is decided on. */
export interface CompiledCriterion {
  readonly id: string
  readonly kind: CriterionVerdict['kind']
  readonly names: readonly string[]
  /** What follows, by truth code. */
  readonly outcomes: readonly CriterionVerdict['outcome'][]
  /** Every subject's truth code. */
  readonly judge: (open: OpenRange) => Uint8Array
}

/** Compiles a study's criteria, inclusion criteria first, in the study's order. */
export const compileCriteria = ({ eligibility }: Pick<CohortPlan, 'eligibility'>): readonly CompiledCriterion[] => [
  ...eligibility.include.map(criterion => compiled(criterion, 'inclusion')),
  ...eligibility.exclude.map(criterion => compiled(criterion, 'exclusion')),
]

const compiled = ({ id, when, cannotTell }: PlannedCriterion, kind: CriterionVerdict['kind']): CompiledCriterion => ({
  id,
  kind,
  names: variablesOf(when),
  outcomes: [no, maybe, yes].map(truth => outcome(truth, kind, cannotTell)),
  judge: compileCondition(when),
})

const ofCannotTell = { exclude: 'excluded', include: 'passes', hold: 'held' } as const

const outcome = (
  truth: number,
  kind: CriterionVerdict['kind'],
  cannotTell: PlannedCriterion['cannotTell'],
): CriterionVerdict['outcome'] => {
  if (truth === maybe) return ofCannotTell[cannotTell]
  return (truth === yes) === (kind === 'inclusion') ? 'passes' : 'excluded'
}
