import { basename } from 'node:path'
import type { SiteMapping } from '../../protocol/language/site.js'
import { bindColumns } from '../bind-columns.js'
import { ExportUnreadable, MappingIncomplete, shownName } from '../errors.js'
import { findExports } from './find-exports.js'
import { headerRows } from '../join-header.js'
import { blankRows } from './receipt.js'
import type { ColumnTable } from '../column-table.js'
import { readColumns } from '../read-columns.js'
import { literalsOf, type Told, toldId, toldLiteral } from '../../words/told.js'

/** One file of a site as far as it can be read: its table with bound columns, or all that stands against it. */
export interface InspectedFile {
  readonly fileId: string
  /** Its received name, for the screen of who has the file only. */
  readonly file: string
  /** The name that it is shown by wherever else it is named; the mapping's own where none was found. */
  readonly told: Told
  readonly table: ColumnTable | null
  /** Blank rows between its rows. */
  readonly blankRows: number
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
  if (definition === undefined) {
    return {
      fileId,
      file: fileId,
      told: toldId(fileId),
      table: null,
      blankRows: 0,
      problems: ['is not in the mapping'],
    }
  }
  let names = { file: shownName(definition.name), told: toldLiteral(definition.name, literalsOf(mapping)) }
  try {
    const [found] = await findExports(folder, { ...mapping, files: { [fileId]: definition } })
    if (found === undefined) return { fileId, ...names, table: null, blankRows: 0, problems: ['is not there'] }
    const received = basename(found.path)
    names = { file: shownName(received), told: found.file }
    const { table } = await readColumns({
      site: mapping.site,
      file: found.file,
      path: found.path,
      received,
      definition,
    })
    const bound = bindColumns(table, mapping, fileId, found.file)
    const blank = blankRows(bound, Math.max(...headerRows(definition.header)))
    return { fileId, ...names, table: bound, blankRows: blank, problems: [] }
  } catch (error) {
    if (error instanceof MappingIncomplete)
      return { fileId, ...names, table: null, blankRows: 0, problems: gapProblems(error) }
    if (!(error instanceof ExportUnreadable)) throw error
    const { reason, local } = error
    return { fileId, ...names, table: null, blankRows: 0, problems: local === null ? [reason] : [reason, local] }
  }
}
