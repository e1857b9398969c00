import { besideFolder } from '../folders/run-folder.js'
import { codeOfError } from '../words/code-of-error.js'
import { type Patience, ToldError } from '../words/told-error.js'
import { type Told, told, toldId } from '../words/told.js'
import { faultWords } from '../stages/fault-words.js'
import { patienceWith } from '../stages/passing.js'

const otherFolder = told`or name another folder by \`--out\`, then run again`
const inTheWay = told`a file stands where the path needs a folder: move it away, ${otherFolder}`

// What a person can mend; what other stages meet too has its words there.
const words: ReadonlyMap<string, Told> = new Map([
  ['ENOTDIR', inTheWay],
  ['EEXIST', inTheWay],
  ['EISDIR', told`a folder stands where the path needs a file: move it away, ${otherFolder}`],
  [
    'ENOTEMPTY',
    told`something was put into the folder while it was replaced: see that nobody else writes there, ${otherFolder}`,
  ],
  [
    'ENOENT',
    told`a part of the path went away while it was written to: see that nobody else removes it, ${otherFolder}`,
  ],
  [
    'ENAMETOOLONG',
    told`the path is longer than the file system takes: name a shorter one by \`--out\`, then run again`,
  ],
  ['ELOOP', told`the links in the path lead to each other: mend them, ${otherFolder}`],
  ['EXDEV', told`the folder and its parent are on different disks: let them be on one, ${otherFolder}`],
  [
    'EINVAL',
    told`the file system does not take these names: name a folder on another disk by \`--out\`, then run again`,
  ],
])

/** Thrown when a run's folder cannot be written; the path itself is shown beside it, where the folder's owner sees it. */
export class ReportNotWritten extends ToldError {
  override readonly name = 'ReportNotWritten'
  readonly #patience: Patience

  constructor(code: string, file: string | null) {
    const what = file === null ? told`the folder of the report` : told`the file ${toldId(file)} of the report`
    const mend = words.get(code) ?? faultWords(code) ?? told`see what is wrong with the path, ${otherFolder}`
    super(told`${what} could not be written (${toldId(code)}): ${mend}`)
    this.#patience = patienceWith(code, '')
  }

  override get patience(): Patience {
    return this.#patience
  }
}

// A lost connection has a call too, and no path; a disk that is full while a file is written says no path either.
const ofDisk: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO']

const fromFileSystem = (error: unknown): string | null => {
  const code = codeOfError(error)
  if (!(error instanceof Error) || code === null || !('syscall' in error)) return null
  return 'path' in error || ofDisk.includes(code) ? code : null
}

/** The file of a run's folder that a fault is about, also while the folder is written beside its place; null for the folder itself. */
const fileOf = (folder: string, error: unknown): string | null => {
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : ''
  const within = [folder, besideFolder(folder).partial].find(one => path.startsWith(`${one}/`))
  return within === undefined ? null : path.slice(within.length + 1)
}

/** Does work on a run's folder; a fault of the file system says which file it was about, where it was one, and what to do. */
export const writingReport = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    const code = fromFileSystem(error)
    throw code === null ? error : new ReportNotWritten(code, fileOf(folder, error))
  }
}
