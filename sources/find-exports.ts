import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SiteMapping } from '../protocol/site.js'
import { nearestName } from '../protocol/nearest.js'
import { newestByName } from './date-in-name.js'
import { ExportUnreadable, shownName } from './errors.js'

/** An export file that a mapping asks for, found in the site's folder. */
export interface FoundExport {
  readonly fileId: string
  readonly file: string
  readonly path: string
  /** How many other files fit its name and are older by the dates in their names: they are not read. */
  readonly older: number
}

// Unfinished uploads, markers of whole ones, and the lock files of open workbooks are not exports.
const unfinished = /^~\$|^\.|\.(part|partial|tmp|crdownload|filepart|ok)$|^_COMPLETE$/i

const lasting: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG'])

/** A failure of the file system as an unreadable export; all but a missing or forbidden file may pass by itself. */
export const fileFailure = (site: string, file: string, error: unknown): ExportUnreadable => {
  const told = error instanceof Error && 'code' in error && typeof error.code === 'string'
  const code = told ? String(error.code) : 'unknown error'
  const reason = code === 'ENOENT' ? 'it is not there' : `the file system refused it (${code})`
  return new ExportUnreadable(site, file, reason, !lasting.has(code))
}

// Letters of other widths and capitals make another name, but one that was probably meant.
const plainName = (name: string): string => name.normalize('NFKC').toLowerCase()

const patternOf = (name: string): RegExp => {
  const parts = name
    .normalize('NFC')
    .split('*')
    .map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'su')
}

// A file's name may hold a person's: it is quoted only where it is nearly the name that the mapping wants.
const alike = (pattern: string, names: readonly string[]): string => {
  const shape = patternOf(plainName(pattern))
  const fitting = names.filter(name => shape.test(plainName(name)))
  if (pattern.includes('*')) {
    return fitting.length === 0 ? '' : `, of which ${fitting.length} fit but for capitals or the width of letters`
  }
  const nearest = fitting[0] ?? nearestName(pattern, names)
  return nearest === null ? '' : `; the nearest is '${shownName(nearest)}'`
}

const absent = (site: string, pattern: string, names: readonly string[]): ExportUnreadable => {
  const there = names.length === 0 ? 'the folder is empty' : `${names.length} other files are there`
  return new ExportUnreadable(site, pattern, `no such file in the folder of exports; ${there}${alike(pattern, names)}`)
}

const chosen = (site: string, pattern: string, files: readonly string[]): string => {
  const told = newestByName(files)
  if ('newest' in told) return told.newest
  throw new ExportUnreadable(
    site,
    pattern,
    `${files.length} files fit, and ${told.trouble}; write the date as 2024-03-31, or name one file in the mapping`,
  )
}

const listFolder = async (site: string, folder: string): Promise<readonly string[]> => {
  try {
    // A link could lead to another site's exports, or to what is nobody's here.
    if ((await lstat(folder)).isSymbolicLink()) {
      throw new ExportUnreadable(
        site,
        'folder of exports',
        'a symbolic link; links are not followed: let `exports` lead to the folder that holds the sites, each a folder of its own',
      )
    }
    return (await readdir(folder)).filter(name => !unfinished.test(name)).sort()
  } catch (error) {
    if (error instanceof ExportUnreadable) throw error
    const failure = fileFailure(site, 'folder of exports', error)
    const todo = failure.retryable ? '' : "; each site's exports stand in a folder that has the site's id as its name"
    throw new ExportUnreadable(site, failure.file, `${failure.reason}${todo}`, failure.retryable)
  }
}

const requireRegular = async (site: string, file: string, path: string): Promise<void> => {
  const status = await lstat(path).catch((error: unknown) => {
    throw fileFailure(site, file, error)
  })
  if (!status.isFile()) {
    throw new ExportUnreadable(
      site,
      file,
      status.isSymbolicLink() ? 'a symbolic link, not a file' : 'not a regular file',
    )
  }
}

/**
 * Finds the file of each id that a mapping names in a site's folder, the newest by the date in its name where several
 * fit.
 */
export const findExports = async (folder: string, mapping: SiteMapping): Promise<readonly FoundExport[]> => {
  const names = await listFolder(mapping.site, folder)
  const found: FoundExport[] = []
  for (const [fileId, { name }] of Object.entries(mapping.files)) {
    const pattern = patternOf(name)
    const fitting = names.filter(candidate => pattern.test(candidate.normalize('NFC')))
    if (fitting.length === 0) throw absent(mapping.site, name, names)
    const file = chosen(mapping.site, name, fitting)
    const path = join(folder, file)
    await requireRegular(mapping.site, file, path)
    found.push({ fileId, file, path, older: fitting.length - 1 })
  }
  return found
}
