import type { Study } from '../../../protocol/language/study.js'
import type { CohortSubject, VariableValue } from '../../../cohort/cohort.js'
import { judgeCondition } from './judge-condition.js'

/** The arm whose rule is met while the other's is not ruled in too; null where that cannot be known or neither fits. */
export const assignArm = (study: Study, variables: Readonly<Record<string, VariableValue>>): CohortSubject['arm'] => {
  const treated = judgeCondition(study.arms.treated.when, variables)
  const control = judgeCondition(study.arms.control.when, variables)
  if (treated === 'true' && control === 'false') return 'treated'
  return control === 'true' && treated === 'false' ? 'control' : null
}
