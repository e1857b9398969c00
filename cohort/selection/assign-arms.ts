import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { Arm } from '../arms.js'
import type { OpenRange } from '../range/open-range.js'
import { no, yes } from '../truth-codes.js'
import { compileCondition } from './compile-condition.js'

/** The arms by their codes in a column; null where it is not known or neither fits. */
export const armCodes = [null, 'control', 'treated'] as const satisfies readonly (Arm | null)[]

/** Compiles the arms: the one whose rule is met while the other's is not ruled in too. */
export const compileArms = ({ arms }: Pick<CohortPlan, 'arms'>): ((open: OpenRange) => Uint8Array) => {
  const isTreated = compileCondition(arms.treated.when)
  const isControl = compileCondition(arms.control.when)
  return open => {
    const [treated, control] = [isTreated(open), isControl(open)]
    return treated.map((truth, subject) => {
      if (truth === yes && control[subject] === no) return armCodes.indexOf('treated')
      return truth === no && control[subject] === yes ? armCodes.indexOf('control') : 0
    })
  }
}
