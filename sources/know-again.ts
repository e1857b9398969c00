import type { SiteMapping } from '../protocol/language/site.js'
import type { ColumnTable } from './column-table.js'
import { MappingIncomplete } from './errors.js'
import { type ReceivedHeader, receivedHeaders } from './received-headers.js'
import { toldLiteral } from '../words/told.js'

/** A table that lacks columns which the mapping names. */
export interface LackingTable {
  readonly fileId: string
  readonly missing: readonly string[]
  readonly table: ColumnTable
  readonly headers: readonly ReceivedHeader[]
}

/** Finds missing columns among those that the mapping does not name, by what they hold: the place of each, from 1. */
export type KnowAgain = (lacking: LackingTable) => ReadonlyMap<string, number>

/** Shapes a table; where it lacks columns, the error says which other ones hold the same. */
export const knowingAgain = <T>(
  table: ColumnTable,
  mapping: SiteMapping,
  fileId: string,
  knowAgain: KnowAgain,
  shape: () => T,
): T => {
  try {
    return shape()
  } catch (error) {
    if (!(error instanceof MappingIncomplete)) throw error
    const { gap } = error
    const isMissing = (name: string): boolean =>
      gap.missing.some(({ column }) => column === toldLiteral(name, gap.named))
    const missing = gap.named.filter(isMissing)
    const places = knowAgain({ fileId, missing, table, headers: receivedHeaders(table.header, mapping, fileId) })
    const alike = new Map([...places].map(([name, place]) => [toldLiteral(name, gap.named), place]))
    const known = gap.missing.map(one => ({ ...one, alike: alike.get(one.column) ?? null }))
    throw new MappingIncomplete(error.site, error.file, { ...gap, missing: known })
  }
}
