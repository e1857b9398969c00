import { joiningWords, type Condition } from '../language/conditions.js'
import { domains, fieldsOf, wideFieldOf } from '../schema/domains.js'
import type { Study } from '../language/study.js'
import type { MeasuredVariable, VariableDefinition, TimeWindow } from '../language/variables.js'

/** What a variable's value is: a listed code, a number, a number or a code, true or false, a day. */
export type VariableKind = 'code' | 'number' | 'quantity' | 'boolean' | 'day'

/** What is known of a variable before any subject is read. */
export interface VariableFacts {
  readonly kind: VariableKind
  /** Whether its value stands on one day, so that windows and distances can start from it. */
  readonly hasDay: boolean
  /** The latest day after the index date that it may look at; infinite where it has no bound. */
  readonly reach: number
  /** Whether the study gives a reason for looking past the index date. */
  readonly justified: boolean
  /** The variables that it is derived from. */
  readonly from: readonly string[]
  /** All codes that it can be where the study lists them, as bands and groups are listed. */
  readonly codes?: readonly string[]
}

const daysOf: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30.4375, y: 365.25 }

/** A written distance in days, or null for no bound. */
export const distanceInDays = (written: string): number | null => {
  const parts = /^([+-]?\d+(?:\.\d+)?) ?([dwmy])$/.exec(written)
  return parts === null ? null : Number(parts[1]) * (daysOf[parts[2] ?? 'd'] ?? 1)
}

/** The names of the variables in a condition, each with its path in it. */
export const namesIn = (
  condition: Condition,
  path: readonly (string | number)[] = [],
): readonly { name: string; path: readonly (string | number)[] }[] =>
  Object.entries(condition).flatMap(([key, part]) => {
    if (part === undefined) return []
    if (key === 'not') return namesIn(part as Condition, [...path, key])
    if (!(joiningWords as readonly string[]).includes(key)) return [{ name: key, path: [...path, key] }]
    return (part as readonly Condition[]).flatMap((inner, position) => namesIn(inner, [...path, key, position]))
  })

/** Whether a variable is measured from rows of the shared schema. */
export const isMeasured = (definition: VariableDefinition): definition is MeasuredVariable => 'from' in definition

/** The field that a measured variable takes its value from, or null where it counts rows. */
export const valueField = ({ from, value, pick }: MeasuredVariable): string | null =>
  pick === 'any' || pick === 'count' ? null : (value ?? wideFieldOf(from))

/** The pick of a measured variable, the default written out. */
export const pickOf = (definition: MeasuredVariable): NonNullable<MeasuredVariable['pick']> =>
  definition.pick ?? (valueField(definition) === null ? 'any' : 'last')

const measuredKind = (definition: MeasuredVariable): VariableKind => {
  const pick = pickOf(definition)
  if (pick === 'any') return 'boolean'
  if (pick === 'count' || pick === 'mean') return 'number'
  const field = valueField(definition)
  if (definition.from === 'subject' && field === 'age') return 'number'
  const kind = field === null ? undefined : fieldsOf(definition.from)[field]
  return kind === undefined || kind === 'text' ? 'code' : kind === 'date' ? 'day' : kind
}

const reachOf = (definition: MeasuredVariable, facts: Readonly<Record<string, VariableFacts>>): number => {
  const { window, from, afterIndex } = definition
  if (domains[from].single) return 0
  if (window === undefined || typeof window === 'string')
    return (window ?? defaultWindow(afterIndex !== undefined)) === 'any time' ? Infinity : 0
  const around = 'around' in window
  const to = distanceInDays(around ? window.to : window[1])
  if (to === null) return Infinity
  return around ? to + (facts[window.around]?.reach ?? 0) : to
}

/** The window of a variable that names none: until the index date, or any time where the study says why. */
export const defaultWindow = (afterIndex: boolean): Extract<TimeWindow, string> =>
  afterIndex ? 'any time' : 'until the index date'

const sources = (definition: VariableDefinition): readonly string[] => {
  if (isMeasured(definition)) {
    const { window } = definition
    return window !== undefined && typeof window === 'object' && 'around' in window ? [window.around] : []
  }
  if ('when' in definition) return namesIn(definition.when).map(({ name }) => name)
  if ('firstKnown' in definition) return definition.firstKnown
  if ('sum' in definition) return definition.sum
  if ('daysBetween' in definition) return definition.daysBetween
  return ['cut' in definition ? definition.cut : definition.group]
}

const factsOf = (definition: VariableDefinition, facts: Readonly<Record<string, VariableFacts>>): VariableFacts => {
  const from = sources(definition)
  if (isMeasured(definition)) {
    const hasDay =
      !domains[definition.from].single && ['first', 'last', 'nearest', 'highest', 'lowest'].includes(pickOf(definition))
    return {
      kind: measuredKind(definition),
      hasDay,
      reach: reachOf(definition, facts),
      justified: definition.afterIndex !== undefined,
      from,
    }
  }
  const unjustified = from.map(name => facts[name]).filter(source => source !== undefined && !source.justified)
  const reach = Math.max(0, ...unjustified.map(source => source?.reach ?? 0))
  const first = facts[from[0] ?? '']
  const derived = {
    reach,
    justified: 'afterIndex' in definition && definition.afterIndex !== undefined,
    from,
    hasDay: false,
  }
  if ('when' in definition) return { ...derived, kind: 'boolean' }
  if ('firstKnown' in definition) {
    const lists = from.map(name => facts[name]?.codes)
    const codes = lists.includes(undefined) ? {} : { codes: [...new Set(lists.flatMap(list => list ?? []))] }
    return { ...derived, kind: first?.kind ?? 'code', hasDay: first?.hasDay ?? false, ...codes }
  }
  if ('group' in definition || 'cut' in definition) {
    const codes = 'cut' in definition ? definition.into : Object.keys(definition.into)
    return { ...derived, kind: 'code', hasDay: first?.hasDay ?? false, codes }
  }
  return { ...derived, kind: 'number' }
}

/** The facts of every variable of a study, in the order declared. */
export const variableFacts = (study: Pick<Study, 'variables'>): Readonly<Record<string, VariableFacts>> => {
  const facts: Record<string, VariableFacts> = {}
  for (const [name, definition] of Object.entries(study.variables)) facts[name] = factsOf(definition, facts)
  return facts
}
