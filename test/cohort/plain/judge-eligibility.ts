import type { Criterion } from '../../../protocol/language/eligibility.js'
import type { Study } from '../../../protocol/language/study.js'
import type { CriterionVerdict, Truth, VariableValue } from '../../../cohort/cohort.js'
import { judgeCondition, variablesOf } from './judge-condition.js'
import { valueInWords } from '../../../cohort/value-in-words.js'

/** Every criterion's verdict on a subject, inclusion criteria first, in the study's order. */
export const judgeEligibility = (
  study: Study,
  variables: Readonly<Record<string, VariableValue>>,
): readonly CriterionVerdict[] => [
  ...study.eligibility.include.map(criterion => judge(criterion, 'inclusion', variables)),
  ...study.eligibility.exclude.map(criterion => judge(criterion, 'exclusion', variables)),
]

const judge = (
  criterion: Criterion,
  kind: CriterionVerdict['kind'],
  variables: Readonly<Record<string, VariableValue>>,
): CriterionVerdict => {
  const truth = judgeCondition(criterion.when, variables)
  const values = variablesOf(criterion.when).map(name => [name, valueInWords(variables[name])] as const)
  return {
    criterion: criterion.id,
    kind,
    truth,
    outcome: outcome(truth, kind, criterion.cannotTell),
    values: Object.fromEntries(values),
  }
}

const ofCannotTell = { exclude: 'excluded', include: 'passes', hold: 'held' } as const

const outcome = (
  truth: Truth,
  kind: CriterionVerdict['kind'],
  cannotTell: Criterion['cannotTell'],
): CriterionVerdict['outcome'] => {
  if (truth === 'unknown') return ofCannotTell[cannotTell]
  return (truth === 'true') === (kind === 'inclusion') ? 'passes' : 'excluded'
}
