import type { FieldConditions } from '../language/conditions.js'
import { ruleShapes } from '../language/rules.js'
import type { Study } from '../language/study.js'
import type { DomainName } from '../schema/domains.js'
import { isMeasured } from './variable-facts.js'

/** Rows that a study asks for: of a domain, with conditions on their fields, and where the study says so. */
export interface RowsAsked {
  readonly path: readonly (string | number)[]
  readonly domain: DomainName
  readonly where: FieldConditions | undefined
}

/** All rows that a study asks for, in its order: for the index date, variables, endpoints, its own rules, later therapies. */
export const rowsAsked = (study: Study): readonly RowsAsked[] => [
  ...(study.index === 'day 0' ? [] : [{ path: ['index'], domain: study.index.from, where: study.index.where }]),
  ...Object.entries(study.variables).flatMap(([name, definition]) =>
    isMeasured(definition) ? [{ path: ['variables', name], domain: definition.from, where: definition.where }] : [],
  ),
  ...Object.entries(study.endpoints).flatMap(([endpoint, sources]) =>
    (['events', 'censoring'] as const).flatMap(list =>
      sources[list].map(({ from, where }, position) => ({
        path: ['endpoints', endpoint, list, position],
        domain: from,
        where,
      })),
    ),
  ),
  ...Object.entries(study.rules.own).flatMap(([id, rule]) =>
    ruleShapes.flatMap(shape => {
      const part = rule[shape]
      const of = part !== undefined && 'of' in part ? part.of : 'deaths'
      if (typeof of === 'string') return []
      return [of.from].flat().map(domain => ({ path: ['rules', 'own', id, shape, 'of'], domain, where: of.where }))
    }),
  ),
  ...(study.subsequent === undefined
    ? []
    : [{ path: ['subsequent'], domain: study.subsequent.from, where: study.subsequent.where }]),
]
