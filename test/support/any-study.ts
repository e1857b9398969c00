import fc from 'fast-check'
import { studySchema, type Study } from '../../protocol/language/study.js'
import { type DomainName, fieldsOf, wideFieldOf } from '../../protocol/schema/domains.js'
import { anyCode, dayTexts, domainsUsed } from './any-record.js'
import { madeRules } from './made-rules.js'
import { everyRule } from './shipped-rules.js'

type Part = Readonly<Record<string, unknown>>

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 })

const without = (part: Part): Part =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))

// A size is compared with numbers and with days.
const anyBound = fc.constantFrom<(number | string)[]>(-1, 0, 1, 2, 3.5, 10, 35, '2021-02-20', '2021-03-01')

const anyScalar = fc.oneof(anyCode, anyBound, fc.boolean(), fc.constantFrom(...dayTexts))

const anyShape = fc.oneof(
  fc.constantFrom('is known', 'is unknown', 'is true', 'is false'),
  { weight: 3, arbitrary: anyScalar.map(is => ({ is })) },
  fc.array(anyScalar, { minLength: 1, maxLength: 3 }).map(scalars => ({ in: scalars })),
  fc.array(anyScalar, { minLength: 1, maxLength: 3 }).map(scalars => ({ 'not in': scalars })),
  anyBound.map(bound => ({ 'at least': bound })),
  anyBound.map(bound => ({ 'at most': bound })),
  anyBound.map(above => ({ above })),
  anyBound.map(below => ({ below })),
  fc.tuple(anyBound, anyBound).map(between => ({ between })),
)

const fieldOf = (domain: DomainName): fc.Arbitrary<string> => fc.constantFrom(...Object.keys(fieldsOf(domain)))

const dayFieldOf = (domain: DomainName): fc.Arbitrary<string> =>
  fc.constantFrom('date', ...Object.keys(fieldsOf(domain)).filter(field => fieldsOf(domain)[field] === 'date'))

// Few conditions, and those on codes, so that rows meet them.
const whereOf = (domain: DomainName): fc.Arbitrary<Part | undefined> => {
  const codes = Object.keys(fieldsOf(domain)).filter(field => fieldsOf(domain)[field] === 'code')
  const likely = fc
    .tuple(fc.constantFrom(...codes), fc.array(anyCode, { minLength: 1, maxLength: 4 }))
    .map(([field, among]) => ({ [field]: { in: among } }))
  const any = fc.dictionary(fieldOf(domain), anyShape, { minKeys: 1, maxKeys: 2 })
  return fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: likely }, any)
}

const anyDistance = fc.constantFrom('~', '~', '-400 d', '-28 d', '-1 w', '0 d', '1 d', '2 w', '6 m', '1 y')

const anyCondition = (names: readonly string[]): fc.Arbitrary<Part> => {
  const shaped = fc.dictionary(fc.constantFrom(...names), anyShape, { minKeys: 1, maxKeys: 2 })
  const some = fc.array(shaped, { maxLength: 2 })
  return fc.oneof(
    { weight: 4, arbitrary: shaped },
    some.map(all => ({ all })),
    some.map(any => ({ any })),
    shaped.map(not => ({ not })),
    fc.tuple(shaped, some, shaped).map(([one, any, not]) => ({ ...one, any, not: { all: [not] } })),
  )
}

const valueOf = (domain: DomainName): fc.Arbitrary<string | undefined> => {
  if (domain === 'subject') return fc.constantFrom('age', 'sex', 'ageYears', 'birthDate', undefined)
  const wide = wideFieldOf(domain)
  return fc.oneof(fc.constant(undefined), fieldOf(domain), ...(wide === null ? [] : [fc.constant(wide)]))
}

const anyOfDay = fc.constantFrom('first', 'last', 'mean', 'highest', 'lowest')

const measured = (names: readonly string[]): fc.Arbitrary<Part> =>
  fc.constantFrom(...domainsUsed, 'lab' as const, 'lab' as const, 'exposure' as const).chain(from =>
    fc
      .record({
        from: fc.constant(from),
        where: whereOf(from),
        value: valueOf(from),
        unit: maybe(fc.constantFrom('g/L', 'mg/dL', 'mm', 'odd')),
        ofDay: maybe(anyOfDay),
        pick: maybe(fc.constantFrom('first', 'last', 'nearest', 'highest', 'lowest', 'mean', 'count', 'any')),
        window: fc.oneof(
          fc.constantFrom(undefined, 'until the index date', 'any time'),
          fc.tuple(anyDistance, anyDistance),
          fc.record({ around: fc.constantFrom(...names), from: anyDistance, to: anyDistance }),
        ),
        plausible: maybe(fc.constantFrom([0, 5], [1, 100])),
        afterIndex: maybe(fc.constant({ reason: 'why not' })),
      })
      .map(without),
  )

// Numbers of all rows, so that there is often something to choose from, to convert and to add.
const measuredNumber = fc
  .constantFrom(['lab', 'result'], ['tumour', 'diameter'], ['exposure', 'dose'])
  .chain(([from, value]) =>
    fc
      .record({
        from: fc.constant(from),
        value: fc.constant(value),
        unit: maybe(fc.constantFrom('g/L', 'mg/dL', 'mmol/L', 'mm', 'cm')),
        pick: fc.constantFrom('first', 'last', 'nearest', 'highest', 'lowest', 'mean'),
        ofDay: fc.option(anyOfDay, { nil: undefined }),
        window: fc.constantFrom(undefined, 'any time', ['-1 y', '1 y']),
        plausible: maybe(fc.constantFrom([0, 5], [1, 100])),
      })
      .map(without),
  )

