import { fileOfPart } from '../../protocol/facts/part-files.js'
import type { FileFinding } from '../columns/file-finding.js'
import type { MarkedHeader } from '../door/marked-headers.js'
import { type Told, told, toldAll, toldPlace } from '../../words/told.js'

/** The headers of one table of an export; null where an older version kept none. */
export interface HeadersOfTable {
  readonly fileId: string
  readonly file: Told
  readonly sheet: Told
  readonly headers: readonly MarkedHeader[] | null
}

/** The headers of the last accepted export and of the one that is compared with it. */
export interface ComparedHeaders {
  readonly before: readonly HeadersOfTable[]
  readonly now: readonly HeadersOfTable[]
}

const mostOneByOne = 10

// The parts of a file are read as one: what another part had is known.
const knownMarks = (before: readonly HeadersOfTable[], fileId: string): ReadonlySet<string> | null => {
  const parts = before.filter(table => fileOfPart(table.fileId) === fileOfPart(fileId))
  const known = parts.flatMap(({ headers }) => headers ?? [])
  return parts.length === 0 || parts.some(({ headers }) => headers === null)
    ? null
    : new Set(known.map(({ mark }) => mark))
}

interface Added extends MarkedHeader {
  readonly place: number
}

const next = ({ holds }: MarkedHeader): Told =>
  holds === null
    ? told`map it, or name it under 'drop' of the identifiers where it identifies persons`
    : told`its header says that it holds ${holds}: name it under 'drop' of the identifiers, so that its texts are masked in the other columns`

const shown = told`\`cohortium profile\` of the file shows it on your screen`
const asked = told`left as it is, it is told until another export comes`

const oneByOne = (one: Added): Told =>
  told`the last accepted export did not have this column, and the mapping does not name it: nothing of it is taken in. ${shown}; ${next(one)}; ${asked}`

const together = (added: readonly Added[]): Told =>
  told`the last accepted export did not have ${added.length} of its columns, and the mapping does not name them: nothing of them is taken in. ${shown}: ${toldAll(added.slice(0, mostOneByOne).map(({ place }) => toldPlace('column', place)))} and ${added.length - mostOneByOne} more; map them, or name those under 'drop' of the identifiers that identify persons; ${asked}`

/** Columns that the last accepted export did not have and the mapping does not name: a question for each, by its place. */
export const addedColumns = ({ before, now }: ComparedHeaders): readonly FileFinding[] =>
  now.flatMap(({ fileId, file, sheet, headers }): readonly FileFinding[] => {
    const known = knownMarks(before, fileId)
    if (headers === null || known === null) return []
    const added = headers
      .map((header, at): Added => ({ ...header, place: at + 1 }))
      .filter(({ mark, named }) => mark !== '' && !named && !known.has(mark))
    const of = { file, sheet, kind: 'column-added', effect: 'query', filled: headers.length } as const
    return added.length > mostOneByOne
      ? [{ ...of, column: null, unusable: added.length, message: together(added) }]
      : added.map(one => ({ ...of, column: toldPlace('column', one.place), unusable: 1, message: oneByOne(one) }))
  })
