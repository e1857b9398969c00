import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { OptionInvalid } from './option-invalid.js'

/**
 * Puts another text in the place of a file, whole or not at all, where the file is still what was read of it; one that
 * somebody changed in between stays as that person left it, and is named.
 */
export const replaceFile = (target: string, before: Buffer, text: string): void => {
  const beside = `${target}.${String(process.pid)}.new`
  writeFileSync(beside, text, { flag: 'wx' })
  try {
    if (!existsSync(target) || !readFileSync(target).equals(before))
      throw new OptionInvalid(`${target} changed while the draft was made: nothing was written; give the command again`)
    renameSync(beside, target)
  } finally {
    rmSync(beside, { force: true })
  }
}
