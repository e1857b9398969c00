import { results, type ResultKindName } from './catalogue.js'
import type { NameInKey, ResultKind, Slots } from './result-kind.js'

/** Writes the keys of one kind for given ids, a statistic at a time. */
export type KeyWriter<Name extends string> = (statistic: Name) => string

const id = '[a-z0-9.][a-z0-9.-]*'

// Ids are those of the study; what is here has values of its own.
const patternOf: Readonly<Record<string, string>> = {
  set: 'all|matched',
  who: `-|${id}`,
  model: 'univariate|multivariate',
  response: 'cr|pr|sd|pd|ne',
  rate: 'orr|dcr',
  grade: '[1-5]|1-2|3-4|any',
}

/** The keys of one kind of result for given ids. */
export const keysOf =
  <Shape extends string, Name extends string>(
    { shape }: ResultKind<Shape, Name>,
    slots: Slots<Shape>,
  ): KeyWriter<NameInKey<Name>> =>
  statistic =>
    `${placeOf(shape, slots)}/${statistic}`

/** The lasting key of one number of a study. */
export const resultKey = <Shape extends string, Name extends string>(
  kind: ResultKind<Shape, Name>,
  slots: Slots<Shape>,
  statistic: NameInKey<Name>,
): string => keysOf(kind, slots)(statistic)

const placeOf = (shape: string, slots: Readonly<Record<string, string>>): string =>
  shape.replace(/<([a-z]+)>/g, (_, slot: string) => slots[slot] ?? '-')

/** What a key says: its kind, the ids that stand in it, and the statistic. */
export interface ReadKey {
  readonly kind: ResultKindName
  readonly part: string
  readonly slots: Readonly<Record<string, string>>
  readonly statistic: string
}

interface Pattern {
  readonly kind: ResultKindName
  readonly shape: string
  readonly text: string
  readonly expression: RegExp
}

const time = '[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?'

// In a shape each word in angle brackets is a group of its name.
const patterns: readonly Pattern[] = Object.entries(results).map(([kind, { shape, statistics }]) => {
  const names = Object.keys(statistics).map(name => name.replace('<time>', time))
  const place = (group: (slot: string) => string): string =>
    shape.replace(/<([a-z]+)>/g, (_, slot: string) => `${group(slot)}${patternOf[slot] ?? id})`)
  const ending = `(${names.join('|')})`
  return {
    kind: kind as ResultKindName,
    shape,
    text: `${place(() => '(')}/${ending}`,
    expression: new RegExp(`^${place(slot => `(?<${slot}>`)}/(?<statistic>${names.join('|')})$`),
  }
})

/** All keys that there are, as one regular expression. */
export const cataloguedKeyPattern = new RegExp(`^(${patterns.map(({ text }) => text).join('|')})$`)

/** Takes a key apart; null where it is of no kind of result, or of a set that has no such statistic. */
export const readKey = (key: string): ReadKey | null => {
  for (const { kind, shape, expression } of patterns) {
    const groups = expression.exec(key)?.groups
    if (groups === undefined) continue
    const { statistic = '', ...slots } = groups
    if (hasStatistic(results[kind], statistic, slots['set']))
      return { kind, part: shape.split('/')[0] ?? '', slots, statistic }
  }
  return null
}

const hasStatistic = ({ statistics }: ResultKind, statistic: string, set: string | undefined): boolean => {
  const only = statistics[statistic]?.only
  return only === undefined || set === undefined || set === only
}

/** The part of the results that a key is of, also of one that an older version wrote. */
export const partOfKey = (key: string): string => key.split('/')[0] ?? ''

/** The key of a curve as drawn. */
export const curveKey = (set: string, endpoint: string, arm: string): string => `survival/${set}/${endpoint}/${arm}`
