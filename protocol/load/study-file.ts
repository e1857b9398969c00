import { constants } from 'node:fs'
import { lstat, open, readdir, realpath } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'

const largestFile = 4 * 1024 * 1024

/** Whether a path of a study file leads out of the study's folder: this is decided before anything is opened. */
export const leavesFolder = (path: string): boolean =>
  isAbsolute(path) || /^[A-Za-z]:/.test(path) || path.split(/[\\/]/).includes('..') || path.includes('\0')

/** The text of a study's file, or in fixed words why it is not read. */
export type StudyText = { readonly text: string } | { readonly refused: string }

const refusedFor = (error: unknown): string => {
  if (error instanceof TypeError) return 'found bytes that are not UTF-8'
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code'
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file'
  return code === 'ELOOP' ? aLink : `the file cannot be read (${code})`
}

const aLink = 'found a symbolic link, expected a file in the folder itself: links are not followed'

const noFile = 'found something that is no regular file'

/** Why a way down from a folder may not be taken: a link on it, or something that is neither folder nor file; else null. */
const barred = async (root: string, parts: readonly string[]): Promise<string | null> => {
  let path = root
  for (const [position, part] of parts.entries()) {
    path = join(path, part)
    const status = await lstat(path)
    if (status.isSymbolicLink()) return aLink
    if (!(position === parts.length - 1 ? status.isFile() : status.isDirectory())) return noFile
  }
  return null
}

const readBelow = async (root: string, parts: readonly string[]): Promise<StudyText> => {
  const before = await barred(root, parts)
  if (before !== null) return { refused: before }
  const path = join(root, ...parts)
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const opened = await handle.stat()
    if (!opened.isFile()) return { refused: noFile }
    // A folder on the way may have become a link in between: what stands there without links has to be what was opened.
    const after = await barred(root, parts)
    const there = await lstat(path)
    if (after !== null || there.ino !== opened.ino || there.dev !== opened.dev) return { refused: after ?? aLink }
    if (opened.size > largestFile) {
      return { refused: `found ${String(opened.size)} bytes, expected at most ${String(largestFile)}` }
    }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile()) }
  } finally {
    await handle.close()
  }
}

/**
 * Reads a file below a study's folder: no link below that folder is followed, nothing but a regular file is opened, and
 * nothing outside. The folder itself may be reached by a link.
 */
export const readStudyFile = async (folder: string, name: string): Promise<StudyText> => {
  if (leavesFolder(name)) return { refused: "found a path that leads out of the study's folder" }
  const parts = name.split(/[\\/]/).filter(part => part !== '' && part !== '.')
  try {
    return await readBelow(await realpath(folder), parts)
  } catch (error) {
    return { refused: refusedFor(error) }
  }
}

/** The names in a folder of a study; none where it is missing or a link. */
export const listStudyFolder = async (folder: string, name: string): Promise<readonly string[]> => {
  const path = join(folder, name)
  const status = await lstat(path).catch(() => null)
  return status?.isDirectory() === true ? await readdir(path) : []
}

/** Whether something stands in a study's folder under a name, also a link: that is refused when it is read, not passed over. */
export const stands = async (folder: string, name: string): Promise<boolean> =>
  (await lstat(join(folder, name)).catch(() => null)) !== null
