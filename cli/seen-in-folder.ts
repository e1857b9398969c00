import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type SeenTable, seenTable } from '../drafting/seen-table.js'
import { profileFile } from '../profiling/profile-file.js'
import { type Pack, packNames } from '../protocol/language/packs.js'
import { readPack } from '../protocol/load/read-packs.js'
import { StudyInvalid } from '../protocol/load/study-problems.js'
import { OptionInvalid } from './option-invalid.js'

const filesIn = (folder: string): readonly string[] => {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new OptionInvalid(`there is no folder '${folder}'`)
  // What a program of tables keeps open, and what is hidden, is no export.
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    entry => entry.isFile() && !/^[.~]/.test(entry.name),
  )
  if (files.length === 0) throw new OptionInvalid(`there is no file in '${folder}'`)
  return files.map(({ name }) => name).sort()
}

/** The packs that ship: a draft goes by all of them. */
export const packsThatShip = async (): Promise<readonly Pack[]> => {
  const read = await Promise.all(packNames.map(readPack))
  const problems = read.flatMap(one => one.problems)
  if (problems.length > 0) throw new StudyInvalid(problems)
  return read.flatMap(({ pack }) => pack ?? [])
}

/** The tables of a folder, and the files that could not be read with the reason. */
export interface Seen {
  readonly tables: readonly SeenTable[]
  readonly refused: readonly string[]
}

/** Looks at all files of a folder. */
export const seenIn = async (folder: string): Promise<Seen> => {
  const [tables, refused]: [SeenTable[], string[]] = [[], []]
  for (const file of filesIn(folder)) {
    const seen = await profileFile(join(folder, file), file, (profile, table) => {
      tables.push(seenTable(file, profile, table))
    })
    if (seen.refused !== null) refused.push(`${seen.file}: ${seen.refused}`)
    for (const table of seen.tables)
      if (table.refused !== null) refused.push(`${seen.file}, sheet '${table.sheet ?? ''}': ${table.refused}`)
  }
  return { tables, refused }
}
