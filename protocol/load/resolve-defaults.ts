import type { Study } from '../language/study.js'
import { defaultWindow, isMeasured, pickOf, valueField } from '../facts/variable-facts.js'
import { domains } from '../schema/domains.js'
import type { VariableDefinition } from '../language/variables.js'

const resolveVariable = (definition: VariableDefinition): VariableDefinition => {
  if (!isMeasured(definition) || domains[definition.from].single) return definition
  const value = valueField(definition)
  return {
    ...definition,
    ...(value === null ? {} : { value }),
    pick: pickOf(definition),
    window: definition.window ?? defaultWindow(definition.afterIndex !== undefined),
  }
}

/**
 * Writes out the defaults that depend on other parts of the study: a variable's field, pick and window, a covariate's
 * id and reference.
 */
export const resolveDefaults = (study: Study): Study => ({
  ...study,
  variables: Object.fromEntries(
    Object.entries(study.variables).map(([name, definition]) => [name, resolveVariable(definition)]),
  ),
  covariates: study.covariates.map(covariate => {
    const [first] = Object.keys(covariate.levels ?? {})
    return {
      ...covariate,
      id: covariate.id ?? covariate.variable,
      ...(first === undefined ? {} : { reference: covariate.reference ?? first }),
    }
  }),
})
