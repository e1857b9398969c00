import { quantityOf } from '../checks/field-quantity.js'
import { codesReadWhere } from '../facts/code-readers.js'
import type { MissingKind } from '../language/mapping/missing-kinds.js'
import { isMissingKind, type Pack, packCodes, type PackTaken } from '../language/packs.js'
import type { SiteMapping } from '../language/site.js'
import type { Study } from '../language/study.js'
import { testsOf } from '../schema/analytes.js'
import { type DomainName, fieldsOf } from '../schema/domains.js'
import { wordForm } from '../schema/plain-text.js'
import { unitFactor } from '../schema/units.js'
import { codeInWords, isMapping } from '../words/schema-words.js'
import type { AnyList, PackWord } from './pack-words.js'
import { doubt, reject, type StudyFindings } from './study-findings.js'
import { meaningIn, wordsTaken } from './words-taken.js'
import type { Path } from './yaml-file.js'

/** A mapping as written, with the study and the packs that it is filled from. */
export interface ToFill {
  readonly site: string
  readonly mapping: SiteMapping
  readonly study: Study
  /** The packs that can be read, by name. */
  readonly packs: readonly Pack[]
}

/** Words for missing with their kinds. */
export type Missing = Readonly<Record<string, MissingKind>>

/** What a mapping says of a column, as written. */
export interface Written {
  readonly column?: string
  readonly codes?: Readonly<Record<string, string | number>>
  readonly missing?: Missing
  readonly pack?: PackTaken
  readonly unit?: unknown
  readonly [key: string]: unknown
}

/** A mapping while it is filled. */
export interface Filling extends ToFill {
  readonly findings: StudyFindings
  /** The words of a list in the packs that the site reads; a contradiction between packs is refused once. */
  readonly wordsOf: (list: AnyList, path: Path) => readonly PackWord[]
}

/** A field of a block with its place. */
export interface Place {
  readonly path: Path
  readonly domain: DomainName
  readonly field: string
  /** Codes of the row's other fields, as far as the mapping fixes them. */
  readonly known: Readonly<Record<string, readonly string[]>>
  readonly around: readonly Missing[]
}

/** The words for missing that a person wrote, without the packs. */
export const ownMissing = (missing: Missing | undefined): Missing =>
  Object.fromEntries(Object.entries(missing ?? {}).filter(([, kind]) => isMissingKind(kind)))

/** Whether the words for missing of the packs are asked for: `pack: missing` among words and kinds. */
const asksMissing = (missing: Missing | undefined): boolean =>
  (missing as Record<string, unknown> | undefined)?.['pack'] === 'missing'

/** Words for missing with those of the packs, where they are asked for; words written here or around win. */
export const filledMissing = (
  filling: Filling,
  path: Path,
  missing: Missing | undefined,
  around: readonly Missing[],
): Missing => {
  const own = ownMissing(missing)
  if (!asksMissing(missing)) return own
  const written = new Set([own, ...around].flatMap(words => Object.keys(words)).map(wordForm))
  const taken = filling.wordsOf('missing', [...path, 'pack']).filter(({ word }) => !written.has(wordForm(word)))
  return { ...own, ...Object.fromEntries(taken.map(({ word, meaning }) => [word, meaning as MissingKind])) }
}

/** What is said of a column, its words for missing written out. */
export const withMissing = (filling: Filling, path: Path, written: Written, around: readonly Missing[]): Written =>
  written.missing === undefined
    ? written
    : { ...written, missing: filledMissing(filling, [...path, 'missing'], written.missing, around) }

const tellTaken = (
  { findings, site }: Filling,
  path: Path,
  list: string,
  { unread, overruled, around }: ReturnType<typeof wordsTaken>,
): void => {
  const of = `site ${site}` as const
  const codes = Object.entries(unread)
  if (codes.length > 0) {
    const told = codes.map(([code, words]) => `${codeInWords(code)} (${String(words)} words)`).join(', ')
    const message = `no level or group of the study has ${told} of the list '${list}': such cells are held as unlisted; give them a code by 'as'`
    doubt(findings, { of, path: [...path, 'pack'], at: 'key', message })
  }
  for (const { word, under, packs } of overruled) {
    const message = `the word written here wins over the packs, which have ${codeInWords(packs)} for it in '${list}'`
    doubt(findings, { of, path: [...path, under, word], at: 'key', message })
  }
  if (around > 0) {
    const message = `words of the list '${list}' are words for missing of this file or site, which win (${String(around)} in all)`
    doubt(findings, { of, path: [...path, 'pack'], at: 'key', message })
  }
}

const checkRenamed = ({ findings, site }: Filling, path: Path, taken: PackTaken): void => {
  if (typeof taken === 'string') return
  const allowed: readonly string[] = packCodes[taken.list]
  for (const code of Object.keys(taken.as)) {
    if (allowed.includes(code) || isMissingKind(code)) continue
    const message = `found a code that the list '${taken.list}' does not have`
    reject(findings, {
      of: `site ${site}`,
      path: [...path, 'pack', 'as', code],
      at: 'key',
      message,
      found: code,
      allowed,
    })
  }
}

const filledCodes = (filling: Filling, place: Place, written: Written): Written => {
  const { pack: taken } = written
  const kind = fieldsOf(place.domain)[place.field]
  if (taken === undefined || kind === 'date') return written
  const list = typeof taken === 'string' ? taken : taken.list
  checkRenamed(filling, place.path, taken)
  const words = filling.wordsOf(list, [...place.path, 'pack'])
  if (
    kind === 'number' &&
    words.some(({ meaning }) => !isMissingKind(meaning) && typeof meaningIn(taken, meaning) !== 'number')
  ) {
    const message = `found the list '${list}' of codes in words, but '${place.field}' is a number`
    reject(filling.findings, { of: `site ${filling.site}`, path: [...place.path, 'pack'], message })
    return written
  }
  const readers = codesReadWhere(filling.study, place.domain, place.field, place.known)
  const own = { codes: written.codes ?? {}, missing: ownMissing(written.missing), around: place.around }
  const found = wordsTaken(taken, words, own, readers)
  tellTaken(filling, place.path, list, found)
  const missing = { ...written.missing, ...found.missing }
  return {
    ...written,
    codes: { ...found.codes, ...written.codes },
    ...(Object.keys(missing).length === 0 ? {} : { missing }),
  }
}

const filledUnit = (filling: Filling, place: Place, written: Written): Written => {
  const { unit } = written
  if (!isMapping(unit) || unit['pack'] !== 'unit') return written
  const quantities = quantityOf(place.domain, place.field, place.known['test'] ?? [], testsOf(filling.study))
  const converts = (name: string): boolean =>
    quantities.length === 0 ||
    quantities.some(([, quantity]) => quantity !== undefined && unitFactor(quantity, name) !== null)
  const own = (unit['codes'] ?? {}) as Readonly<Record<string, string>>
  const forms = new Set(Object.keys(own).map(wordForm))
  const words = filling
    .wordsOf('unit', [...place.path, 'unit', 'pack'])
    .filter(({ word, meaning }) => converts(meaning) && !forms.has(wordForm(word)))
  return {
    ...written,
    unit: { ...unit, codes: { ...Object.fromEntries(words.map(({ word, meaning }) => [word, meaning])), ...own } },
  }
}

/** A field as written with what it takes of packs: codes, units, words for missing. */
export const filledField = (filling: Filling, place: Place, written: unknown): unknown => {
  if (!isMapping(written) || 'constant' in written) return written
  const coded = filledUnit(filling, place, filledCodes(filling, place, written))
  return withMissing(filling, place.path, coded, place.around)
}
