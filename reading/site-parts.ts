import { type Codes, codesFor } from '../harmonize/codes.js'
import type { ReceivedColumn, ReceivedSite, ReceivedTable } from '../harmonize/received-site.js'
import type { Cell } from '../sources/source-record.js'
import type { Told } from '../words/told.js'

/** What passed the door by parts, so that no message is large; those of a table follow its beginning. */
export type SitePart =
  | { readonly of: 'subjects'; readonly keys: readonly string[]; readonly openIds: readonly string[] | null }
  | ({ readonly of: 'table'; readonly hasLinks: boolean } & Pick<ReceivedTable, 'fileId' | 'file' | 'sheet' | 'count'>)
  | {
      readonly of: 'rows'
      readonly at: number
      readonly rows: Int32Array
      readonly subjects: Int32Array
      readonly links: Int32Array | null
    }
  | { readonly of: 'link keys'; readonly keys: readonly string[] }
  | { readonly of: 'held'; readonly held: readonly (readonly [number, Told])[] }
  | { readonly of: 'cells'; readonly column: string; readonly cells: readonly Cell[] }
  /** After all cells of the column. */
  | { readonly of: 'codes'; readonly column: string; readonly at: number; readonly codes: Codes }

const mostNumbers = 1 << 18
const mostTexts = 10_000

const pieces = function* (count: number, most: number): Generator<readonly [number, number]> {
  for (let at = 0; at < count; at += most) yield [at, Math.min(at + most, count)]
}

const partsOfTable = function* (table: ReceivedTable): Generator<SitePart> {
  const { fileId, file, sheet, count, rows, subjects, links, linkKeys, held, columns } = table
  yield { of: 'table', fileId, file, sheet, count, hasLinks: links !== null }
  for (const [at, end] of pieces(count, mostNumbers)) {
    yield {
      of: 'rows',
      at,
      rows: rows.subarray(at, end),
      subjects: subjects.subarray(at, end),
      links: links?.subarray(at, end) ?? null,
    }
  }
  for (const [at, end] of pieces(linkKeys.length, mostTexts)) yield { of: 'link keys', keys: linkKeys.slice(at, end) }
  const entries = [...held]
  for (const [at, end] of pieces(entries.length, mostTexts)) yield { of: 'held', held: entries.slice(at, end) }
  for (const [column, { codes, cells }] of columns) {
    for (const [at, end] of pieces(cells.length, mostTexts)) {
      yield { of: 'cells', column, cells: cells.slice(at, end) }
    }
    for (const [at, end] of pieces(count, mostNumbers))
      yield { of: 'codes', column, at, codes: codes.subarray(at, end) }
  }
}

/** Takes a site apart. */
export const partsOf = function* ({ subjects: { keys, openIds }, tables }: ReceivedSite): Generator<SitePart> {
  yield { of: 'subjects', keys: [], openIds: openIds && [] }
  for (const [at, end] of pieces(keys.length, mostTexts)) {
    yield { of: 'subjects', keys: keys.slice(at, end), openIds: openIds?.slice(at, end) ?? null }
  }
  for (const table of tables) yield* partsOfTable(table)
}

interface TableTogether extends ReceivedTable {
  readonly linkKeys: string[]
  readonly held: Map<number, Told>
  readonly columns: Map<string, ReceivedColumn & { readonly cells: Cell[] }>
}

/** Puts the parts of a site together again, in the order in which it was taken apart. */
export class SiteTogether {
  private readonly keys: string[] = []
  private openIds: string[] | null = null
  private readonly tables: TableTogether[] = []

  /** Takes the next part. */
  take(part: SitePart): void {
    if (part.of === 'subjects') {
      for (const key of part.keys) this.keys.push(key)
      if (part.openIds === null) return
      this.openIds ??= []
      for (const id of part.openIds) this.openIds.push(id)
    } else if (part.of === 'table') this.tables.push(begun(part))
    else this.takeOfTable(part)
  }

  /** The site, once all parts came. */
  site(): ReceivedSite {
    return { subjects: { keys: this.keys, openIds: this.openIds }, tables: this.tables }
  }

  private takeOfTable(part: Exclude<SitePart, { readonly of: 'subjects' | 'table' }>): void {
    const table = this.tables.at(-1)
    if (table === undefined) return
    if (part.of === 'rows') {
      table.rows.set(part.rows, part.at)
      table.subjects.set(part.subjects, part.at)
      if (part.links !== null) table.links?.set(part.links, part.at)
    } else if (part.of === 'link keys') table.linkKeys.push(...part.keys)
    else if (part.of === 'held') for (const [row, why] of part.held) table.held.set(row, why)
    else if (part.of === 'cells') {
      const column = table.columns.get(part.column)
      if (column === undefined) table.columns.set(part.column, { codes: codesFor(0, 0), cells: [...part.cells] })
      else column.cells.push(...part.cells)
    } else {
      const column = table.columns.get(part.column)
      if (column === undefined) return
      if (part.at === 0) {
        table.columns.set(part.column, { ...column, codes: codesFor(column.cells.length, table.count) })
      }
      table.columns.get(part.column)?.codes.set(part.codes, part.at)
    }
  }
}

const begun = ({
  fileId,
  file,
  sheet,
  count,
  hasLinks,
}: Extract<SitePart, { readonly of: 'table' }>): TableTogether => ({
  fileId,
  file,
  sheet,
  count,
  rows: new Int32Array(count),
  subjects: new Int32Array(count),
  links: hasLinks ? new Int32Array(count) : null,
  linkKeys: [],
  held: new Map(),
  columns: new Map(),
})
