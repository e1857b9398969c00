import type { LookedAt } from '../words/looked-at.js'
import { ExportUnreadable } from './errors.js'
import type { FoundExport } from './files/find-exports.js'
import type { Receipt } from './files/receipt.js'

/** A file of a site as it was received. */
export const receivedFile = ({ file, bytes, sha256, rows, blankRows }: Receipt): LookedAt => ({
  ...{ file, bytes, sha256, rows, blankRows },
  notRead: null,
})

const none = { bytes: null, sha256: null, rows: null, blankRows: null, notRead: null }

/** Each file that was looked for, once, before any is read: there, or not to be read and why. */
export const filesLookedAt = (looked: readonly (FoundExport | ExportUnreadable)[]): readonly LookedAt[] => {
  const files = new Map<string, LookedAt>()
  for (const one of looked) {
    if (files.has(one.file)) continue
    const said = one instanceof ExportUnreadable ? { notRead: one.reason } : { bytes: one.bytes }
    files.set(one.file, { file: one.file, ...none, ...said })
  }
  return [...files.values()]
}
