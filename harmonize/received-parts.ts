import type { Cell } from '../sources/source-record.js'
import type { Told } from '../words/told.js'
import type { Codes } from './codes.js'
import type { AdmittedSite, AdmittedTable, SomeSubjects } from './admitted-site.js'
import type { ReceivedTable } from './received-site.js'

/** Some rows of a table that passed the door, in the order of the file. */
export interface ReceivedRows {
  readonly of: 'rows'
  readonly rows: Int32Array
  readonly subjects: Int32Array
  readonly links: Int32Array | null
  /** By place among these rows. */
  readonly held: readonly (readonly [number, Told])[]
  /** Each column's codes, in the order in which the table begins with their names. */
  readonly codes: readonly Codes[]
}

/** The beginning of a table; what belongs to it follows, its rows last. */
export interface BegunTable extends Pick<ReceivedTable, 'fileId' | 'file' | 'sheet'> {
  readonly of: 'table'
  readonly columns: readonly string[]
}

/**
 * What passed the door by parts, so that neither a message nor who stores it is large: the subjects first, then table by
 * table what its rows' codes mean, then its rows; a table without rows has one part of none.
 */
export type ReceivedPart =
  | ({ readonly of: 'subjects' } & SomeSubjects)
  | BegunTable
  | { readonly of: 'link keys'; readonly keys: readonly string[] }
  /** Further distinct cells of the column at a place. */
  | { readonly of: 'cells'; readonly column: number; readonly cells: readonly Cell[] }
  | ReceivedRows

const mostRows = 16_384
const mostTexts = 10_000

const pieces = function* (count: number, most: number): Generator<readonly [from: number, to: number]> {
  for (let at = 0; at < count; at += most) yield [at, Math.min(at + most, count)]
}

const rowsOf = function* (table: AdmittedTable): Generator<ReceivedRows> {
  const { count, rowsIn, subjectsIn, links, columns } = table
  const held = [...table.held].sort(([one], [other]) => one - other)
  const codes = [...columns.values()].map(column => column.codes)
  let next = 0
  for (const [from, to] of count === 0 ? [[0, 0] as const] : pieces(count, mostRows)) {
    const first = next
    while (next < held.length && held[next]![0] < to) next += 1
    yield {
      of: 'rows',
      rows: rowsIn(from, to),
      subjects: subjectsIn(from, to),
      links: links?.subarray(from, to) ?? null,
      held: held.slice(first, next).map(([at, why]) => [at - from, why] as const),
      codes: codes.map(column => column.subarray(from, to)),
    }
  }
}

/** Takes a site that passed the door apart. */
export const partsOf = function* ({ subjects: { count, some }, tables }: AdmittedSite): Generator<ReceivedPart> {
  for (const [from, to] of pieces(count, mostRows)) yield { of: 'subjects', ...some(from, to) }
  for (const table of tables) {
    const { fileId, file, sheet, linkKeys, columns } = table
    yield { of: 'table', fileId, file, sheet, columns: [...columns.keys()] }
    for (const [from, to] of pieces(linkKeys.length, mostTexts))
      yield { of: 'link keys', keys: linkKeys.slice(from, to) }
    for (const [column, { cells }] of [...columns.values()].entries()) {
      for (const [from, to] of pieces(cells.length, mostTexts))
        yield { of: 'cells', column, cells: cells.slice(from, to) }
    }
    yield* rowsOf(table)
  }
}
