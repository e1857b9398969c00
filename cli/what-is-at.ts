import { closeSync, constants, lstatSync, opendirSync, openSync, statSync } from 'node:fs'

/** What stands at a path, as far as this account may see it. */
export type AtPath = 'file' | 'folder' | 'other' | 'lost link' | 'nothing' | 'forbidden'

const isForbidden = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true

/** Tells what stands at a path; a file or folder that this account may not read is forbidden. */
export const whatIsAt = (path: string): AtPath => {
  try {
    const status = statSync(path, { throwIfNoEntry: false })
    if (status === undefined) return isLink(path) ? 'lost link' : 'nothing'
    if (!status.isDirectory()) {
      if (!status.isFile()) return 'other'
      closeSync(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK))
      return 'file'
    }
    opendirSync(path).closeSync()
    return 'folder'
  } catch (error) {
    if (isForbidden(error)) return 'forbidden'
    // A part of the path is a file, or a link leads to itself: nothing is there.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOTDIR' || error.code === 'ELOOP'))
      return 'nothing'
    throw error
  }
}

/** What a person does about a path that this account may not read. */
export const notAllowed = (path: string): string => `this account may not read ${path}: give it leave, then try again`
