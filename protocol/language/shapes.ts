import { z } from 'zod'
import type { FieldKind } from '../schema/domains.js'
import { isIsoDate } from '../schema/iso-date.js'

const scalarSchema = z.union([z.string(), z.number(), z.boolean()])

/** A code, a number or a truth value that a condition compares with. */
export type Scalar = z.infer<typeof scalarSchema>

/** What the size of a value is compared with: a number, or a calendar day for a day. */
const boundSchema = z.union([
  z.number(),
  z.string().refine((text): boolean => isIsoDate(text), 'a number, or a day written YYYY-MM-DD'),
])

/** A number, or a calendar day, with which the size of a value is compared. */
export type Bound = z.infer<typeof boundSchema>

/** One shape that a value may have: the language has shapes instead of expressions. */
export const shapeSchema = z.union([
  z.enum(['is known', 'is unknown', 'is true', 'is false']),
  z.strictObject({ is: scalarSchema }),
  z.strictObject({ in: z.array(scalarSchema).min(1) }),
  z.strictObject({ 'not in': z.array(scalarSchema).min(1) }),
  z.strictObject({ 'at least': boundSchema }),
  z.strictObject({ 'at most': boundSchema }),
  z.strictObject({ above: boundSchema }),
  z.strictObject({ below: boundSchema }),
  z.strictObject({ between: z.tuple([boundSchema, boundSchema]) }),
])

/** A shape as written. */
export type Shape = z.infer<typeof shapeSchema>

type KeysOf<S> = S extends string ? S : S extends object ? keyof S : never
type ShapeWord = KeysOf<Shape>

/** Kinds of values that a shape can be asked of. */
export type ShapedKind = FieldKind | 'boolean' | 'day'

interface ShapeFacts {
  /** The kinds of values that it can be asked of. */
  readonly fits: readonly ShapedKind[]
  /** Which codes meet it, among those that it names; without this it names none, and every code may. */
  readonly codes?: 'those' | 'others'
  /** Whether a number in place of a code is compared as one. */
  readonly numerals?: true
  /** How it reads in a sentence, before what it compares with. */
  readonly words: string
}

const numbers: readonly ShapedKind[] = ['number', 'quantity']
const sized: readonly ShapedKind[] = [...numbers, 'day', 'date']
const listed: readonly ShapedKind[] = ['code', 'text', ...numbers]
const every: readonly ShapedKind[] = ['boolean', 'day', 'date', ...listed]

/** What is known of each shape, in the order in which they are offered. Its judgement stands in the cohort, once for a value and once for columns. */
const shapeFacts: Readonly<Record<ShapeWord, ShapeFacts>> = {
  'is true': { fits: ['boolean'], words: 'is true' },
  'is false': { fits: ['boolean'], words: 'is false' },
  is: { fits: ['boolean', ...listed], codes: 'those', words: 'is' },
  in: { fits: listed, codes: 'those', words: 'is one of' },
  'not in': { fits: listed, codes: 'others', words: 'is none of' },
  'at least': { fits: sized, numerals: true, words: 'is at least' },
  'at most': { fits: sized, numerals: true, words: 'is at most' },
  above: { fits: sized, numerals: true, words: 'is above' },
  below: { fits: sized, numerals: true, words: 'is below' },
  between: { fits: sized, numerals: true, words: 'is between' },
  'is known': { fits: every, words: 'is known' },
  'is unknown': { fits: every, words: 'is unknown' },
}

/** The word that a shape is written with. */
export const wordOf = (shape: Shape): ShapeWord =>
  typeof shape === 'string' ? shape : (Object.keys(shape)[0] as ShapeWord)

const operandsOf = (shape: Shape): readonly Scalar[] =>
  typeof shape === 'string' ? [] : Object.values(shape as Readonly<Record<string, Scalar | Scalar[]>>).flat()

/** The words of the shapes that can be asked of a kind of value. */
export const shapesOf = (kind: ShapedKind): readonly ShapeWord[] =>
  (Object.keys(shapeFacts) as ShapeWord[]).filter(word => shapeFacts[word].fits.includes(kind))

/** The codes, numbers or truth values that a shape compares with as such, and not by their size. */
export const scalarsOf = (shape: Shape): readonly Scalar[] =>
  shapeFacts[wordOf(shape)].codes === undefined ? [] : operandsOf(shape)

/** Whether a shape compares a number that stands in place of a code. */
export const readsNumerals = (shape: Shape): boolean => shapeFacts[wordOf(shape)].numerals === true

/** The bounds with which a shape compares the size of a value. */
export const boundsOf = (shape: Shape): readonly Bound[] =>
  readsNumerals(shape) ? (operandsOf(shape) as readonly Bound[]) : []

/** Whether a value that is this code may meet a shape. */
export const admitsCode = (shape: Shape, code: string): boolean => {
  if (shape === 'is unknown') return false
  const { codes } = shapeFacts[wordOf(shape)]
  return codes === undefined || operandsOf(shape).map(String).includes(code) === (codes === 'those')
}

/** A shape in words: `is at least 18`, `is one of a, b`. */
export const shapeWords = (shape: Shape): string => {
  const operands = operandsOf(shape).map(String)
  return [shapeFacts[wordOf(shape)].words, operands.join(wordOf(shape) === 'between' ? ' and ' : ', ')].join(' ').trim()
}
