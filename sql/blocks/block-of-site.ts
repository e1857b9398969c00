import type { SharedColumns } from '../../harmonize/shared-columns.js'
import type { SharedDomain } from '../../harmonize/shared-domain.js'
import type { SharedSite } from '../../harmonize/shared-site.js'
import type { ColumnsInParts, SiteInParts, ValueParts } from '../../harmonize/value-parts.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import { type FieldOfSite, fieldOfSite, mostInCommon } from './field-of-site.js'
import { inOrder } from './local-codes.js'

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

type Values = SharedDomain['values'][string]

/** The values of fields as texts, each made once. */
const textsOf = (values: SharedDomain['values']) => {
  const fields = new Map(
    Object.entries(values).map(([name, own]: readonly [string, Values]) => {
      const texts: string[] = []
      return [name, (code: number): string => (texts[code] ??= JSON.stringify(own[code]))] as const
    }),
  )
  return (name: string): ((code: number) => string) => fields.get(name)!
}

/** Compares two rows by what they say, as texts of JSON compare; 0 where they say the same. */
const comparison = (
  fields: SharedColumns['fields'],
  textsIn: ReturnType<typeof textsOf>,
): ((one: number, other: number) => number) => {
  const columns = Object.entries(fields).map(([name, { codes }]) => ({ name, codes, textOf: textsIn(name) }))
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

const asTheyStand = (count: number): Int32Array => {
  const order = new Int32Array(count)
  for (let at = 0; at < count; at += 1) order[at] = at
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
  starts: Uint8Array,
): Int32Array | null => {
  let order: Int32Array | null = null
  for (let at = 1; at < rows.length; at += 1) {
    let place = at
    while (place > 0 && rows[place - 1] === rows[at] && files[place - 1] === files[at] && starts[place] === 0) {
      const before: number = order === null ? place - 1 : order[place - 1]!
      if (compare(before, at) <= 0) break
      order ??= asTheyStand(rows.length)
      order[place] = before
      place -= 1
    }
    if (order !== null) order[place] = at
  }
  return order
}

/** The fields of a domain, with what compares its rows. */
interface FieldsOfDomain {
  readonly fields: ReadonlyMap<string, FieldOfSite>
  readonly textsIn: ReturnType<typeof textsOf>
}

const inParts = (columns: SharedColumns, { fields, textsIn }: FieldsOfDomain): ColumnsInParts => {
  const { count, starts, files, rows } = columns
  const isStart = new Uint8Array(count + 1)
  for (let at = 0; at < starts.length; at += 1) isStart[starts[at]!] = 1
  // Rows change places among those of one file alone.
  const ownFiles = inOrder(files, null)
  const order = ordered(ownFiles, rows, comparison(columns.fields, textsIn), isStart)
  return {
    ...{ count, starts, rows, files: ownFiles },
    fields: Object.fromEntries(
      Object.entries(columns.fields).flatMap(([name, { codes }]) => {
        const own = fields.get(name)!.of(codes, order)
        return own === null ? [] : [[name, own] as const]
      }),
    ),
  }
}

/** The distinct values that fields have in all blocks of a batch, by the field: `lab.result`. */
export type SharedDictionary = ReadonlyMap<string, ValueParts>

/** A site's subjects and rows block by block. */
export interface SiteBlocks {
  readonly dictionary: SharedDictionary
  readonly blocks: Generator<SiteInParts>
}

/** The rows of some subjects, by domain, before they are cut. */
export type RowsOfSubjects = Readonly<Partial<Record<DomainName, SharedColumns>>>

const cut = function* (
  site: SharedSite,
  domains: ReadonlyMap<string, FieldsOfDomain>,
  hear: (rows: RowsOfSubjects) => void,
): Generator<SiteInParts> {
  const { subjects, fileIds } = site
  for (const { from, to } of blocksOf(site)) {
    const held = [...subjects.held].filter(([subject]) => subject >= from && subject < to)
    const rows = Object.entries(site.domains)
      .map(([name, domain]) => [name as DomainName, domain.between(from, to)] as const)
      .filter(([, { count }]) => count > 0)
    hear(Object.fromEntries(rows))
    yield {
      subjects: {
        keys: subjects.keys.slice(from, to),
        linkKeys: subjects.linkKeys.slice(from, to),
        marks: subjects.marks?.slice(from, to),
        held: new Map(held.map(([subject, because]) => [subject - from, because])),
      },
      fileIds,
      domains: Object.fromEntries(rows.map(([name, columns]) => [name, inParts(columns, domains.get(name)!)])),
    }
  }
}

/**
 * Cuts a site into blocks of subjects; the values of a field that is in the dictionary stand there and in no block. Who hears
 * is told the rows of each block before it.
 */
export const siteBlocks = (
  site: SharedSite,
  hear: (rows: RowsOfSubjects) => void = () => undefined,
  most = mostInCommon,
): SiteBlocks => {
  const dictionary = new Map<string, ValueParts>()
  const domains = new Map(
    Object.entries(site.domains).map(([name, { values }]) => {
      const fields = new Map(
        Object.entries(values).map(([field, own]: readonly [string, Values]) => {
          const found = fieldOfSite(own, most)
          if (found.dictionary !== null) dictionary.set(`${name}.${field}`, found.dictionary)
          return [field, found] as const
        }),
      )
      return [name, { fields, textsIn: textsOf(values) }] as const
    }),
  )
  return { dictionary, blocks: cut(site, domains, hear) }
}
