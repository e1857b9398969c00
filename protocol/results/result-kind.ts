/** One statistic of a kind of result. */
export interface ResultStatistic {
  /** What the number is in: a unit, a share, a count; of values `own` is the covariate's or endpoint's unit. */
  readonly unit: 'count' | 'own' | 'of 1' | '%' | 'P' | 'statistic' | 'ratio' | 'text'
  /** What it is, for people. */
  readonly says: string
  /** The R call whose answer it agrees with. */
  readonly agrees?: string
  /** The one set that has it; both have it where nothing is said. */
  readonly only?: 'all' | 'matched'
}

/**
 * A kind of result: the first five segments of its keys, where a word in angle brackets stands for an id, and its
 * statistics. In a statistic's name `<time>` stands for a number.
 */
export interface ResultKind<Shape extends string = string, Name extends string = string> {
  readonly shape: Shape
  readonly statistics: Readonly<Record<Name, ResultStatistic>>
}

/** Declares a kind of result. */
export const kind = <const Shape extends string, Name extends string>(
  shape: Shape,
  statistics: Readonly<Record<Name, ResultStatistic>>,
): ResultKind<Shape, Name> => ({ shape, statistics })

/** The words in angle brackets of a shape. */
export type SlotOf<Shape extends string> = Shape extends `${string}<${infer Slot}>${infer Rest}`
  ? Slot | SlotOf<Rest>
  : never

/** A statistic's name as it stands in a key. */
export type NameInKey<Name extends string> = Name extends `${infer Before}<time>${infer After}`
  ? `${Before}${number}${After}`
  : Name

/** What stands for the words in angle brackets. */
export type Slots<Shape extends string> = Readonly<Record<SlotOf<Shape>, string>>
