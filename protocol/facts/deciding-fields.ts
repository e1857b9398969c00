import type { FieldConditions } from '../language/conditions.js'
import { admitsCode } from '../language/shapes.js'
import { type DomainName, domains } from '../schema/domains.js'
import type { Study } from '../language/study.js'
import { isMeasured, namesIn, pickOf, valueField } from './variable-facts.js'
import type { MeasuredVariable } from '../language/variables.js'

/** A field of the shared schema that a study decides by, in the rows that the conditions on their fields select. */
export interface DecidingField {
  readonly domain: DomainName
  readonly field: string
  readonly where: FieldConditions
}

/** What of a study says by which fields it decides. */
export type DecidingParts = Pick<Study, 'index' | 'variables' | 'eligibility' | 'arms' | 'endpoints' | 'response'>

interface Asked {
  readonly domain: DomainName
  readonly fields: readonly string[]
  readonly where: FieldConditions | undefined
}

const selected = ({ domain, fields, where = {} }: Asked): readonly DecidingField[] =>
  [...new Set([...fields, ...Object.keys(where)])].map(field => ({ domain, field, where }))

// An age is made of either field, whichever a site delivers.
const ageFields = ['birthDate', 'ageYears']

const valueFields = (definition: MeasuredVariable): readonly string[] => {
  const field = valueField(definition)
  if (field === null) return []
  return definition.from === 'subject' && field === 'age' ? ageFields : [field]
}

// Which of several rows counts goes by their days, but where any row does.
const needsDay = (definition: MeasuredVariable): boolean =>
  !domains[definition.from].single && !(pickOf(definition) === 'any' && definition.window === 'any time')

const ofVariable = (study: DecidingParts, name: string, seen: Set<string>): readonly DecidingField[] => {
  const definition = study.variables[name]
  if (definition === undefined || seen.has(name)) return []
  seen.add(name)
  const from = (names: readonly string[]): readonly DecidingField[] =>
    names.flatMap(used => ofVariable(study, used, seen))
  if (isMeasured(definition)) {
    const { window } = definition
    const fields = [...valueFields(definition), ...(needsDay(definition) ? ['date'] : [])]
    return [
      ...selected({ domain: definition.from, fields, where: definition.where }),
      ...(typeof window === 'object' && 'around' in window ? from([window.around]) : []),
    ]
  }
  if ('when' in definition) return from(namesIn(definition.when).map(used => used.name))
  if ('firstKnown' in definition) return from(definition.firstKnown)
  if ('sum' in definition) return from(definition.sum)
  if ('daysBetween' in definition) return from(definition.daysBetween)
  return from(['cut' in definition ? definition.cut : definition.group])
}

/**
 * The fields of the shared schema by which a study decides: its index date, and what its arms, criteria and endpoints
 * are made of, through all variables.
 */
export const decidingFields = (study: DecidingParts): readonly DecidingField[] => {
  const { index, arms, eligibility, endpoints, response } = study
  const conditions = [arms.control, arms.treated, ...eligibility.include, ...eligibility.exclude]
  const seen = new Set<string>()
  return [
    ...(index === 'day 0' ? [] : selected({ domain: index.from, fields: [index.date], where: index.where })),
    ...conditions.flatMap(({ when }) => namesIn(when).flatMap(({ name }) => ofVariable(study, name, seen))),
    ...Object.values(endpoints).flatMap(({ events, censoring }) =>
      [...events, ...censoring].flatMap(({ from, date, where }) => selected({ domain: from, fields: [date], where })),
    ),
    ...(response === undefined
      ? []
      : selected({ domain: 'response', fields: ['target', 'response', 'date'], where: undefined })),
  ]
}

/** Whether a study decides by a field of rows of which some codes are known, such as their test. */
export const decidesBy = (
  deciding: readonly DecidingField[],
  domain: DomainName,
  field: string,
  known: Readonly<Record<string, string>>,
): boolean =>
  deciding.some(
    one =>
      one.domain === domain &&
      one.field === field &&
      Object.entries(one.where).every(([name, shape]) => {
        const code = name === field ? undefined : known[name]
        return code === undefined || admitsCode(shape, code)
      }),
  )
