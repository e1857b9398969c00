import { basename } from 'node:path'
import type { SiteMapping } from '../protocol/site.js'
import { bindColumns } from './bind-columns.js'
import { ExportUnreadable, MappingIncomplete, shownName } from './errors.js'
import { findExports } from './find-exports.js'
import { readBytes } from './read-site.js'
import { readTable } from './read-table.js'
import type { SourceTable } from './source-record.js'

/** One file of a site as far as it can be read: its table with bound columns, or all that stands against it. */
export interface InspectedFile {
  readonly fileId: string
  /** Its received name, for the screen of who has the file only. */
  readonly file: string
  readonly table: SourceTable | null
  readonly problems: readonly string[]
}

// All headers may be shown here: the screen is that of the person who has the file.
const gapProblems = ({ found, gap }: MappingIncomplete): readonly string[] => [
  found,
  `its headers are ${gap.headers.map(name => `'${shownName(name)}'`).join(', ')}`,
]

/** Finds and reads one file of a site for a person who looks at it: nothing is thrown for what is wrong with the file. */
export const inspectFile = async (folder: string, mapping: SiteMapping, fileId: string): Promise<InspectedFile> => {
  const definition = mapping.files[fileId]
  if (definition === undefined) return { fileId, file: fileId, table: null, problems: ['is not in the mapping'] }
  let file = shownName(definition.name)
  try {
    const [found] = await findExports(folder, { ...mapping, files: { [fileId]: definition } })
    if (found === undefined) return { fileId, file, table: null, problems: ['is not there'] }
    const received = basename(found.path)
    file = shownName(received)
    const bytes = await readBytes(mapping.site, found.file, found.path)
    const table = await readTable(bytes, definition, received, mapping.site, found.file)
    return { fileId, file, table: bindColumns(table, mapping, fileId, found.file), problems: [] }
  } catch (error) {
    if (error instanceof MappingIncomplete) return { fileId, file, table: null, problems: gapProblems(error) }
    if (!(error instanceof ExportUnreadable)) throw error
    const { reason, local } = error
    return { fileId, file, table: null, problems: local === null ? [reason] : [reason, local] }
  }
}
