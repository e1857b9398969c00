import { mappedColumns } from '../protocol/mapped-columns.js'
import { nearestName } from '../protocol/nearest.js'
import type { SiteMapping } from '../protocol/site.js'
import { ExportUnreadable, MappingIncomplete } from './errors.js'
import type { SourceTable } from './source-record.js'

// Widths of letters, spaces and line breaks inside a header do not tell columns apart.
const plainHeader = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/g, '')

const namedColumns = (mapping: SiteMapping, fileId: string): readonly string[] => {
  const { subject, link, drop, through } = mappedColumns(mapping, fileId)
  return [...new Set([subject, link, ...drop, ...through].filter(column => column !== null))]
}

/** The columns that the mapping names and a table's header lacks, each with the nearest header. */
export const missingColumns = (
  { header }: SourceTable,
  mapping: SiteMapping,
  fileId: string,
): readonly { readonly column: string; readonly nearest: string | null }[] => {
  const there = new Set(header.map(plainHeader))
  return namedColumns(mapping, fileId)
    .filter(column => !there.has(plainHeader(column)))
    .map(column => ({ column, nearest: nearestName(column, header) }))
}

/**
 * Finds every column that the mapping names in a table's header and gives it the mapping's spelling; a missing or
 * doubled one refuses the file.
 */
export const bindColumns = (
  table: SourceTable,
  mapping: SiteMapping,
  fileId: string,
  fileName: string,
): SourceTable => {
  const places = new Map<string, number[]>()
  for (const [index, name] of table.header.entries()) {
    places.set(plainHeader(name), [...(places.get(plainHeader(name)) ?? []), index])
  }
  const header = [...table.header]
  for (const column of namedColumns(mapping, fileId)) {
    const found = places.get(plainHeader(column)) ?? []
    const exact = found.filter(index => table.header[index] === column)
    const [place, second] = exact.length === 1 ? exact : found
    if (place === undefined) {
      throw new MappingIncomplete(mapping.site, fileName, column, nearestName(column, table.header))
    }
    if (second !== undefined) {
      throw new ExportUnreadable(mapping.site, fileName, `the header '${column}' stands over ${found.length} columns`)
    }
    header[place] = column
  }
  const respelt = header.filter((name, index) => name !== table.header[index]).length
  if (respelt === 0) return table
  return { ...table, header, notes: [...table.notes, `${respelt} headers are spelt otherwise than in the mapping`] }
}
