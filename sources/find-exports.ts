import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SiteMapping } from '../protocol/site.js'
import { dateInName } from './date-in-name.js'
import { ExportUnreadable } from './errors.js'

/** An export file that a mapping asks for, found in the site's folder. */
export interface FoundExport {
  readonly fileId: string
  readonly file: string
  readonly path: string
}

// Unfinished uploads and the lock files of open workbooks are not exports.
const unfinished = /^~\$|^\.|\.(part|partial|tmp|crdownload|filepart)$/i

const lasting: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG'])

/** A failure of the file system as an unreadable export; all but a missing or forbidden file may pass by itself. */
export const fileFailure = (site: string, file: string, error: unknown): ExportUnreadable => {
  const told = error instanceof Error && 'code' in error && typeof error.code === 'string'
  const code = told ? String(error.code) : 'unknown error'
  const reason = code === 'ENOENT' ? 'it is not there' : `the file system refused it (${code})`
  return new ExportUnreadable(site, file, reason, !lasting.has(code))
}

const patternOf = (name: string): RegExp => {
  const parts = name
    .normalize('NFC')
    .split('*')
    .map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'su')
}

const newest = (site: string, pattern: string, files: readonly string[]): string => {
  const [first, ...others] = files
  if (first === undefined) throw new ExportUnreadable(site, pattern, 'no such file in the folder of exports')
  if (others.length === 0) return first
  const dated = files.map(file => ({ file, date: dateInName(file) }))
  const last =
    dated
      .map(({ date }) => date ?? '')
      .sort()
      .at(-1) ?? ''
  const lasts = dated.filter(({ date }) => date === last)
  const only = lasts[0]
  if (only === undefined || lasts.length > 1) {
    throw new ExportUnreadable(
      site,
      pattern,
      `${files.length} files fit, and the dates in their names do not tell which is newest`,
    )
  }
  return only.file
}

const listFolder = async (site: string, folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).filter(name => !unfinished.test(name)).sort()
  } catch (error) {
    throw fileFailure(site, 'folder of exports', error)
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
    const file = newest(
      mapping.site,
      name,
      names.filter(candidate => pattern.test(candidate.normalize('NFC'))),
    )
    const path = join(folder, file)
    await requireRegular(mapping.site, file, path)
    found.push({ fileId, file, path })
  }
  return found
}
