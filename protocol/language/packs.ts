import { z } from 'zod'
import { type MissingKind, missingKinds } from './mapping/missing-kinds.js'

/** The packs that ship: received words of one language with what they mean. */
export const packNames = ['zh', 'en'] as const

/** The name of a pack. */
export type PackName = (typeof packNames)[number]

/** The lists of codes that a field may take from packs, with the codes of each. */
export const packCodes = {
  result: ['negative', 'weak-positive', 'positive', 'borderline', 'trace'],
  'yes-no': ['yes', 'no'],
  sex: ['male', 'female'],
  ecog: ['0', '1', '2', '3', '4', '5'],
  'child-pugh-class': ['a', 'b', 'c'],
  'child-pugh-points': ['5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15'],
  bclc: ['0', 'a', 'b', 'c', 'd'],
  recist: ['cr', 'pr', 'sd', 'pd', 'ne'],
} as const

/** The name of a list of codes in packs. */
export type PackList = keyof typeof packCodes

const listNames = Object.keys(packCodes) as readonly PackList[]

const wordsSchema = z.array(z.string().min(1)).min(1)

const byMeaning = (meanings: readonly string[]) =>
  z.strictObject(Object.fromEntries(meanings.map(meaning => [meaning, wordsSchema.optional()])))

/** A file of `protocol/packs/`: the words of each list by what they mean, a code or a kind of missing. */
export const packSchema = z.strictObject({
  pack: z.enum(packNames),
  lists: z.strictObject({
    ...Object.fromEntries(listNames.map(list => [list, byMeaning([...packCodes[list], ...missingKinds]).optional()])),
    missing: byMeaning(missingKinds).optional(),
    unit: z.record(z.string(), wordsSchema).optional(),
  }),
})

/** A pack as read: by list and meaning, the words. */
export interface Pack {
  readonly pack: PackName
  readonly lists: Readonly<
    Partial<Record<PackList | 'missing' | 'unit', Readonly<Record<string, readonly string[] | undefined>>>>
  >
}

/** Whether a meaning of a pack's list is a kind of missing. */
export const isMissingKind = (meaning: string): meaning is MissingKind =>
  (missingKinds as readonly string[]).includes(meaning)

/** The packs that a study or site reads words of, in this order. */
export const packsSchema = z.array(z.enum(packNames)).min(1)

/** The list of the packs that a field takes: by its name, or with the study's own codes in place of the list's. */
export const packListSchema = z.union([
  z.enum(listNames),
  z.strictObject({
    list: z.enum(listNames),
    /** The list's code, or its kind of missing, to the study's own code. */
    as: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
])

/** How a field names a list of the packs. */
export type PackTaken = z.infer<typeof packListSchema>
