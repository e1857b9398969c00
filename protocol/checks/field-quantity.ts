import { fieldQuantities } from '../schema/analytes.js'
import type { DomainName } from '../schema/domains.js'
import type { TestDefinition } from '../schema/laboratory-tests.js'

/**
 * What a quantity field measures: the field itself where it is one of its own, else each of the tests named, undefined
 * where unknown.
 */
export const quantityOf = (
  domain: DomainName,
  field: string,
  named: readonly string[],
  tests: Readonly<Record<string, TestDefinition>>,
): readonly (readonly [string, TestDefinition | undefined])[] => {
  const own = fieldQuantities[domain]?.[field]
  if (own !== undefined) return [[field, own]]
  return named.map(name => [name, tests[name]])
}
