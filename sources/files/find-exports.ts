import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { partId } from '../../protocol/facts/part-files.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { fileNamePattern } from '../../protocol/facts/file-name-pattern.js'
import { dateInName, newestByName } from './date-in-name.js'
import { absent, type ListedFolder } from './absent-export.js'
import { fileFailure, inPlaceOfFile } from './file-failure.js'
import { isNoExport, isUnfinished } from './unfinished-name.js'
import { ExportUnreadable } from '../errors.js'
import { literalsOf, type Told, told, toldDay, toldLiteral } from '../../words/told.js'

/** The day that a file's received name tells, where it tells one: of the file with an id of the mapping. */
export type DayInName = (name: string, fileId: string) => string | null

/** An export file that a mapping asks for, found in the site's folder. */
export interface FoundExport {
  readonly fileId: string
  /** The name that it is shown by: the mapping's own, with the date found in the received one. */
  readonly file: Told
  readonly path: string
  readonly bytes: number
  /** How many other files fit its name and are older by the dates in their names: they are not read. */
  readonly older: number
  /** How many files fit the name and are read together; 1 where the newest counts. */
  readonly parts: number
}

const chosen = (site: string, pattern: Told, files: readonly string[]): string => {
  const newest = newestByName(files)
  if ('newest' in newest) return newest.newest
  throw new ExportUnreadable(
    site,
    pattern,
    told`${files.length} files fit, and ${newest.trouble}; write the date as 2024-03-31, or name one file in the mapping`,
  )
}

const exportsFolder = told`folder of exports`

const listFolder = async (site: string, folder: string): Promise<ListedFolder> => {
  try {
    // A link could lead to another site's exports, or to what is nobody's here.
    if ((await lstat(folder)).isSymbolicLink()) {
      throw new ExportUnreadable(
        site,
        exportsFolder,
        told`a symbolic link; links are not followed: let \`exports\` lead to the folder that holds the sites, each a folder of its own`,
      )
    }
    const entries = await readdir(folder, { withFileTypes: true })
    return {
      names: entries.flatMap(({ name }) => (isNoExport(name) ? [] : name)).sort(),
      folders: entries.flatMap(entry => (entry.isDirectory() ? entry.name : [])),
      unfinished: entries.filter(({ name }) => isUnfinished(name)).length,
    }
  } catch (error) {
    if (error instanceof ExportUnreadable) throw error
    const todo = told`; each site's exports stand in a folder that has the site's id as its name`
    throw fileFailure(site, exportsFolder, error, { todo, what: told`the folder of exports` })
  }
}

const bytesOfRegular = async (site: string, file: Told, path: string): Promise<number> => {
  const status = await lstat(path).catch((error: unknown) => {
    throw fileFailure(site, file, error)
  })
  const other = inPlaceOfFile(status)
  if (other !== null) throw new ExportUnreadable(site, file, other)
  return status.size
}

/**
 * The name that a received file is shown by: the mapping's own. What varies in the received one may be a person's name, so
 * only its date is shown.
 */
export const toldFileName = (
  mapping: SiteMapping,
  fileId: string,
  received: string,
  dayInName: DayInName,
  part: number | null,
): Told => {
  const pattern = toldLiteral(mapping.files[fileId]?.name ?? '', literalsOf(mapping))
  const day = pattern.includes('*') ? dayInName(received, fileId) : null
  const name = part === null ? pattern : told`${pattern}, part ${part}`
  return day === null ? name : told`${name}, of ${toldDay(day)}`
}

/** Whether a received file name is one that a mapping's name, with its `*`, asks for. */
export const fitsName = (name: string, received: string): boolean =>
  fileNamePattern(name).test(received.normalize('NFC'))

/** Where a site's exports are, and how they are named. */
export interface SiteFolder {
  readonly folder: string
  readonly mapping: SiteMapping
  readonly dayInName: DayInName
}

// Numbers in names count as numbers: part 2 comes before part 10.
const orderOfName = (name: string): string =>
  name.normalize('NFKC').replaceAll(/\d+/g, digits => digits.padStart(16, '0'))

const inOrderOfNames = (names: readonly string[]): readonly string[] =>
  [...names].sort((one, other) => (orderOfName(one) < orderOfName(other) ? -1 : 1))

const findExport = async (
  { folder, mapping, dayInName }: SiteFolder,
  listed: ListedFolder,
  fileId: string,
): Promise<readonly FoundExport[]> => {
  const { site } = mapping
  const { name = '', parts } = mapping.files[fileId] ?? {}
  const pattern = toldLiteral(name, literalsOf(mapping))
  const fitting = listed.names.filter(candidate => fitsName(name, candidate))
  if (fitting.length === 0) throw absent(site, pattern, name, listed)
  const some = parts === 'all' ? inOrderOfNames(fitting) : [chosen(site, pattern, fitting)]
  return Promise.all(
    some.map(async (received, at) => {
      const file = toldFileName(mapping, fileId, received, dayInName, parts === 'all' ? at + 1 : null)
      const path = join(folder, received)
      const bytes = await bytesOfRegular(site, file, path)
      const older = parts === 'all' ? 0 : fitting.length - 1
      return { fileId: partId(fileId, at + 1), file, path, bytes, older, parts: some.length }
    }),
  )
}

const orUnreadable = (error: unknown): ExportUnreadable => {
  if (error instanceof ExportUnreadable) return error
  throw error
}

/**
 * Looks for the file of each id that a mapping names in a site's folder, the newest by the date in its name where several
 * fit, or all of them where the mapping says that they are parts: what was found, or why it cannot be read. A folder that cannot be listed is the one thing said.
 */
export const lookForExports = async (site: SiteFolder): Promise<readonly (FoundExport | ExportUnreadable)[]> => {
  const listed = await listFolder(site.mapping.site, site.folder).catch(orUnreadable)
  if (listed instanceof ExportUnreadable) return [listed]
  const looked: (FoundExport | ExportUnreadable)[] = []
  for (const fileId of Object.keys(site.mapping.files)) {
    const found = await findExport(site, listed, fileId).catch(orUnreadable)
    looked.push(...(found instanceof ExportUnreadable ? [found] : found))
  }
  return looked
}

/** What was found, where all of it can be read; throws for the first file that cannot. */
export const allFound = (looked: readonly (FoundExport | ExportUnreadable)[]): readonly FoundExport[] =>
  looked.map(one => {
    if (one instanceof ExportUnreadable) throw one
    return one
  })

/** Finds the file of each id that a mapping names in a site's folder; throws for the first that cannot be read. */
export const findExports = async (
  folder: string,
  mapping: SiteMapping,
  dayInName: DayInName = dateInName,
): Promise<readonly FoundExport[]> => allFound(await lookForExports({ folder, mapping, dayInName }))
