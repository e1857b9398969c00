import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { codebooksApart } from '../drafting/codebooks.js'
import { type SeenTable, seenTable } from '../drafting/seen-table.js'
import { profileFile } from '../profiling/profile-file.js'
import { type Pack, packNames } from '../protocol/language/packs.js'
import { readPack } from '../protocol/load/read-packs.js'
import { StudyInvalid } from '../protocol/load/study-problems.js'
import { shownName } from '../sources/errors.js'
import { inPlaceOfFile } from '../sources/files/file-failure.js'
import { isNoExport, isUnfinished } from '../sources/files/unfinished-name.js'
import { OptionInvalid } from './option-invalid.js'
import { notAllowed, whatIsAt } from './what-is-at.js'

// Nobody waits for what is hidden, a lock or a marker; all else that is no file is named.
const whyNot = (entry: Dirent): string | null => {
  if (isUnfinished(entry.name)) return 'its name says that it is still being written: wait for the whole file'
  return entry.isDirectory() ? 'a folder, and folders are not looked into' : inPlaceOfFile(entry)
}

interface Listed {
  readonly files: readonly string[]
  readonly refused: readonly string[]
}

const filesIn = (folder: string): Listed => {
  const found = whatIsAt(folder)
  if (found === 'forbidden') throw new OptionInvalid(notAllowed(`'${folder}'`))
  if (found === 'file') throw new OptionInvalid(`'${folder}' is a file: name the folder that it stands in`)
  if (found !== 'folder') throw new OptionInvalid(`there is no folder '${folder}'`)
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => isUnfinished(name) || !isNoExport(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  const files = entries.filter(entry => whyNot(entry) === null).map(({ name }) => name)
  const refused = entries.flatMap(entry => {
    const why = whyNot(entry)
    return why === null ? [] : [`${shownName(entry.name)}: ${why}`]
  })
  if (files.length === 0)
    throw new OptionInvalid(
      `there is no file in '${folder}'${refused.length === 0 ? '' : `: ${refused.slice(0, 8).join('; ')}`}`,
    )
  return { files, refused }
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
  /** What stands beside the files and is none that can be looked at, with the reason. */
  readonly beside: readonly string[]
}

/** Looks at all files of a folder. */
export const seenIn = async (folder: string): Promise<Seen> => {
  const listed = filesIn(folder)
  const [tables, refused]: [SeenTable[], string[]] = [[], []]
  for (const file of listed.files) {
    const seen = await profileFile(join(folder, file), file, (profile, table) => {
      tables.push(seenTable(file, profile, table))
    })
    if (seen.refused !== null) refused.push(`${seen.file}: ${seen.refused}`)
    for (const table of seen.tables)
      if (table.refused !== null) refused.push(`${seen.file}, sheet '${table.sheet ?? ''}': ${table.refused}`)
  }
  const apart = codebooksApart(tables)
  const books = apart.codebooks.map(
    ({ file }) =>
      `${shownName(file)}: it looks like a codebook of the others: read it, and write the codes that it tells`,
  )
  return { tables: apart.tables, refused, beside: [...listed.refused, ...books] }
}
