import { createHash, type Hash } from 'node:crypto'
import { fieldColumns, type TroubledCell } from '../harmonize/blocks/field-origins.js'
import { blockRows, codeBlocks, type Codes, codesFor } from '../harmonize/codes.js'
import type { HarmonizedSite } from '../harmonize/harmonize-site.js'
import type { SharedColumns } from '../harmonize/shared-columns.js'
import type { SharedDomain } from '../harmonize/shared-domain.js'
import { deliveredParts } from '../protocol/facts/mapping-blocks.js'
import { neverHad } from '../protocol/facts/nobody-had.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { type DomainName, domainNames } from '../protocol/schema/domains.js'
import type { RowsHash } from '../sql/shared-rows.js'
import { literalsOf } from '../words/told.js'

/** All that the cohort reads of a site: its subjects and rows, what holds their cells, and what its mapping says of them. */
export interface SiteRows {
  readonly mapping: SiteMapping
  readonly harmonized: Pick<HarmonizedSite, 'subjects' | 'held' | 'fileIds' | 'domains'>
  readonly troubled: readonly TroubledCell[]
}

// So many keys are one text to be hashed.
const keysAtOnce = 10_000

/** The received units that stand in the mapping, and so may be shown. */
const mappedUnits = (mapping: SiteMapping, domains: readonly SharedDomain[]): readonly string[] => {
  const literals = literalsOf(mapping)
  const units = new Set<string>()
  for (const value of domains.flatMap(({ values }) => Object.values(values).flat())) {
    if (value?.kind !== 'quantity') continue
    for (const unit of [value.unit, value.receivedUnit]) if (unit !== null && literals.has(unit)) units.add(unit)
  }
  return [...units].sort()
}

const addBytes = (hash: Hash, { buffer, byteOffset, byteLength }: Codes): Hash =>
  hash.update(new Uint8Array(buffer, byteOffset, byteLength))

/** Texts in their own order, and where each of those that codes mean stands among them. */
interface Places {
  readonly distinct: readonly string[]
  readonly places: Int32Array
}

const placesOf = (texts: readonly string[], met: Iterable<number>): Places => {
  const own = Array.from(met, code => ({ code, text: texts[code]! }))
  own.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
  const places = new Int32Array(texts.length)
  const distinct: string[] = []
  for (const { code, text } of own) {
    if (distinct.at(-1) !== text) distinct.push(text)
    places[code] = distinct.length - 1
  }
  return { distinct, places }
}

/** Hashes each row's place among the texts, whatever number stood for its text. */
const addCoded = (hash: Hash, codes: Codes, { distinct, places }: Places): void => {
  // Rows of one file, or of one test, all stand at the first place.
  if (distinct.length < 2) return
  const room = Math.min(blockRows, codes.length)
  const [canonical, wide] = [codesFor(distinct.length, room), new Int32Array(room)]
  for (const { codes: block } of codeBlocks(codes)) {
    for (let row = 0; row < block.length; row += 1) wide[row] = places[block[row]!]!
    canonical.set(wide.subarray(0, block.length))
    addBytes(hash, canonical.subarray(0, block.length))
  }
}

/** What the codes of a domain's columns mean, said once. */
interface DomainPlaces {
  readonly files: Places
  readonly fields: ReadonlyMap<string, Places>
}

const domainPlaces = ({ files, values }: SharedDomain, fileIds: readonly string[]): DomainPlaces => ({
  files: placesOf(fileIds, files),
  fields: new Map(
    Object.entries(values).map(([name, own]) => {
      const texts = own.map(value => JSON.stringify(value))
      // Nothing may stand in no row; of any other value there is one.
      return [name, placesOf(texts, texts.keys())] as const
    }),
  ),
})

const addColumns = (hash: Hash, { starts, files, rows, fields }: SharedColumns, places: DomainPlaces): void => {
  addBytes(hash, starts)
  addCoded(hash, files, places.files)
  addBytes(hash, rows)
  for (const [name, { codes }] of Object.entries(fields)) addCoded(hash, codes, places.fields.get(name)!)
}

const addAll = (hash: Hash, texts: readonly unknown[]): void => {
  for (let start = 0; start < texts.length; start += keysAtOnce) {
    hash.update(`${JSON.stringify(texts.slice(start, start + keysAtOnce))}\n`)
  }
}

const inOrder = (texts: readonly string[]): readonly string[] => [...texts].sort()

// The rows are hashed by ranges of subjects, whose borders follow from the rows alone; other borders are another version.
const version = 2

/**
 * SHA-256 over a site's rows: their values, and their places as file id and row. Neither the files' names nor the hashes of
 * their bytes are in it: a file that is saved again under another name gives the same rows. By which numbers values are
 * coded is in none of it. All rows have to be taken before it is asked for.
 */
export const rowsHash = ({ mapping, harmonized, troubled }: SiteRows): RowsHash => {
  const hash = createHash('sha256')
  const { subjects, held, fileIds, domains } = harmonized
  const present = domainNames.flatMap(name => (domains[name] === undefined ? [] : [domains[name]]))
  addAll(hash, [version, mapping.site, deliveredParts(mapping), mappedUnits(mapping, present), fieldColumns(mapping)])
  addAll(hash, neverHad(mapping))
  addAll(hash, subjects.keys)
  addAll(hash, subjects.linkKeys)
  // Rows of before had none, and their hashes stand.
  if (subjects.marks !== undefined) addAll(hash, ['marks', ...subjects.marks])
  addAll(
    hash,
    [...held].sort(([one], [other]) => one - other),
  )
  addAll(hash, inOrder(troubled.map(({ fileId, row, column, kind }) => JSON.stringify([fileId, row, column, kind]))))
  const places = new Map<DomainName, DomainPlaces>()
  for (const name of domainNames) {
    const domain = domains[name]
    if (domain === undefined) continue
    const own = domainPlaces(domain, fileIds)
    places.set(name, own)
    hash.update(`${name}\n${JSON.stringify(own.files.distinct)}\n`)
    for (const [field, { distinct }] of own.fields) hash.update(`${field}\n${JSON.stringify(distinct)}\n`)
  }
  return {
    take: rows => {
      for (const name of domainNames) {
        const columns = rows[name]
        hash.update(`${name} ${columns?.count ?? 0}\n`)
        if (columns !== undefined) addColumns(hash, columns, places.get(name)!)
      }
    },
    digest: () => hash.digest('hex'),
  }
}
