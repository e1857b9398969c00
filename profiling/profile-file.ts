import type { FileProfile, TableProfile } from '../protocol/language/profile-schema.js'
import type { ColumnTable } from '../sources/column-table.js'
import { ExportUnreadable } from '../sources/errors.js'
import { blankRows } from '../sources/files/receipt.js'
import { type LookedAt, lookAtFile } from '../sources/look/look-at-file.js'
import { type ReadColumns, readColumns } from '../sources/read-columns.js'
import { shownSigns } from '../words/shown-signs.js'
import { told } from '../words/told.js'
import { profileTable } from './profile-table.js'

const asked = (path: string, received: string, { definition }: LookedAt) => ({
  ...{ site: '-', file: told`the file`, path, received, definition },
})

const described = ({ definition, sheet, hidden, doubts }: LookedAt): Omit<TableProfile, 'refused'> => ({
  sheet: sheet === null ? null : shownSigns(sheet),
  hidden,
  encoding: sheet === null ? (definition.encoding ?? null) : null,
  delimiter: sheet === null ? (definition.delimiter ?? ',') : null,
  header: definition.header,
  ...{ rows: 0, blankRows: 0, raggedRows: 0, notes: [...doubts], columns: [] },
})

const tableOf = (look: LookedAt, { table }: ReadColumns): TableProfile => ({
  ...described(look),
  refused: null,
  rows: table.rows.length,
  blankRows: blankRows(table, look.definition),
  raggedRows: table.issues.length,
  notes: [...new Set([...look.doubts, ...table.notes])],
  columns: [...profileTable(table, !look.headless)],
})

/** Hears of each table that was read, with its profile. */
export type HearTable = (profile: TableProfile, table: ColumnTable) => void

/** Looks at one file without a mapping and tells what can be seen of each table in it; a table that cannot be read says why. */
export const profileFile = async (
  path: string,
  received: string,
  hear: HearTable = () => undefined,
): Promise<FileProfile> => {
  const file = shownSigns(received)
  try {
    const tables: TableProfile[] = []
    let bytes: number | null = null
    for (const look of await lookAtFile(told`the file`, path)) {
      try {
        const read = await readColumns(asked(path, received, look))
        bytes = read.bytes
        const table = tableOf(look, read)
        tables.push(table)
        hear(table, read.table)
      } catch (error) {
        if (!(error instanceof ExportUnreadable)) throw error
        tables.push({ ...described(look), refused: error.reason })
      }
    }
    const [only] = tables
    // A file that is no table at all has no table that could be told of.
    if (tables.length === 1 && only?.sheet === null && only.refused !== null)
      return { file, bytes, refused: only.refused, tables: [] }
    return { file, bytes, refused: null, tables }
  } catch (error) {
    if (!(error instanceof ExportUnreadable)) throw error
    return { file, bytes: null, refused: error.reason, tables: [] }
  }
}
