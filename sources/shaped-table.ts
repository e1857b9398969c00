import { fileOfPart } from '../protocol/facts/part-files.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { bindColumns } from './bind-columns.js'
import type { ColumnTable } from './column-table.js'
import { ExportUnreadable, Unreadable } from './errors.js'
import { shapeTable } from './shape/shape-table.js'
import type { Told } from '../words/told.js'

/**
 * The table that the blocks of a mapping read: the columns of a file as they were read, bound to the mapping's names and
 * shaped, with the tables of the site that are already. What cannot be done is named with site and file.
 */
export const shapedTable = (
  read: ColumnTable,
  mapping: SiteMapping,
  fileId: string,
  fileName: Told,
  shaped: ReadonlyMap<string, ColumnTable>,
): ColumnTable => {
  const bound = bindColumns(read, mapping, fileId, fileName)
  const file = mapping.files[fileId]
  if (file === undefined) return bound
  const missing = [...Object.keys(mapping.missing), ...Object.keys(file.missing ?? {})]
  try {
    const tablesOf = (id: string) => [...shaped].flatMap(([part, table]) => (fileOfPart(part) === id ? [table] : []))
    return shapeTable(bound, { file, missing, tablesOf })
  } catch (error) {
    throw error instanceof Unreadable
      ? new ExportUnreadable(mapping.site, fileName, error.told, false, error.local)
      : error
  }
}
