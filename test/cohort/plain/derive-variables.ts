import type { Study } from '../../../protocol/language/study.js'
import { combineVariables } from './combine-variables.js'
import type { SubjectChart } from './subject-chart.js'
import { measureVariable } from './measure-variable.js'
import type { DerivedVariable, DerivedVariables } from './variable.js'

/** All variables of one subject, in the study's order, so that a later one may build on those before it. */
export const deriveVariables = (study: Study, chart: SubjectChart): DerivedVariables => {
  const variables: Record<string, DerivedVariable> = {}
  for (const [name, definition] of Object.entries(study.variables)) {
    variables[name] =
      'from' in definition
        ? measureVariable(study, definition, chart, variables)
        : combineVariables(definition, variables)
  }
  return variables
}
