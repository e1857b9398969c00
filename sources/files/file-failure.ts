import type { Stats } from 'node:fs'
import { type Told, told, toldId } from '../../words/told.js'
import { ExportAbsent, ExportOutOfReach, type ExportUnreadable } from '../errors.js'

type Kinds = Pick<
  Stats,
  'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isCharacterDevice' | 'isBlockDevice'
>

const aLink = told`a symbolic link, not a file; links are not followed: put the file itself there`

/** What stands in the place of a file, with what to do; null where it is one. */
export const inPlaceOfFile = (status: Kinds): Told | null => {
  if (status.isFile()) return null
  if (status.isSymbolicLink()) return aLink
  if (status.isDirectory()) return told`a folder, not a file: put the file itself in its place`
  if (status.isFIFO()) return told`a pipe between programs, not a file: write what comes through it to a file`
  if (status.isSocket()) return told`a socket of a program, not a file: take it away`
  if (status.isCharacterDevice() || status.isBlockDevice())
    return told`a device, not a file: copy its content to a file`
  return told`not a regular file`
}

const lasting: ReadonlySet<string> = new Set(['ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG', 'ENXIO'])

const rights: ReadonlySet<string> = new Set(['EACCES', 'EPERM'])

// What the file system's code means to the person who put the file there.
const refusal = (code: string, what: Told): Told => {
  if (rights.has(code)) return told`this account may not read ${what} (${toldId(code)}): give it leave, then try again`
  // Opened without following links, a link is a loop; a socket is no address.
  if (code === 'ELOOP') return aLink
  if (code === 'ENXIO') return told`a socket or device of a program, not a file: take it away`
  return told`the file system refused it (${toldId(code)})`
}

/** What a failure of the file system was about, and what to do where it lasts. */
export interface OfFailure {
  readonly what?: Told
  readonly todo?: Told
}

/**
 * A failure of the file system as an unreadable export, with what to do where it lasts; all but a missing or forbidden file
 * may pass by itself.
 */
export const fileFailure = (
  site: string,
  file: Told,
  error: unknown,
  { what = told`it`, todo = told`` }: OfFailure = {},
): ExportUnreadable => {
  const known = error instanceof Error && 'code' in error && typeof error.code === 'string'
  const code = known ? String(error.code) : 'unknown'
  if (code === 'ENOENT') return new ExportAbsent(site, file, told`it is not there${todo}`)
  const lasts = lasting.has(code)
  return new ExportOutOfReach(
    site,
    file,
    told`${refusal(code, what)}${lasts && !rights.has(code) ? todo : told``}`,
    !lasts,
  )
}
