import { type Condition, joiningWords } from '../protocol/language/conditions.js'
import type { Shape } from '../protocol/language/shapes.js'
import type { VariableDefinition } from '../protocol/language/variables.js'
import { isMeasured, namesIn } from '../protocol/facts/variable-facts.js'
import type { Draws } from './draws.js'
import type { Value } from './judge.js'
import { oneOf, shaped, through, type Want } from './want.js'

/** What is wished of a subject's measured variables. */
export type Wishes = Readonly<Record<string, readonly Want[]>>

/** What wishes are made with. */
export interface WishMaker {
  readonly variables: Readonly<Record<string, VariableDefinition>>
  /** Whether the site can give a measured variable. */
  readonly gives: (variable: string) => boolean
  /** The day of a variable that has been made already. */
  readonly dayOf: (variable: string) => number | undefined
  readonly draws: Draws
  readonly into: Record<string, Want[]>
}

const groupOf = (into: Readonly<Record<string, readonly Value[]>>, value: Value | undefined): Value | undefined =>
  value === undefined
    ? undefined
    : Object.keys(into).find(code => into[code]?.some(one => String(one) === String(value)))

const bandOf = (at: readonly number[], into: readonly string[], belongs: string, value: Value | undefined) => {
  if (value === undefined) return undefined
  const passed = at.filter(point => (belongs === 'below' ? Number(value) > point : Number(value) >= point)).length
  return into[passed]
}

const wishSum = (maker: WishMaker, parts: readonly string[], want: Want): void => {
  const [first, ...others] = maker.draws.shuffled(parts)
  if (first === undefined) return
  if (want.unknown) {
    wishValue(maker, first, want)
    return
  }
  const truths = others.filter(name => isAny(maker.variables[name]))
  for (const name of truths) wishValue(maker, name, oneOf([false]))
  const counts = others.filter(name => !truths.includes(name))
  for (const name of counts) wishValue(maker, name, oneOf([1]))
  const sum = (value: Value | undefined): Value | undefined =>
    value === undefined ? undefined : Number(value) + counts.length
  wishValue(maker, first, through(want, sum, { bounds: () => want.bounds().map(bound => bound - counts.length) }))
}

const isAny = (definition: VariableDefinition | undefined): boolean =>
  definition !== undefined && (!isMeasured(definition) ? 'when' in definition : (definition.pick ?? 'any') === 'any')

const wishDistance = (maker: WishMaker, [from, to]: readonly [string, string], want: Want): void => {
  if (want.unknown) {
    wishValue(maker, to, want)
    return
  }
  const names = Object.keys(maker.variables)
  const [earlier, later] = names.indexOf(from) <= names.indexOf(to) ? [from, to] : [to, from]
  const sign = earlier === from ? 1 : -1
  const distance = (value: Value | undefined): Value | undefined => {
    const start = maker.dayOf(earlier)
    return value === undefined || start === undefined ? undefined : sign * (Number(value) - start)
  }
  const bounds = (): readonly number[] => {
    const start = maker.dayOf(earlier)
    return start === undefined
      ? []
      : want.bounds().flatMap(bound => [-7, 0, 7].map(beside => start + sign * bound + beside))
  }
  wishValue(maker, later, through(want, distance, { bounds }))
}

/** Wishes a value of a variable: of a derived one, values of those that it is derived from. */
export const wishValue = (maker: WishMaker, name: string, want: Want): void => {
  const definition = maker.variables[name]
  if (definition === undefined) return
  if (isMeasured(definition)) {
    maker.into[name] = [...(maker.into[name] ?? []), want]
  } else if ('when' in definition) {
    if (want.admits(true)) wishCondition(maker, definition.when, true)
    else if (want.admits(false)) wishCondition(maker, definition.when, false)
  } else if ('firstKnown' in definition) {
    const given = definition.firstKnown.filter(one => !isMeasured(maker.variables[one]!) || maker.gives(one))
    for (const one of want.unknown ? given : given.slice(0, 1)) wishValue(maker, one, want)
  } else if ('group' in definition) {
    const { group, into } = definition
    const codes = Object.values(into).flat().map(String)
    wishValue(
      maker,
      group,
      through(want, value => groupOf(into, value), { codes }),
    )
  } else if ('cut' in definition) {
    const { cut, at, into, cutBelongs } = definition
    wishValue(
      maker,
      cut,
      through(want, value => bandOf(at, into, cutBelongs, value), { bounds: () => at }),
    )
  } else if ('sum' in definition) wishSum(maker, definition.sum, want)
  else wishDistance(maker, definition.daysBetween, want)
}

/** Whether a site gives what a variable is made of. */
const isGiven = (maker: WishMaker, name: string): boolean => {
  const definition = maker.variables[name]
  if (definition === undefined) return false
  if (isMeasured(definition)) return maker.gives(name)
  if ('when' in definition) return namesIn(definition.when).some(one => isGiven(maker, one.name))
  if ('firstKnown' in definition) return definition.firstKnown.some(one => isGiven(maker, one))
  if ('group' in definition) return isGiven(maker, definition.group)
  if ('cut' in definition) return isGiven(maker, definition.cut)
  return ('sum' in definition ? definition.sum : definition.daysBetween).every(one => isGiven(maker, one))
}

// What a site cannot give decides nothing.
const decidable = (maker: WishMaker, conditions: readonly Condition[]): readonly Condition[] => {
  const given = conditions.filter(one => namesIn(one).every(({ name }) => isGiven(maker, name)))
  return given.length === 0 ? conditions : given
}

type Part = readonly [kind: 'variable' | 'all' | 'any' | 'not', name: string, of: unknown]

const partsOf = (condition: Condition): readonly Part[] =>
  Object.entries(condition).flatMap(([key, of]): readonly Part[] => {
    if (of === undefined) return []
    const joins = (joiningWords as readonly string[]).includes(key)
    return [[joins ? (key as 'all' | 'any' | 'not') : 'variable', key, of]]
  })

const wishPart = (maker: WishMaker, [kind, name, of]: Part, holds: boolean): void => {
  if (kind === 'variable') {
    wishValue(maker, name, shaped(of as Shape, holds))
    return
  }
  if (kind === 'not') {
    wishCondition(maker, of as Condition, !holds)
    return
  }
  const conditions = of as readonly Condition[]
  // All are to hold, or none: else the one that decides is drawn, and the others are as they come.
  if ((kind === 'all') === holds) {
    conditions.forEach(one => wishCondition(maker, one, holds))
    return
  }
  const decides = maker.draws.one(decidable(maker, conditions))
  if (decides !== undefined) wishCondition(maker, decides, holds)
}

/** Wishes that a condition holds of a subject, or that it does not. */
export const wishCondition = (maker: WishMaker, condition: Condition, holds: boolean): void => {
  const parts = partsOf(condition)
  if (holds) {
    parts.forEach(part => wishPart(maker, part, true))
    return
  }
  const given = parts.filter(([kind, name]) => kind !== 'variable' || isGiven(maker, name))
  const fails = maker.draws.one(given.length === 0 ? parts : given)
  for (const part of parts) wishPart(maker, part, part !== fails)
}
