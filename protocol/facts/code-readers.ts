import { joiningWords, type Condition, type FieldConditions } from '../language/conditions.js'
import { admitsCode, readsNumerals, type Scalar, scalarsOf, type Shape } from '../language/shapes.js'
import { type DomainName, fieldsOf } from '../schema/domains.js'
import type { CohortPlan } from './study-plan.js'
import { isMeasured, valueField } from './variable-facts.js'

/** What a study reads of one field: the codes that it names, and what becomes of the others. */
export interface CodesRead {
  readonly codes: ReadonlySet<string>
  /** Those of them that conditions on rows name: a check of its own tells where no site delivers one. */
  readonly inWhere: ReadonlySet<string>
  /** Whether a number in place of a code is compared as one. */
  readonly numerals: boolean
  /** Whether levels or groups read the field: there a code that none of them has is unknown; a condition it just does not meet. */
  readonly closed: boolean
}

interface Reading {
  readonly codes: readonly Scalar[]
  readonly inWhere?: boolean
  readonly numerals?: boolean
  readonly closed?: boolean
}

const ofShape = (shape: Shape): Reading => ({ codes: scalarsOf(shape), numerals: readsNumerals(shape) })

/** The shapes that a condition asks of variables, by name. */
const shapesIn = (condition: Condition): readonly (readonly [string, Shape])[] => [
  ...(condition.all ?? []).flatMap(shapesIn),
  ...(condition.any ?? []).flatMap(shapesIn),
  ...(condition.not === undefined ? [] : shapesIn(condition.not)),
  ...Object.entries(condition).flatMap(([name, part]) =>
    (joiningWords as readonly string[]).includes(name) || part === undefined ? [] : [[name, part as Shape] as const],
  ),
]

const conditionsOf = ({ variables, eligibility, arms }: CohortPlan): readonly Condition[] => [
  ...Object.values(variables).flatMap(definition => ('when' in definition ? [definition.when] : [])),
  ...[...eligibility.include, ...eligibility.exclude].map(({ when }) => when),
  arms.control.when,
  arms.treated.when,
]

const ofLevels = (levels: NonNullable<CohortPlan['covariates'][number]['levels']>): readonly Scalar[] =>
  Object.entries(levels).flatMap(([id, level]) =>
    typeof level === 'object' && 'values' in level ? level.values : [id],
  )

/** What is read of a variable's value, by whatever builds on it. */
const ofVariable = (study: CohortPlan, name: string, seen: readonly string[] = []): readonly Reading[] => [
  ...conditionsOf(study).flatMap(condition =>
    shapesIn(condition).flatMap(([asked, shape]) => (asked === name ? [ofShape(shape)] : [])),
  ),
  ...study.covariates.flatMap((covariate): readonly Reading[] => {
    if (covariate.variable !== name) return []
    return covariate.levels === undefined || covariate.cut !== undefined
      ? [{ codes: [], numerals: true }]
      : [{ codes: ofLevels(covariate.levels), closed: true }]
  }),
  ...Object.entries(study.variables).flatMap(([other, definition]): readonly Reading[] => {
    if ('group' in definition && definition.group === name)
      return [{ codes: Object.values(definition.into).flat(), closed: true }]
    if ('sum' in definition && definition.sum.includes(name)) return [{ codes: [], numerals: true }]
    if ('cut' in definition && definition.cut === name) return [{ codes: [], numerals: true }]
    if (!('firstKnown' in definition) || !definition.firstKnown.includes(name) || seen.includes(other)) return []
    return ofVariable(study, other, [...seen, name])
  }),
]

type FieldReading = readonly [domain: DomainName, field: string, reading: Reading, where?: FieldConditions | undefined]

const ofWhere = (domain: DomainName, where: FieldConditions | undefined): readonly FieldReading[] =>
  Object.entries(where ?? {}).map(([field, shape]) => [domain, field, { ...ofShape(shape), inWhere: true }, where])

const ids = (items: readonly { readonly id: string }[]): Reading => ({ codes: items.map(({ id }) => id) })

const readings = (study: CohortPlan): readonly FieldReading[] => {
  const { index, response, safety, subsequent } = study
  return [
    ...(index === 'day 0' ? [] : ofWhere(index.from, index.where)),
    ...Object.entries(study.variables).flatMap(([name, definition]): readonly FieldReading[] => {
      if (!isMeasured(definition)) return []
      const field = valueField(definition)
      const { from, where } = definition
      const value = field === null ? [] : ofVariable(study, name).map(each => [from, field, each, where] as const)
      return [...ofWhere(definition.from, definition.where), ...value]
    }),
    ...Object.values(study.endpoints).flatMap(({ events, censoring }) =>
      [...events, ...censoring].flatMap(({ from, where }) => ofWhere(from, where)),
    ),
    ...(response === undefined
      ? []
      : [
          ['response', 'target', ids(response.targets)] as const,
          ['response', 'response', { codes: ['cr', 'pr', 'sd', 'pd', 'ne'] }] as const,
        ]),
    ...(safety === undefined
      ? []
      : [
          ['adverseEvent', 'category', ids(safety.categories)] as const,
          ...ofWhere('exposure', safety.until?.exposure),
        ]),
    ...(subsequent === undefined
      ? []
      : [
          ...ofWhere(subsequent.from, subsequent.where),
          [subsequent.from, subsequent.value, ids(subsequent.therapies)] as const,
        ]),
  ]
}

const joined = (readings: readonly Reading[]): CodesRead => ({
  codes: new Set(readings.flatMap(({ codes }) => codes.map(String))),
  inWhere: new Set(readings.flatMap(({ codes, inWhere }) => (inWhere === true ? codes.map(String) : []))),
  numerals: readings.some(({ numerals }) => numerals === true),
  closed: readings.some(({ closed }) => closed === true),
})

/** What a study reads of each field of codes, by `domain.field`; a field that nothing reads is not in it. */
export const codesRead = (study: CohortPlan): ReadonlyMap<string, CodesRead> => {
  const read = new Map<string, Reading[]>()
  for (const [domain, field, reading] of readings(study)) {
    const kind = fieldsOf(domain)[field]
    if (kind !== 'code' && kind !== 'quantity') continue
    const key = `${domain}.${field}`
    read.set(key, [...(read.get(key) ?? []), reading])
  }
  return new Map([...read].map(([key, found]) => [key, joined(found)]))
}

/**
 * What a study reads of a field in rows of which some codes are known, such as their test; undefined where nothing reads
 * it there.
 */
export const codesReadWhere = (
  study: CohortPlan,
  domain: DomainName,
  field: string,
  known: Readonly<Record<string, readonly string[]>>,
): CodesRead | undefined => {
  const admits = (where: FieldConditions | undefined): boolean =>
    Object.entries(where ?? {}).every(
      ([name, shape]) => name === field || (known[name]?.some(code => admitsCode(shape, code)) ?? true),
    )
  const found = readings(study).flatMap(([from, read, reading, where]) =>
    from === domain && read === field && admits(where) ? [reading] : [],
  )
  return found.length === 0 ? undefined : joined(found)
}

/** What a study reads of the value of one variable. */
export const codesReadOf = (study: CohortPlan, variable: string): CodesRead => joined(ofVariable(study, variable))

const numeral = /^-?\d+(\.\d+)?$/

/** Whether a study reads a code of a field. */
export const isRead = ({ codes, numerals }: CodesRead, code: string): boolean =>
  codes.has(code) || (numerals && numeral.test(code))
