import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import type { VariableDefinition } from '../../protocol/language/variables.js'
import type { OpenRange } from '../range/open-range.js'
import { compileCombined } from './combine-variables.js'
import { compileMeasured } from './measure-variable.js'
import type { ValueColumn } from './value-column.js'

/** Compiles a variable; it is derived for a range after those before it, so that it may build on them. */
export const compileVariable = (
  study: CohortPlan,
  definition: VariableDefinition,
): ((open: OpenRange) => ValueColumn) =>
  'from' in definition ? compileMeasured(study, definition) : compileCombined(definition)
