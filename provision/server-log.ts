import { openSync, renameSync, statSync } from 'node:fs'

const largestBytes = 10_000_000

/** Opens a server's log to be written on; a log that has grown large is put aside first, and the one put aside before is let go. */
export const openLog = (file: string, largest = largestBytes): number => {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}
