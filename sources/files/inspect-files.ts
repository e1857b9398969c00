import { basename } from 'node:path'
import { withParts } from '../../protocol/facts/part-files.js'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { ExportUnreadable, MappingIncomplete, shownName } from '../errors.js'
import { findExports, type FoundExport } from './find-exports.js'
import { ofSeveral } from './of-several.js'
import { inOrderOfJoins } from './order-of-joins.js'
import { blankRows } from './receipt.js'
import type { ColumnTable } from '../column-table.js'
import { lookingForSheet } from '../look/gap-of-sheet.js'
import { lookAtFile } from '../look/look-at-file.js'
import { otherKeys } from '../look/other-keys.js'
import { readColumns } from '../read-columns.js'
import { shapedTable } from '../shaped-table.js'
import { literalsOf, type Told, toldLiteral } from '../../words/told.js'

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

type Found = { readonly fileId: string; readonly names: Pick<InspectedFile, 'file' | 'told'> } & (
  FoundExport | { readonly problems: readonly string[] }
)

const problemsOf = (error: unknown): readonly string[] => {
  if (error instanceof MappingIncomplete) return [error.found, ...error.local]
  if (!(error instanceof ExportUnreadable)) throw error
  const { reason, local } = error
  return local === null ? [reason] : [reason, local]
}

const found = async (folder: string, mapping: SiteMapping, fileId: string): Promise<readonly Found[]> => {
  const definition = mapping.files[fileId]!
  const names = { file: shownName(definition.name), told: toldLiteral(definition.name, literalsOf(mapping)) }
  try {
    const all = await findExports(folder, { ...mapping, files: { [fileId]: definition } })
    return all.map(one => ({ ...one, names: { file: shownName(basename(one.path)), told: one.file } }))
  } catch (error) {
    return [{ fileId, names, problems: problemsOf(error) }]
  }
}

type Read = (written: ExportFile) => Promise<ColumnTable>

// Who mistook how a text is written hears at once what else does not fit: it is read as it looks, too.
const alsoAsItLooks = async (
  { file, path }: FoundExport,
  declared: ExportFile,
  problems: readonly string[],
  read: Read,
): Promise<readonly string[]> => {
  const [look] = await lookAtFile(file, path).catch(() => [])
  if (look === undefined || look.headless || look.definition.encoding === undefined) return problems
  const changed = otherKeys(declared, look.definition)
  if (changed.said.length === 0) return problems
  try {
    await read({ ...declared, ...changed.keys })
    return [...problems, `it reads with ${changed.said}`]
  } catch (error) {
    const [first, ...others] = problemsOf(error)
    // A look at a spoilt file may go astray: then none of its columns is found.
    const isAstray = error instanceof MappingIncomplete && error.gap.missing.length === error.gap.named.length
    return isAstray || first === problems[0]
      ? problems
      : [...problems, `read with ${changed.said}: ${first ?? ''}`, ...others]
  }
}

const inspectFile = async (
  mapping: SiteMapping,
  one: Found,
  shaped: Map<string, ColumnTable>,
): Promise<InspectedFile> => {
  const { fileId, names } = one
  const none = { fileId, ...names, table: null, blankRows: 0 }
  if ('problems' in one) return { ...none, problems: one.problems }
  const definition = mapping.files[fileId]!
  const read = async (written: ExportFile): Promise<ColumnTable> => {
    const asked = { site: mapping.site, file: one.file, path: one.path, received: basename(one.path) }
    const { table } = await readColumns({ ...asked, definition: written })
    const files = { ...mapping.files, [fileId]: written }
    return shapedTable(table, { ...mapping, files }, fileId, one.file, shaped)
  }
  try {
    const own = await lookingForSheet(one.path, definition.sheet, () => read(definition))
    shaped.set(fileId, own)
    const notes = [...own.notes, ...ofSeveral(one, toldLiteral(definition.name, literalsOf(mapping)))]
    const table = { ...own, notes }
    return { ...none, table, blankRows: blankRows(table, definition), problems: [] }
  } catch (error) {
    const problems = problemsOf(error)
    // What lacks columns has been looked at by then.
    const isTold = error instanceof MappingIncomplete
    return { ...none, problems: isTold ? problems : await alsoAsItLooks(one, definition, problems, read) }
  }
}

/**
 * Finds and reads the files of a site for a person who looks at them: nothing is thrown for what is wrong with a file, and no
 * file hides what is wrong with another.
 */
export const inspectFiles = async (folder: string, mapping: SiteMapping): Promise<readonly InspectedFile[]> => {
  const all = (await Promise.all(Object.keys(mapping.files).map(id => found(folder, mapping, id)))).flat()
  const ids = all.map(({ fileId }) => fileId)
  const ofParts = withParts(mapping, ids)
  const shaped = new Map<string, ColumnTable>()
  const files: InspectedFile[] = []
  for (const one of inOrderOfJoins(ofParts, all)) files.push(await inspectFile(ofParts, one, shaped))
  return files.sort((one, other) => ids.indexOf(one.fileId) - ids.indexOf(other.fileId))
}
