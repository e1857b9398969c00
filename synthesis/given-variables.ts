import { canMeet, rowSourcesOf } from '../protocol/facts/row-sources.js'
import { isMeasured, valueField } from '../protocol/facts/variable-facts.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { Study } from '../protocol/language/study.js'
import type { MeasuredVariable } from '../protocol/language/variables.js'

const givesVariable = (mapping: SiteMapping, definition: MeasuredVariable): boolean => {
  const field = valueField(definition)
  return rowSourcesOf(mapping, definition.from).some(
    source =>
      canMeet(source, definition.where) &&
      (field === null ||
        field in source.fields ||
        (field === 'age' && ('birthDate' in source.fields || 'ageYears' in source.fields))),
  )
}

/** The measured variables of a study that a site's mapping can give. */
export const givenVariables = ({ variables }: Pick<Study, 'variables'>, mapping: SiteMapping): ReadonlySet<string> =>
  new Set(
    Object.entries(variables).flatMap(([name, definition]) =>
      isMeasured(definition) && givesVariable(mapping, definition) ? [name] : [],
    ),
  )
