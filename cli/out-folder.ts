import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { OptionInvalid } from './option-invalid.js'

const nearestThere = (path: string): string => (existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path)))

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Refuses a folder of reports that cannot be made: told at the start, not after a run's last stage but one. */
export const refuseOutFolder = (out: string): void => {
  const there = nearestThere(resolve(out))
  if (!statSync(there).isDirectory()) throw new OptionInvalid(`--out ${out}: ${there} is a file, expected a folder`)
  if (!isWritable(there)) throw new OptionInvalid(`--out ${out}: ${there} cannot be written to`)
}
