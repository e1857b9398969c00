import { codesFor, GrowingCodes } from '../../harmonize/codes.js'
import type { BegunTable, ReceivedPart, ReceivedRows } from '../../harmonize/received-parts.js'
import type { ReceivedSite, ReceivedTable } from '../../harmonize/received-site.js'
import { textsOf } from '../../harmonize/text-run.js'
import type { PassedSite } from '../../reading/passed-site.js'
import type { Cell } from '../../sources/source-record.js'
import type { PassedWhole } from './pass-rows.js'

interface TableOfParts extends BegunTable {
  readonly linkKeys: string[]
  readonly cells: readonly Cell[][]
  readonly parts: ReceivedRows[]
}

const joined = (arrays: readonly Int32Array[], count: number): Int32Array => {
  const all = new Int32Array(count)
  let at = 0
  for (const own of arrays) {
    all.set(own, at)
    at += own.length
  }
  return all
}

const tableOf = ({ fileId, file, sheet, columns, linkKeys, cells, parts }: TableOfParts): ReceivedTable => {
  const count = parts.reduce((sum, { rows }) => sum + rows.length, 0)
  const held: [number, ReceivedRows['held'][number][1]][] = []
  const codes = cells.map(own => {
    const grown = new GrowingCodes(count)
    grown.codes = codesFor(own.length, count)
    return grown
  })
  let at = 0
  for (const part of parts) {
    for (const [row, why] of part.held) held.push([at + row, why])
    part.codes.forEach((own, column) => codes[column]?.put(Int32Array.from(own), at, cells[column]?.length ?? 0))
    at += part.rows.length
  }
  const links = parts.flatMap(part => (part.links === null ? [] : [part.links]))
  return {
    ...{ fileId, file, sheet, count, linkKeys, held: new Map(held) },
    rows: joined(
      parts.map(part => part.rows),
      count,
    ),
    subjects: joined(
      parts.map(part => part.subjects),
      count,
    ),
    links: links.length === parts.length ? joined(links, count) : null,
    columns: new Map(columns.map((name, column) => [name, { codes: codes[column]!.codes, cells: cells[column]! }])),
  }
}

/** Puts the parts of a site together again. */
export const siteTogether = async (
  parts: AsyncIterable<ReceivedPart> | Iterable<ReceivedPart>,
): Promise<ReceivedSite> => {
  const [keys, openIds]: [string[], string[]] = [[], []]
  const tables: TableOfParts[] = []
  let isOpen = false
  for await (const part of parts) {
    const table = tables.at(-1)
    if (part.of === 'subjects') {
      const ends = textsOf(part.ends)
      keys.push(...ends.map(end => part.beginning + end))
      if (part.open) openIds.push(...ends)
      isOpen ||= part.open
    } else if (part.of === 'table') tables.push({ ...part, linkKeys: [], cells: part.columns.map(() => []), parts: [] })
    else if (part.of === 'link keys') table?.linkKeys.push(...part.keys)
    else if (part.of === 'cells') table?.cells[part.column]?.push(...part.cells)
    else table?.parts.push(part)
  }
  return { subjects: { keys, openIds: isOpen ? openIds : null }, tables: tables.map(tableOf) }
}

/** What passed the door, whole. */
export const passedTogether = async ({ parts, ...said }: PassedSite): Promise<PassedWhole> => ({
  ...said,
  received: await siteTogether(parts),
  withheld: [],
})
