import type { FileFinding } from '../columns/file-finding.js'
import {
  type ChangedHeader,
  type ComparedHeaders,
  countLackedBy,
  headersLackedBy,
  sameTable,
  unnamedOf,
} from './changed-headers.js'
import { counted } from '../../words/counted.js'
import { type Told, told, toldAll, toldPlace } from '../../words/told.js'

/** A way in which the columns of a file change that the mapping does not name, and how it is told. */
interface Change {
  readonly kind: 'column-added' | 'column-removed'
  /** The export that has the column, and the one that lacks it. */
  readonly has: keyof ComparedHeaders
  readonly lacks: keyof ComparedHeaders
  /** Of one column, with the number of those that changed the other way. */
  readonly one: (header: ChangedHeader, others: number) => Told
  readonly many: (count: number, places: Told) => Told
}

const mostOneByOne = 10

const next = ({ holds }: ChangedHeader): Told =>
  holds === null
    ? told`map it, or name it under 'drop' of the identifiers where it identifies persons`
    : told`its header says that it holds ${holds}: name it under 'drop' of the identifiers, so that its texts are masked in the other columns`

const shown = told`\`cohortium profile\` of the file shows it on your screen`
const asked = told`left as it is, it is told until another export comes`

const perhapsRenamed = (came: number): Told =>
  came === 0
    ? told``
    : told` ${counted(came, told`column`)} came with this export; nothing was kept of what this one held, so whether one is the other under a new header only the two files can say.`

const askSite = told`Ask the site whether that was meant; the header stands in the earlier file (\`cohortium check STUDY --exports DIR --against EARLIER\` shows it on your screen); it is told until another export comes`

const changes: readonly Change[] = [
  {
    kind: 'column-added',
    has: 'now',
    lacks: 'before',
    one: header =>
      told`the last accepted export did not have this column, and the mapping does not name it: nothing of it is taken in. ${shown}; ${next(header)}; ${asked}`,
    many: (count, places) =>
      told`the last accepted export did not have ${count} of its columns, and the mapping does not name them: nothing of them is taken in. ${shown}: ${places}; map them, or name those under 'drop' of the identifiers that identify persons; ${asked}`,
  },
  {
    kind: 'column-removed',
    has: 'before',
    lacks: 'now',
    one: (_, came) =>
      told`the last accepted export had a column at this place that is gone; the mapping did not name it, so nothing of it was taken in.${perhapsRenamed(came)} ${askSite}`,
    many: (count, places) =>
      told`${count} columns of the last accepted export are gone: ${places}; the mapping did not name them, so nothing of them was taken in. ${askSite}`,
  },
]

const toldPlaces = (changed: readonly ChangedHeader[]): Told => {
  const places = toldAll(changed.slice(0, mostOneByOne).map(({ place }) => toldPlace('column', place)))
  return told`${places} and ${changed.length - mostOneByOne} more`
}

const findingsOf = (compared: ComparedHeaders, { kind, has, lacks, one, many }: Change): readonly FileFinding[] =>
  headersLackedBy(compared[lacks], compared[has]).flatMap((changedTable): readonly FileFinding[] => {
    const { table, of: filled } = changedTable
    const changed = unnamedOf(compared[has], changedTable)
    const shownIn = sameTable(compared.now, table)
    if (shownIn === undefined) return []
    const finding = { file: shownIn.file, sheet: shownIn.sheet, kind, effect: 'query', filled } as const
    if (changed.length > mostOneByOne) {
      const message = many(changed.length, toldPlaces(changed))
      return [{ ...finding, column: null, unusable: changed.length, message }]
    }
    const others = countLackedBy(compared[has], compared[lacks], table.fileId)
    return changed.map(header => {
      // With how many there are: the next one that comes or goes may stand at the same place.
      const column = toldPlace('column', header.place, filled)
      return { ...finding, column, unusable: 1, message: one(header, others) }
    })
  })

/**
 * Columns that the mapping does not name and that only one of the two exports has: a question for each, by its place in the
 * export that has it.
 */
export const changedColumns = (compared: ComparedHeaders): readonly FileFinding[] =>
  changes.flatMap(change => findingsOf(compared, change))
