import { formatsOf, isOneDay } from './draft-days.js'
import { dayInName, dayOfName } from './day-in-name.js'
import { type DraftLine, type OpenPoint, sure } from './draft-model.js'
import { otherDay } from './lexicon/day-words.js'
import type { SeenColumn, SeenTable } from './seen-table.js'

/** The day of a site's export, and what of it is left to a person. */
export interface DraftedDataDate {
  readonly line: DraftLine | null
  readonly open: readonly OpenPoint[]
}

interface NamedDay {
  readonly id: string
  readonly column: SeenColumn
}

const latestOf = ({ profile }: SeenColumn): string => profile.days?.latest ?? ''

// A day that something else came after is none up to which the data go.
const isLast = ({ column }: NamedDay, tables: readonly SeenTable[]): boolean =>
  tables.every(({ columns }) =>
    columns.every(other => otherDay(other.header) !== null || latestOf(other) <= latestOf(column)),
  )

const only = <Value>(values: readonly Value[]): Value | null => {
  const [first, second] = new Set(values)
  return first === undefined || second !== undefined ? null : first
}

const inColumns = (found: readonly NamedDay[], tables: readonly SeenTable[]): DraftLine | null => {
  const [first] = found
  if (first === undefined) return null
  const formats = formatsOf(first.column)
  const isSure =
    found.every(one => isOneDay(one.column) && isLast(one, tables)) &&
    only(found.map(one => latestOf(one.column))) !== null &&
    formats.length === 1 &&
    first.column.profile.days?.nearly === null
  const value = { file: first.id, column: first.column.header, date: formats }
  return isSure ? sure('dataDate', value, 'its name says so, and all its rows have one day') : null
}

const toName = 'if it is, name it under dataDate'

/** The day of a site's export: in the names of its files, or in a column that is called so and has one day on all rows; only where no two of these contradict each other. */
export const draftDataDate = (tables: readonly SeenTable[], ids: readonly string[]): DraftedDataDate => {
  const named = tables.flatMap(({ file }, at) => {
    const [format, day] = [dayInName(file), dayOfName(file)]
    return format === null || day === null ? [] : [{ id: ids[at]!, format, day }]
  })
  const found = tables.flatMap((table, at) =>
    table.columns
      .filter(({ header, profile }) => profile.kind === 'day' && otherDay(header) === 'the export')
      .map(column => ({ id: ids[at]!, column })),
  )
  const [first] = named
  const inColumn = inColumns(found, tables)
  const days = [
    ...named.map(({ day }) => day),
    ...(inColumn === null ? [] : found.map(({ column }) => latestOf(column))),
  ]
  if (only(days) !== null && (first !== undefined || inColumn !== null)) {
    if (first === undefined) return { line: inColumn, open: [] }
    return { line: sure('dataDate', { file: first.id, name: first.format }, "it stands in the file's name"), open: [] }
  }
  return {
    line: null,
    open: [
      ...named.map(({ id, day }) => ({
        about: id,
        what: `${day} in its name may be the day of the export: ${toName}`,
      })),
      ...found.map(({ id, column }) => ({
        about: `${id}, ${column.header}`,
        what: `its name says that it is the day of the export: ${toName}`,
      })),
    ],
  }
}
