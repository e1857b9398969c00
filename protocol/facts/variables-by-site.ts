import type { FieldConditions } from '../language/conditions.js'
import { shapeWords } from '../language/shapes.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import type { MeasuredVariable, VariableDefinition } from '../language/variables.js'
import { testsOf } from '../schema/analytes.js'
import { type DomainName, domains } from '../schema/domains.js'
import { unitFactor } from '../schema/units.js'
import { type Told, told, toldAll, toldId, toldLiteral } from '../../words/told.js'
import { codesReadOf } from './code-readers.js'
import { canMeet, type RowSource, rowSourcesOf } from './row-sources.js'
import { hadByNobody, type NeverHad, neverHad } from './nobody-had.js'
import { isMeasured, namesIn, pickOf, valueField } from './variable-facts.js'

/** Whether a site can give something of a study: for all that ask, in part, or not at all. */
export type Deliverable = 'complete' | 'partial' | 'impossible'

/** A column of a file. */
export interface ColumnPlace {
  readonly file: string
  readonly column: string
}

/** What a site's mapping can give of one thing of the study, with the reasons where that is not all. */
export interface SiteDelivery {
  readonly state: Deliverable
  readonly reasons: readonly Told[]
  /** Where its values come from; none where it is derived from other variables. */
  readonly from: readonly ColumnPlace[]
  /** Codes that levels, groups or conditions ask for and the mapping never gives. */
  readonly never: readonly string[]
}

/** One thing of a study by site: its index date, a variable, or an endpoint. */
export interface DeliveryRow {
  readonly kind: 'index' | 'variable' | 'endpoint'
  readonly id: string
  readonly sites: Readonly<Record<string, SiteDelivery>>
}

interface Asked {
  readonly domain: DomainName
  readonly where: FieldConditions | undefined
  /** The fields of which any gives the value; none where rows are counted. */
  readonly values: readonly string[]
  /** Whether to have none is an answer though a value is read: an event that is awaited. */
  readonly areAwaited?: boolean
  /** Whether a row without a day is of no use. */
  readonly needsDay: boolean
  /** The codes that are asked of the value. */
  readonly codes: readonly string[]
}

const literal = (text: string): Told => toldLiteral(text, [text])
const fieldName = (domain: DomainName, field: string): Told => told`${toldId(domain)}.${toldId(field)}`

const impossible = (reason: Told): SiteDelivery => ({ state: 'impossible', reasons: [reason], from: [], never: [] })

// Where rows are counted, or awaited, it is known that there is none; a value there is none of.
const none = ({ values, areAwaited }: Asked): SiteDelivery => ({
  ...{ state: values.length === 0 || areAwaited === true ? 'complete' : 'impossible', from: [], never: [] },
  reasons: [told`nobody had it, says the mapping`],
})

/** Which of the conditions on fields no rows meet: those that none meets alone, else all together. */
const unmet = (sources: readonly RowSource[], where: FieldConditions): Told => {
  const all = Object.entries(where)
  const alone = all.filter(([field, shape]) => !sources.some(source => canMeet(source, { [field]: shape })))
  const asked = (alone.length > 0 ? alone : all).map(
    ([field, shape]) => told`${toldId(field)} ${literal(shapeWords(shape))}`,
  )
  return told`no row where ${toldAll(asked, ' and ')}`
}

const unitOfSource = (study: Study, { fields }: RowSource, values: readonly string[]): Told | null => {
  const tests = [...(fields['test']?.codes ?? [])]
  const [test] = tests
  const unit = values.map(value => fields[value]?.unit).find(one => one != null)
  const known = test === undefined ? undefined : testsOf(study)[test]
  if (tests.length !== 1 || test === undefined || unit == null || known?.unit === undefined) return null
  return unitFactor(known, unit) === null ? told`the unit ${literal(unit)} does not convert for ${literal(test)}` : null
}

const placesOf = (sources: readonly RowSource[], fields: readonly string[]): readonly ColumnPlace[] => {
  const places = sources.flatMap(({ file, fields: own }) =>
    fields.flatMap(field => {
      const column = own[field]?.column
      return column == null ? [] : [{ file, column }]
    }),
  )
  return [...new Map(places.map(place => [JSON.stringify([place.file, place.column]), place])).values()]
}

