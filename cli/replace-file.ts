import { chmodSync, existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { OptionInvalid } from './option-invalid.js'

/**
 * Puts another text in the place of a file, whole or not at all, where the file is still what was read of it; one that
 * somebody changed in between stays as that person left it, and is named. Who may read it stays, and a link still leads to it.
 */
export const replaceFile = (target: string, before: Buffer, text: string): void => {
  // Beside the file itself, wherever a link leads: no other disk is crossed.
  const file = existsSync(target) ? realpathSync(target) : target
  const beside = `${file}.${String(process.pid)}.new`
  writeFileSync(beside, text, { flag: 'wx' })
  try {
    if (!existsSync(file) || !readFileSync(file).equals(before))
      throw new OptionInvalid(`${target} changed while the draft was made: nothing was written; give the command again`)
    chmodSync(beside, statSync(file).mode)
    renameSync(beside, file)
  } finally {
    rmSync(beside, { force: true })
  }
}