const combined = (names: readonly string[]): fc.Arbitrary<Part> => {
  const two = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names))
  const group = fc.dictionary(
    fc.constantFrom('low', 'high', 'other'),
    fc.array(anyScalar, { minLength: 1, maxLength: 3 }),
    {
      minKeys: 1,
    },
  )
  return fc.oneof(
    anyCondition(names).map(when => ({ when })),
    two.map(firstKnown => ({ firstKnown })),
    two.map(sum => ({ sum })),
    two.map(daysBetween => ({ daysBetween })),
    fc.record({ group: fc.constantFrom(...names), into: group }),
    fc
      .record({
        cut: fc.constantFrom(...names),
        bands: fc.constantFrom(
          { at: [3], into: ['low', 'high'] },
          { at: [3, 35], into: ['low', 'middle', 'high'] },
          { at: [0, 1, 5], into: ['lowest', 'low', 'high', 'highest'] },
        ),
        cutBelongs: fc.constantFrom('below', 'above'),
      })
      .map(({ bands, ...cut }) => ({ ...cut, ...bands })),
  )
}

/** Names of variables: some are derived from others, some of these after them, and the last is never derived. */
const names = ['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'nowhere'] as const

const anyVariables = fc
  .tuple(
    measured(names),
    measuredNumber,
    measured(names),
    measured(names),
    fc.oneof(measured(names), combined(names)),
    combined(names),
    combined(names),
    fc.oneof(measured(names), combined(names)),
  )
  .map(definitions => Object.fromEntries(definitions.map((definition, at) => [`v${at}`, definition])))

const anyCriteria = (prefix: string): fc.Arbitrary<readonly Part[]> =>
  fc
    .array(fc.tuple(anyCondition(names), fc.constantFrom('exclude', 'include', 'hold', 'include')), { maxLength: 1 })
    .map(criteria => criteria.map(([when, cannotTell], at) => ({ id: `${prefix}${at}`, label: 'A', when, cannotTell })))

const anyCovariate = fc.oneof(
  fc.constant({}),
  fc
    .record({ cut: fc.constantFrom([1], [1, 3], [35]), cutBelongs: fc.constantFrom('below', 'above') })
    .map(part => ({ ...part, levels: { low: 'Low', middle: 'Middle', high: 'High' } })),
  fc.constant({ levels: { a: 'A', b: { label: 'B', values: ['b', 1, true] }, low: 'Low' } }),
)

const anySource = fc
  .constantFrom<DomainName[]>('contact', 'disposition', 'response', 'exposure', 'adverseEvent')
  .chain(from =>
    fc
      .record({
        from: fc.constant(from),
        where: whereOf(from),
        date: dayFieldOf(from),
        reason: fc.constantFrom('death', 'seen', 'progress'),
      })
      .map(without),
  )

const anySources = fc.array(anySource, { minLength: 1, maxLength: 2 })

const anyEndpoint = fc.record({
  label: fc.constant('E'),
  unit: fc.constantFrom('days', 'months'),
  events: anySources,
  censoring: anySources,
})

const anyIndex = fc.constantFrom<DomainName[]>('exposure', 'exposure', 'contact', 'disease').chain(from =>
  fc
    .record({
      from: fc.constant(from),
      where: whereOf(from),
      date: dayFieldOf(from),
      pick: fc.constantFrom('first', 'last'),
    })
    .map(without),
)

const rules = { ...everyRule, ...madeRules }

const anyRules = fc.subarray(Object.keys(rules), { maxLength: 12 }).chain(ids =>
  fc.subarray(ids).map(held =>
    Object.fromEntries(
      ids.map(id => {
        // Few rules hold, so that some subjects stay.
        const severity = held.indexOf(id) === 0 ? 'hold subject' : 'info'
        return [id, { ...rules[id], severity }]
      }),
    ),
  ),
)

const items = (ids: readonly string[]): readonly Part[] => ids.map(id => ({ id, label: id }))

/** Any study of the language: windows, picks, limits, groups, endpoints and summaries, whether or not they make sense. */
export const anyStudy = (offsets: boolean): fc.Arbitrary<Study> =>
  fc
    .record({
      index: offsets ? fc.constant('day 0') : anyIndex,
      variables: anyVariables,
      include: anyCriteria('in'),
      exclude: anyCriteria('out'),
      treated: anyCondition(names),
      control: fc.option(anyCondition(names)),
      covariates: fc.array(fc.tuple(fc.constantFrom(...names), anyCovariate), { maxLength: 4 }),
      endpoints: fc.array(anyEndpoint, { maxLength: 2 }),
      until: maybe(fc.record({ after: anyDistance, exposure: whereOf('exposure') }).map(without)),
      subsequent: whereOf('exposure'),
      rules: anyRules,
    })
    .map(parts =>
      studySchema.parse({
        study: 'any',
        title: 'Any study',
        data: 'synthetic',
        time: offsets ? 'day offsets' : 'dates',
        sites: ['north', 'south'],
        index: parts.index,
        variables: parts.variables,
        eligibility: { include: parts.include, exclude: parts.exclude },
        arms: {
          treated: { label: 'T', when: parts.treated },
          control: { label: 'C', when: parts.control ?? { not: parts.treated } },
        },
        covariates: parts.covariates.map(([variable, part], at) => ({
          id: `c${at}`,
          variable,
          label: variable,
          ...part,
        })),
        endpoints: Object.fromEntries(parts.endpoints.map((endpoint, at) => [`e${at}`, endpoint])),
        response: { criteria: 'R', targets: items(['a', 'b']) },
        safety: {
          grades: 'G',
          categories: items(['a', 'b']),
          ...(parts.until === undefined ? {} : { until: parts.until }),
        },
        rules: { own: parts.rules },
        subsequent: { where: parts.subsequent ?? {}, therapies: items(['a', 'c']) },
      }),
    )