const neverGiven = (
  sources: readonly RowSource[],
  { domain, values, codes }: Asked,
  nobody: readonly NeverHad[],
): readonly string[] => {
  const given = sources.flatMap(({ fields }) => values.map(value => fields[value])).filter(field => field !== undefined)
  if (given.length === 0 || given.some(field => field.codes === null)) return []
  const isNobodys = (code: string): boolean =>
    values.every(value => hadByNobody(nobody, domain, { [value]: { is: code } }))
  return codes.filter(code => !given.some(field => field.codes?.has(code)) && !isNobodys(code))
}

/** What a mapping can give of rows that are asked for. */
const delivered = (study: Study, mapping: SiteMapping, asked: Asked): SiteDelivery => {
  const { domain, where, values, needsDay } = asked
  if (hadByNobody(neverHad(mapping), domain, where)) return none(asked)
  const sources = rowSourcesOf(mapping, domain)
  if (sources.length === 0) return impossible(told`no block gives ${toldId(domain)}`)
  const filling = values.length === 0 ? sources : sources.filter(({ fields }) => values.some(value => value in fields))
  if (filling.length === 0)
    return impossible(
      told`no block fills ${toldAll(
        values.map(value => fieldName(domain, value)),
        ' or ',
      )}`,
    )
  const unfilled = Object.keys(where ?? {}).filter(field => !filling.some(({ fields }) => field in fields))
  if (unfilled.length > 0)
    return impossible(told`no block fills ${toldAll(unfilled.map(field => fieldName(domain, field)))}, which is asked`)
  const met = filling.filter(source => canMeet(source, where))
  if (met.length === 0) {
    // Rows are counted: where none can be among them, it is known that there is none.
    if (values.length > 0) return impossible(unmet(filling, where ?? {}))
    return {
      state: 'partial',
      reasons: [told`${unmet(filling, where ?? {})}, so it is none or no for everybody`],
      from: [],
      never: [],
    }
  }
  const units = met.map(source => unitOfSource(study, source, values))
  const usable = met.filter((_, at) => units[at] === null)
  const unitReasons = [...new Set(units.filter(reason => reason !== null))]
  const [unitReason] = unitReasons
  if (usable.length === 0 && unitReason !== undefined) return impossible(unitReason)
  const dated = needsDay ? usable.filter(({ fields }) => 'date' in fields) : usable
  if (dated.length === 0) return impossible(told`its rows have no day, and a day is asked`)
  const never = neverGiven(dated, asked, neverHad(mapping))
  const without = [...new Set(usable.filter(source => !dated.includes(source)).map(({ file }) => file))]
  const reasons = [
    ...unitReasons,
    ...(without.length === 0 ? [] : [told`rows of ${toldAll(without.map(toldId))} have no day, and a day is asked`]),
    ...(never.length === 0 ? [] : [told`no cell can become ${toldAll(never.map(literal))}`]),
  ]
  const from = placesOf(dated, values.length === 0 ? Object.keys(where ?? {}) : values)
  return { state: reasons.length === 0 ? 'complete' : 'partial', reasons, from, never }
}

const bounded = ({ from, window, pick }: MeasuredVariable): boolean => {
  if (domains[from].single || window === undefined || typeof window === 'string') return false
  const bounds = 'around' in window ? [window.from, window.to] : window
  return bounds.some(bound => bound !== '~') && pick !== undefined
}

const askedOf = (study: Study, name: string, definition: MeasuredVariable): Asked => {
  const field = valueField(definition)
  const age = definition.from === 'subject' && field === 'age'
  const numeral = /^-?\d+(\.\d+)?$/
  return {
    domain: definition.from,
    where: definition.where,
    values: age ? ['birthDate', 'ageYears'] : field === null ? [] : [field],
    needsDay: field === 'date' || bounded({ ...definition, pick: pickOf(definition) }),
    codes: field === null ? [] : [...codesReadOf(study, name).codes].filter(code => !numeral.test(code)),
  }
}

const neededBy = (definition: VariableDefinition): readonly string[] => {
  if (isMeasured(definition)) return []
  if ('when' in definition) return namesIn(definition.when).map(({ name }) => name)
  if ('firstKnown' in definition) return definition.firstKnown
  if ('sum' in definition) return definition.sum
  if ('daysBetween' in definition) return definition.daysBetween
  return ['cut' in definition ? definition.cut : definition.group]
}

