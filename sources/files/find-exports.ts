import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { partId } from '../../protocol/facts/part-files.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { nearestName } from '../../protocol/load/nearest.js'
import { fileNamePattern } from '../../protocol/facts/file-name-pattern.js'
import { dateInName, newestByName } from './date-in-name.js'
import { patternInOtherCapitals } from './other-capitals.js'
import { ExportAbsent, ExportOutOfReach, ExportUnreadable, shownName } from '../errors.js'
import { literalsOf, type Told, told, toldDay, toldId, toldLiteral, toldPlace } from '../../words/told.js'
import { counted } from '../../words/counted.js'

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

// Unfinished uploads, markers of whole ones, and the lock files of open workbooks are not exports.
const unfinished = /^~\$|^\.|\.(part|partial|tmp|crdownload|filepart|ok)$|^_COMPLETE$/i

const lasting: ReadonlySet<string> = new Set(['ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG'])

/**
 * A failure of the file system as an unreadable export, with what to do where it lasts; all but a missing or forbidden file
 * may pass by itself.
 */
export const fileFailure = (site: string, file: Told, error: unknown, todo: Told = told``): ExportUnreadable => {
  const known = error instanceof Error && 'code' in error && typeof error.code === 'string'
  const code = known ? String(error.code) : 'unknown'
  if (code === 'ENOENT') return new ExportAbsent(site, file, told`it is not there${todo}`)
  const lasts = lasting.has(code)
  return new ExportOutOfReach(
    site,
    file,
    told`the file system refused it (${toldId(code)})${lasts ? todo : told``}`,
    !lasts,
  )
}

// Letters of other widths and capitals make another name, but one that was probably meant.
const plainName = (name: string): string => name.normalize('NFKC').toLowerCase()

const capitals = (pattern: string, names: readonly string[]): Told | null => {
  const written = new Set(names.flatMap(name => patternInOtherCapitals(pattern, name) ?? []))
  const [only, other] = written
  if (only === undefined || other !== undefined) return null
  return pattern.includes('*')
    ? told`; write \`name: "${only}"\``
    : told`; there is '${only}', which differs in capitals alone: write it so (\`name: "${only}"\`)`
}

// A file's name may hold a person's: of those that are there none is quoted, only counted or shown by its place, but one that
// is the mapping's own in other capitals.
const alike = (pattern: string, names: readonly string[]): Told => {
  const shape = fileNamePattern(plainName(pattern))
  const fitting = names.filter(name => shape.test(plainName(name)))
  const inCapitals = capitals(pattern, fitting)
  if (pattern.includes('*')) {
    return fitting.length === 0
      ? told``
      : told`, of which ${fitting.length} ${fitting.length === 1 ? 'fits' : 'fit'} but for capitals or the width of letters${inCapitals ?? told``}`
  }
  if (inCapitals !== null) return inCapitals
  const nearest = fitting[0] ?? nearestName(pattern, names)
  return nearest === null
    ? told``
    : told`; the nearest is ${toldPlace('file', names.indexOf(nearest) + 1, names.length)}`
}

const withoutDigits = (name: string): string => plainName(name).replaceAll(/\d+/g, '#')

// Of the files that are there one may differ from the name in its digits alone, as one of another year does: then the name
// with a sign for these reads it.
const withOtherDigits = (pattern: string, names: readonly string[]): Told => {
  const parts = pattern.split(/(\d+)/)
  const shape = fileNamePattern(parts.map((part, at) => (at % 2 === 1 ? '#' : withoutDigits(part))).join(''))
  const place = names.findIndex(name => shape.test(withoutDigits(name)))
  if (parts.length < 2 || place < 0) return told``
  const other = names[place]!.match(/\d+/g) ?? []
  const last = parts.findLastIndex(
    (part, at) => at % 2 === 1 && (pattern.includes('*') || part !== other[(at - 1) / 2]),
  )
  if (last < 0) return told``
  const written = parts.map((part, at) => (at === last ? told`*` : toldLiteral(part, parts)))
  const whole = written.reduce((all, part) => told`${all}${part}`, told``)
  return told`; ${toldPlace('file', place + 1, names.length)} differs from it in digits alone: write \`name: "${whole}"\``
}

const mostShown = 40

const absent = (site: string, pattern: Told, definition: string, names: readonly string[]): ExportAbsent => {
  const there =
    names.length === 0
      ? told`the folder is empty`
      : told`${counted(names.length, told`other file`)} ${names.length === 1 ? 'is' : 'are'} there`
  const reason = told`no such file in the folder of exports; ${there}${alike(definition, names)}${withOtherDigits(definition, names)}`
  const shown = names.slice(0, mostShown).map((name, at) => `${at + 1} '${shownName(name)}'`)
  return new ExportAbsent(
    site,
    pattern,
    reason,
    false,
    shown.length === 0 ? null : `the files there: ${shown.join(', ')}`,
  )
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

const listFolder = async (site: string, folder: string): Promise<readonly string[]> => {
  try {
    // A link could lead to another site's exports, or to what is nobody's here.
    if ((await lstat(folder)).isSymbolicLink()) {
      throw new ExportUnreadable(
        site,
        exportsFolder,
        told`a symbolic link; links are not followed: let \`exports\` lead to the folder that holds the sites, each a folder of its own`,
      )
    }
    return (await readdir(folder)).filter(name => !unfinished.test(name)).sort()
  } catch (error) {
    if (error instanceof ExportUnreadable) throw error
    const todo = told`; each site's exports stand in a folder that has the site's id as its name`
    throw fileFailure(site, exportsFolder, error, todo)
  }
}

const bytesOfRegular = async (site: string, file: Told, path: string): Promise<number> => {
  const status = await lstat(path).catch((error: unknown) => {
    throw fileFailure(site, file, error)
  })
  if (!status.isFile()) {
    throw new ExportUnreadable(
      site,
      file,
      status.isSymbolicLink() ? told`a symbolic link, not a file` : told`not a regular file`,
    )
  }
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
  names: readonly string[],
  fileId: string,
): Promise<readonly FoundExport[]> => {
  const { site } = mapping
  const { name = '', parts } = mapping.files[fileId] ?? {}
  const pattern = toldLiteral(name, literalsOf(mapping))
  const fitting = names.filter(candidate => fitsName(name, candidate))
  if (fitting.length === 0) throw absent(site, pattern, name, names)
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
  const names = await listFolder(site.mapping.site, site.folder).catch(orUnreadable)
  if (names instanceof ExportUnreadable) return [names]
  const looked: (FoundExport | ExportUnreadable)[] = []
  for (const fileId of Object.keys(site.mapping.files)) {
    const found = await findExport(site, names, fileId).catch(orUnreadable)
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
