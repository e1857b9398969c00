import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What the code came to when the programs were bundled, which no longer consist of the files that decide: by all rooms, and by the files of a stage. */
export interface BuiltCode {
  readonly rooms: string
  readonly files: Readonly<Record<string, string>>
}

/** How the code of some files is called in a build. */
export const nameOfFiles = (entries: readonly string[]): string => entries.join(' ')

const beside = fileURLToPath(new URL('./code.json', import.meta.url))

/** The code as it was bundled; null where the rooms run as they are. */
export const builtCode: BuiltCode | null = existsSync(beside)
  ? (JSON.parse(readFileSync(beside, 'utf8')) as BuiltCode)
  : null

/** The code of some files as it was bundled; null where the rooms run as they are. */
export const builtCodeOf = (entries: readonly string[], built = builtCode): string | null => {
  if (built === null) return null
  const code = built.files[nameOfFiles(entries)]
  if (code === undefined) throw new Error(`the build has no code of ${nameOfFiles(entries)}: give npm run build`)
  return code
}