const derived = (definition: VariableDefinition, made: ReadonlyMap<string, SiteDelivery>): SiteDelivery => {
  const parts = [...new Set(neededBy(definition))].map(name => ({ name, state: made.get(name)?.state ?? 'impossible' }))
  const lacking = parts.filter(({ state }) => state === 'impossible')
  const partly = parts.filter(({ state }) => state === 'partial')
  const needed = (of: typeof parts): Told => toldAll(of.map(({ name }) => toldId(name)))
  const anyDoes = 'firstKnown' in definition
  // A condition may be decided without a part of it; a number, a distance and a group may not.
  const partsDo = anyDoes || 'when' in definition
  if (lacking.length > 0 && (!partsDo || lacking.length === parts.length))
    return impossible(told`needs ${needed(lacking)}, which is impossible here`)
  if (anyDoes && parts.some(({ state }) => state === 'complete'))
    return { state: 'complete', reasons: [], from: [], never: [] }
  const reasons = [
    ...(lacking.length === 0 ? [] : [told`needs ${needed(lacking)}, which is impossible here`]),
    ...(partly.length === 0 ? [] : [told`needs ${needed(partly)}, which is partial here`]),
  ]
  return { state: reasons.length === 0 ? 'complete' : 'partial', reasons, from: [], never: [] }
}

/** What a mapping can give of each variable of a study, through all that it is derived from. */
const variablesAt = (study: Study, mapping: SiteMapping): ReadonlyMap<string, SiteDelivery> => {
  const made = new Map<string, SiteDelivery>()
  for (const [name, definition] of Object.entries(study.variables))
    made.set(
      name,
      isMeasured(definition) ? delivered(study, mapping, askedOf(study, name, definition)) : derived(definition, made),
    )
  return made
}

const indexAt = ({ index, ...study }: Study, mapping: SiteMapping): SiteDelivery =>
  index === 'day 0'
    ? { state: 'complete', reasons: [], from: [], never: [] }
    : delivered({ index, ...study }, mapping, {
        domain: index.from,
        where: index.where,
        values: [index.date],
        needsDay: false,
        codes: [],
      })

const endpointAt = (study: Study, mapping: SiteMapping, id: string): SiteDelivery => {
  const endpoint = study.endpoints[id]
  const sources = (['events', 'censoring'] as const).flatMap(list =>
    (endpoint?.[list] ?? []).map(({ from, where, date, reason }) => ({
      list,
      reason,
      delivery: delivered(study, mapping, {
        ...{ domain: from, where, values: [date], needsDay: false, codes: [] },
        areAwaited: list === 'events',
      }),
    })),
  )
  const from = sources.flatMap(({ delivery }) => delivery.from)
  const reasons = sources.flatMap(({ reason, delivery }) =>
    delivery.reasons.map(why => told`${literal(reason)}: ${why}`),
  )
  const events = sources.filter(({ list }) => list === 'events')
  const state =
    events.every(({ delivery }) => delivery.state === 'impossible') || sources.length === 0
      ? 'impossible'
      : sources.every(({ delivery }) => delivery.state === 'complete')
        ? 'complete'
        : 'partial'
  return { state, reasons, from: [...new Map(from.map(place => [JSON.stringify(place), place])).values()], never: [] }
}

/** What each site's mapping can give of a study: its index date, variables and endpoints, in the study's order. */
export const variablesBySite = (
  study: Study,
  mappings: Readonly<Record<string, SiteMapping>>,
): readonly DeliveryRow[] => {
  const sites = Object.entries(mappings)
  const made = new Map(sites.map(([site, mapping]) => [site, variablesAt(study, mapping)]))
  const each = (at: (site: string, mapping: SiteMapping) => SiteDelivery): DeliveryRow['sites'] =>
    Object.fromEntries(sites.map(([site, mapping]) => [site, at(site, mapping)]))
  const none = impossible(told`not derived`)
  return [
    ...(study.index === 'day 0'
      ? []
      : [{ kind: 'index' as const, id: 'index date', sites: each((_, mapping) => indexAt(study, mapping)) }]),
    ...Object.keys(study.variables).map(id => ({
      kind: 'variable' as const,
      id,
      sites: each(site => made.get(site)?.get(id) ?? none),
    })),
    ...Object.keys(study.endpoints).map(id => ({
      kind: 'endpoint' as const,
      id,
      sites: each((_, mapping) => endpointAt(study, mapping, id)),
    })),
  ]
}
