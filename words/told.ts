import { cutToBytes } from './cut-to-bytes.js'
import { shownSigns } from './shown-signs.js'

declare const brand: unique symbol

/**
 * A text that may leave: into Temporal, the database, a mail, a workbook, a terminal. Made of fixed words, numbers, ids,
 * days and texts that stand literally in a study or mapping; at most 1 KB, without signs that nobody sees.
 */
export type Told = string & { readonly [brand]: true }

/** What may stand in a told text: a number, a told text, or a word that is fixed in the code, known by its literal type. */
type Insert<Part> = Part extends number | Told
  ? Part
  : // Of texts that are not listed one by one a record would need no entry.
    Part extends string
    ? Partial<Record<'fixed', 1>> extends Record<Part, 1>
      ? never
      : Part
    : never

const mostBytes = 1_024

const bounded = (text: string): Told => cutToBytes(text, mostBytes) as Told

/** Tells a text of fixed words with numbers and told texts in it; a text of any other origin does not compile. */
export const told = <const Parts extends readonly (string | number)[]>(
  words: TemplateStringsArray,
  ...inserts: { readonly [At in keyof Parts]: Insert<Parts[At]> }
): Told => bounded(words.map((word, at) => `${at === 0 ? '' : String(inserts[at - 1])}${word}`).join(''))

/** Tells several texts as one, such as a list of names. */
export const toldAll = (
  texts: readonly Told[],
  between: ', ' | '; ' | ' or ' | ' and ' | ' and the ' | ' / ' | ' ' | '–' = ', ',
): Told => bounded(texts.join(between))

const idForm = /^[\p{ASCII}]{1,256}$/u
const idSigns = /^[A-Za-z0-9][A-Za-z0-9._+:/-]*$/

/** Tells an id of ours or of the study language, an error's class or a code of a program; what is written otherwise is none. */
export const toldId = (id: string): Told => (idForm.test(id) && idSigns.test(id) ? (id as Told) : told`(no id)`)

/** Tells a calendar day, month or year. */
export const toldDay = (day: string): Told => (/^\d{4}(-\d\d){0,2}$/.test(day) ? (day as Told) : told`(no day)`)

/** Tells a number as it is shown, with its relation or percent sign, or the word for one that there is not. */
export const toldNumber = (shown: string): Told =>
  /^(?:[<>≤≥]?-?\d[\d.,]*(?:e[+-]\d+)?%?|n\.[er]\.)$/.test(shown) && shown.length <= 40
    ? (shown as Told)
    : told`(no number)`

/** Tells a text that stands literally in a mapping or study, checked against what stands there; another is told as none. */
export const toldLiteral = (text: string, literals: ReadonlySet<string> | readonly string[]): Told => {
  const stands = 'has' in literals ? literals.has(text) : literals.includes(text)
  return stands ? bounded(shownSigns(text)) : told`(a name that is not in the mapping)`
}

/** Tells where a thing whose name nobody may see stands among its like: `sheet 3 of 12`. */
export const toldPlace = (thing: 'sheet' | 'column' | 'file' | 'row', at: number, of?: number): Told =>
  of === undefined ? told`${thing} ${at}` : told`${thing} ${at} of ${of}`

/** Tells again what was told before and kept in between, in a database or in Temporal: cleaned and cut like all. */
export const retold = (kept: string): Told => bounded(shownSigns(kept))

const literals = new WeakMap<object, ReadonlySet<string>>()

const collect = (part: unknown, found: Set<string>): void => {
  if (typeof part === 'string') found.add(part)
  if (typeof part !== 'object' || part === null) return
  for (const [key, value] of Object.entries(part)) {
    if (!Array.isArray(part)) found.add(key)
    collect(value, found)
  }
}

/** Every text that stands literally in a mapping or study: its names and values, however deep. */
export const literalsOf = (root: object): ReadonlySet<string> => {
  const known = literals.get(root)
  if (known !== undefined) return known
  const found = new Set<string>()
  collect(root, found)
  literals.set(root, found)
  return found
}

/** A told text in so many bytes at most, so that what has to stand behind it still finds its place. */
export const shortened = (text: Told, bytes: number): Told => cutToBytes(text, bytes) as Told
