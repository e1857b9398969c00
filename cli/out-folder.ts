import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { OptionInvalid } from './option-invalid.js'

const nearestThere = (path: string): string =>
  existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path))

// Permissions alone do not tell: some file systems let nobody make a folder, and making one there may never return.
const isWritable = (path: string): boolean => {
  try {
    rmdirSync(mkdtempSync(join(path, '.cohortium-')))
    return true
  } catch {
    return false
  }
}

/** Refuses a folder that cannot be made, called as it was asked for: at the start, not after a run's last stage but one. */
export const refuseOutFolder = (out: string, asked = `--out ${out}`): void => {
  const there = nearestThere(resolve(out))
  if (!statSync(there).isDirectory()) throw new OptionInvalid(`${asked}: ${there} is a file, expected a folder`)
  if (!isWritable(there)) throw new OptionInvalid(`${asked}: ${there} cannot be written to`)
}
