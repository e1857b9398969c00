import type { SiteMapping } from '../protocol/site.js'
import { bindColumns, missingColumns } from './bind-columns.js'
import { ExportUnreadable } from './errors.js'
import { findExports } from './find-exports.js'
import { readBytes } from './read-site.js'
import { readTable } from './read-table.js'
import type { SourceTable } from './source-record.js'

/** One file of a site as far as it can be read: its table with bound columns, or all that stands against it. */
export interface InspectedFile {
  readonly fileId: string
  readonly file: string
  readonly table: SourceTable | null
  readonly problems: readonly string[]
}

const rowsLookedAt = 20

// A title above the header is the commonest reason why no column is found.
const headerBelow = ({ rows, ragged = [] }: SourceTable, missing: readonly string[]): string => {
  const found = [...rows.slice(0, rowsLookedAt), ...ragged.slice(0, rowsLookedAt)].find(({ cells }) => {
    const texts = new Set(cells.map(cell => (cell.kind === 'empty' ? '' : cell.text.trim())))
    return missing.filter(column => texts.has(column.trim())).length * 2 > missing.length
  })
  return found === undefined ? '' : `; row ${String(found.row)} has them: name it as the file's 'header'`
}

const columnProblems = (table: SourceTable, mapping: SiteMapping, fileId: string): readonly string[] => {
  const missing = missingColumns(table, mapping, fileId)
  if (missing.length === 0) return []
  const named = missing.map(({ column, nearest }) =>
    nearest === null ? `'${column}'` : `'${column}' (nearest: '${nearest}')`,
  )
  const headers = table.header.map(name => `'${name}'`).join(', ')
  const delimiter =
    table.header.length === 1 && /[;\t|]/.test(table.header[0] ?? '')
      ? "; it has one column only: name its 'delimiter'"
      : ''
  return [
    `lacks the columns ${named.join(', ')}`,
    `has the headers ${headers}${delimiter}${headerBelow(
      table,
      missing.map(({ column }) => column),
    )}`,
  ]
}

/** Finds and reads one file of a site for a person who looks at it: nothing is thrown for what is wrong with the file. */
export const inspectFile = async (folder: string, mapping: SiteMapping, fileId: string): Promise<InspectedFile> => {
  const definition = mapping.files[fileId]
  if (definition === undefined) return { fileId, file: fileId, table: null, problems: ['is not in the mapping'] }
  let file = definition.name
  try {
    const [found] = await findExports(folder, { ...mapping, files: { [fileId]: definition } })
    if (found === undefined) return { fileId, file, table: null, problems: ['is not there'] }
    file = found.file
    const table = await readTable(await readBytes(mapping.site, file, found.path), definition, file, mapping.site)
    const problems = columnProblems(table, mapping, fileId)
    return { fileId, file, table: problems.length === 0 ? bindColumns(table, mapping, fileId, file) : null, problems }
  } catch (error) {
    if (!(error instanceof ExportUnreadable)) throw error
    return { fileId, file, table: null, problems: [error.reason] }
  }
}
