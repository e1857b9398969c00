import type { SharedColumns } from '../../harmonize/shared-columns.js'
import type { SharedSite } from '../../harmonize/shared-site.js'
import type { ColumnsInParts, SiteInParts, ValueParts } from '../../harmonize/value-parts.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import { type FieldOfSite, fieldOfSite, mostInCommon } from './field-of-site.js'
import { rowsOf } from './local-codes.js'

/** Subjects of a site, from one to before another. */
export interface SubjectsFromTo {
  readonly from: number
  readonly to: number
}

// So many are read and rewritten for one of them; each block has its own distinct values.
const mostSubjects = 8_192
const mostRows = 2 ** 18

/** The blocks that a site's subjects are kept in: fewer subjects where they have many rows. */
export const blocksOf = ({ subjects, domains }: SharedSite): readonly SubjectsFromTo[] => {
  const count = subjects.keys.length
  const starts = Object.values(domains).map(columns => columns.starts)
  const rowsBefore = (subject: number): number => starts.reduce((sum, of) => sum + of[subject]!, 0)
  const blocks: SubjectsFromTo[] = []
  for (let from = 0; from < count;) {
    const before = rowsBefore(from)
    let to = Math.min(from + mostSubjects, count)
    while (to > from + 1 && rowsBefore(to) - before > mostRows) to = from + Math.max(1, (to - from) >> 1)
    blocks.push({ from, to })
    from = to
  }
  return blocks
}

/** Compares two rows by what they say, as texts of JSON compare; 0 where they say the same. */
const comparison = (fields: SharedColumns['fields']): ((one: number, other: number) => number) => {
  const columns = Object.entries(fields).map(([name, { codes, values }]) => {
    const texts: string[] = []
    return { name, codes, textOf: (code: number) => (texts[code] ??= JSON.stringify(values[code])) }
  })
  // A row that ends stands after one that goes on.
  const nextName = (row: number, after: number): string =>
    columns.slice(after).find(({ codes }) => codes[row] !== 0)?.name ?? '~'
  return (one, other) => {
    for (let at = 0; at < columns.length; at += 1) {
      const { name, codes, textOf } = columns[at]!
      const left = codes[one]!
      const right = codes[other]!
      if (left === right) continue
      if (left === 0) return nextName(one, at) < name ? -1 : 1
      if (right === 0) return name < nextName(other, at) ? -1 : 1
      return textOf(left) < textOf(right) ? -1 : 1
    }
    return 0
  }
}

const fromTo = (from: number, to: number): Int32Array => {
  const order = new Int32Array(to - from)
  for (let at = 0; at < order.length; at += 1) order[at] = from + at
  return order
}

/**
 * Rows from one place of an export, which stand side by side, in the order of what they say, so that no mapping's order
 * decides; null where all of them stand so.
 */
const ordered = (
  files: Int32Array,
  rows: Int32Array,
  compare: (one: number, other: number) => number,
  from: number,
  starts: Uint8Array,
): Int32Array | null => {
  let order: Int32Array | null = null
  for (let at = 1; at < rows.length; at += 1) {
    const row = from + at
    let place = at
    while (place > 0 && rows[place - 1] === rows[at] && files[place - 1] === files[at] && starts[place] === 0) {
      const before = order === null ? from + place - 1 : order[place - 1]!
      if (compare(before, row) <= 0) break
      order ??= fromTo(from, from + rows.length)
      order[place] = before
      place -= 1
    }
    if (order !== null) order[place] = row
  }
  return order
}

const domainBlocks = (columns: SharedColumns, fields: readonly (readonly [string, FieldOfSite])[]) => {
  const { starts, files, rows } = columns
  const compare = comparison(columns.fields)
  return ({ from, to }: SubjectsFromTo): ColumnsInParts => {
    const [first, end] = [starts[from]!, starts[to]!]
    const own = starts.slice(from, to + 1)
    for (let at = 0; at < own.length; at += 1) own[at]! -= first
    const isStart = new Uint8Array(end - first + 1)
    for (let at = 0; at < own.length; at += 1) isStart[own[at]!] = 1
    const ownRows = rows.slice(first, end)
    // Rows change places among those of one file alone.
    const ownFiles = rowsOf(files, first, end, null)
    const order = ordered(ownFiles, ownRows, compare, first, isStart)
    return {
      count: end - first,
      starts: own,
      files: ownFiles,
      rows: ownRows,
      fields: Object.fromEntries(
        fields.flatMap(([name, field]) => {
          const own = field.between(first, end, order)
          return own === null ? [] : [[name, own] as const]
        }),
      ),
    }
  }
}

/** The distinct values that fields have in all blocks of a batch, by the field: `lab.result`. */
export type SharedDictionary = ReadonlyMap<string, ValueParts>

/** A site's subjects and rows block by block. */
export interface SiteBlocks {
  readonly dictionary: SharedDictionary
  readonly blocks: Generator<SiteInParts>
}

type DomainBlocks = readonly [name: string, of: ReturnType<typeof domainBlocks>]

const cut = function* (site: SharedSite, domains: readonly DomainBlocks[]): Generator<SiteInParts> {
  const { subjects, fileIds } = site
  for (const block of blocksOf(site)) {
    const held = [...subjects.held].filter(([subject]) => subject >= block.from && subject < block.to)
    yield {
      subjects: {
        keys: subjects.keys.slice(block.from, block.to),
        linkKeys: subjects.linkKeys.slice(block.from, block.to),
        held: new Map(held.map(([subject, because]) => [subject - block.from, because])),
      },
      fileIds,
      domains: Object.fromEntries(
        domains.map(([name, of]) => [name as DomainName, of(block)] as const).filter(([, { count }]) => count > 0),
      ),
    }
  }
}

/** Cuts a site into blocks of subjects; the values of a field that is in the dictionary stand there and in no block. */
export const siteBlocks = (site: SharedSite, most = mostInCommon): SiteBlocks => {
  const dictionary = new Map<string, ValueParts>()
  const domains = Object.entries(site.domains).map(([name, columns]): DomainBlocks => {
    const fields = Object.entries(columns.fields).map(([field, own]) => {
      const found = fieldOfSite(own, most)
      if (found.dictionary !== null) dictionary.set(`${name}.${field}`, found.dictionary)
      return [field, found] as const
    })
    return [name, domainBlocks(columns, fields)]
  })
  return { dictionary, blocks: cut(site, domains) }
}
