import { createHash, type Hash } from 'node:crypto'
import { fieldColumns, type TroubledCell } from '../harmonize/blocks/field-origins.js'
import { blockRows, codeBlocks, type Codes, codesFor } from '../harmonize/codes.js'
import type { HarmonizedSite } from '../harmonize/harmonize-site.js'
import type { SharedColumns, SharedField } from '../harmonize/shared-columns.js'
import { deliveredParts } from '../protocol/facts/mapping-blocks.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { domainNames } from '../protocol/schema/domains.js'
import { literalsOf } from '../words/told.js'

/** All that the cohort reads of a site: its subjects and rows, what holds their cells, and what its mapping says of them. */
export interface SiteRows {
  readonly mapping: SiteMapping
  readonly harmonized: Pick<HarmonizedSite, 'subjects' | 'held' | 'fileIds' | 'domains'>
  readonly troubled: readonly TroubledCell[]
}

// So many keys are one text to be hashed.
const keysAtOnce = 10_000

/** The codes that rows have, ascending. */
const occurring = (codes: Codes, distinct: number): readonly number[] => {
  const met = new Uint8Array(distinct)
  for (const { codes: block } of codeBlocks(codes)) {
    for (let row = 0; row < block.length; row += 1) met[block[row]!] = 1
    // Most columns have shown all of their codes soon, but for the first, which stands for no value.
    if (met.indexOf(0, 1) !== -1) continue
    if (codes.includes(0)) met[0] = 1
    break
  }
  return Array.from(met.keys()).filter(code => met[code] === 1)
}

/** The codes of fields that rows have, found once for all who ask. */
type CodesMet = ReadonlyMap<SharedField, readonly number[]>

/** The received units that stand in the mapping, and so may be shown. */
const mappedUnits = (mapping: SiteMapping, fields: CodesMet): readonly string[] => {
  const literals = literalsOf(mapping)
  const units = new Set<string>()
  for (const [{ values }, met] of fields) {
    for (const code of met) {
      const value = values[code] ?? null
      if (value?.kind !== 'quantity') continue
      for (const unit of [value.unit, value.receivedUnit]) if (unit !== null && literals.has(unit)) units.add(unit)
    }
  }
  return [...units].sort()
}

const addBytes = (hash: Hash, { buffer, byteOffset, byteLength }: Codes): Hash =>
  hash.update(new Uint8Array(buffer, byteOffset, byteLength))

/** Hashes texts and each row's place among them, whatever numbers stood for the texts: those that occur, in their order. */
const addCoded = (hash: Hash, codes: Codes, texts: readonly string[], met: readonly number[]): void => {
  const own = met
    .map(code => ({ code, text: texts[code]! }))
    .sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
  const places = new Int32Array(texts.length)
  const distinct: string[] = []
  for (const { code, text } of own) {
    if (distinct.at(-1) !== text) distinct.push(text)
    places[code] = distinct.length - 1
  }
  hash.update(`${JSON.stringify(distinct)}\n`)
  const room = Math.min(blockRows, codes.length)
  const [canonical, wide] = [codesFor(distinct.length, room), new Int32Array(room)]
  for (const { codes: block } of codeBlocks(codes)) {
    // Rows of one file, or of one test, all stand at the first place.
    if (distinct.length > 1) {
      for (let row = 0; row < block.length; row += 1) wide[row] = places[block[row]!]!
      canonical.set(wide.subarray(0, block.length))
    }
    addBytes(hash, canonical.subarray(0, block.length))
  }
}

const addColumns = (
  hash: Hash,
  { starts, files, rows, fields }: SharedColumns,
  fileIds: readonly string[],
  met: CodesMet,
): void => {
  addBytes(hash, starts)
  addCoded(hash, files, fileIds, occurring(files, fileIds.length))
  addBytes(hash, rows)
  for (const [name, field] of Object.entries(fields)) {
    hash.update(`${name}\n`)
    const texts = field.values.map(value => JSON.stringify(value))
    addCoded(hash, field.codes, texts, met.get(field)!)
  }
}

const addAll = (hash: Hash, texts: readonly unknown[]): void => {
  for (let start = 0; start < texts.length; start += keysAtOnce) {
    hash.update(`${JSON.stringify(texts.slice(start, start + keysAtOnce))}\n`)
  }
}

const inOrder = (texts: readonly string[]): readonly string[] => [...texts].sort()

/**
 * SHA-256 over a site's rows: their values, and their places as file id and row. Neither the files' names nor the hashes of
 * their bytes are in it: a file that is saved again under another name gives the same rows. Nor is it told by which numbers
 * values are coded.
 */
export const rowsHash = ({ mapping, harmonized, troubled }: SiteRows): string => {
  const hash = createHash('sha256')
  const { subjects, held, fileIds, domains } = harmonized
  const fields = Object.values(domains).flatMap(columns => Object.values(columns.fields))
  const met: CodesMet = new Map(fields.map(field => [field, occurring(field.codes, field.values.length)]))
  addAll(hash, [mapping.site, deliveredParts(mapping), mappedUnits(mapping, met), fieldColumns(mapping)])
  addAll(hash, subjects.keys)
  addAll(hash, subjects.linkKeys)
  addAll(
    hash,
    [...held].sort(([one], [other]) => one - other),
  )
  for (const domain of domainNames) {
    const columns = domains[domain]
    hash.update(`${domain} ${columns?.count ?? 0}\n`)
    if (columns !== undefined) addColumns(hash, columns, fileIds, met)
  }
  addAll(hash, inOrder(troubled.map(({ fileId, row, column, kind }) => JSON.stringify([fileId, row, column, kind]))))
  return hash.digest('hex')
}
