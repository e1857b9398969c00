import { existsSync, readFileSync } from 'node:fs'
import { type Profile, profileSchema } from '../protocol/language/profile-schema.js'
import { OptionInvalid } from './option-invalid.js'

const jsonIn = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** A profile that was kept as JSON, named by `--against`. */
export const knownProfile = (file: string): Profile => {
  if (!existsSync(file)) throw new OptionInvalid(`--against ${file}: there is no such file`)
  const read = profileSchema.safeParse(jsonIn(file))
  if (read.success) return read.data
  throw new OptionInvalid(
    `--against ${file}: it is no profile; write one of the earlier files with 'profile FILE... --json'`,
  )
}
