import type { RowSource } from '../../harmonize/shared-row.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import { type Told, told, toldAll } from '../../words/told.js'
import { rowStatus } from '../../protocol/schema/row-status.js'
import type { DomainColumns, SubjectRange } from '../input/subject-range.js'

/** A row of one domain, as a place in columns. */
export interface RowOf {
  readonly name: DomainName
  readonly columns: DomainColumns
  readonly row: number
}

/** A place in an export as a person looks it up. */
export const placeOf = ({ file, sheet, row }: RowSource): Told =>
  toldAll([file, ...(sheet === '-' ? [] : [sheet]), told`row ${row}`])

/** The place of a row. */
export const sourceOf = (range: SubjectRange, { columns, row }: Pick<RowOf, 'columns' | 'row'>): RowSource =>
  sourceAt(range, columns.file[row]!, columns.row[row]!)

/** A place by the file's number and the row. */
export const sourceAt = ({ files }: Pick<SubjectRange, 'files'>, file: number, row: number): RowSource => {
  const { site, fileId, file: name, sheet } = files[file]!
  return { site, fileId, file: name, sheet, row }
}

/** Where one field of a row came from, as far as it is known. */
export const originOf = (
  range: SubjectRange,
  { name, columns, row }: RowOf,
  field: string,
): ReturnType<SubjectRange['originOf']> =>
  range.originOf(name, columns.numbers === null ? row : columns.numbers[row]!, field)

/** The place of one field of a row: file, sheet, row and column. */
export const fieldPlace = (range: SubjectRange, row: RowOf, field: string): Told => {
  const column = originOf(range, row, field)?.column
  const place = placeOf(sourceOf(range, row))
  return column === undefined ? place : told`${place}, column ${column}`
}

const heldWord = told`held: `

/** That a field was recorded and is held: the kind of issue and the place. */
export const heldWords = (range: SubjectRange, row: RowOf, field: string): Told => {
  const trouble = originOf(range, row, field)?.trouble
  return told`${heldWord}${trouble === undefined || trouble === null ? told`` : told`${trouble}, `}${fieldPlace(range, row, field)}`
}

/** Whether words say that a value was recorded and is held. */
export const saysHeld = (because: string | null | undefined): boolean => because?.includes(heldWord) === true

/** Whether a field of a row was recorded and is held. */
export const isHeldField = ({ fields }: DomainColumns, row: number, field: string): boolean =>
  fields[field]?.status[row] === rowStatus.held

/** Of the given fields, the first held one of the first row that has one, in words; null where nothing is held. */
export const firstHeld = (range: SubjectRange, rows: readonly RowOf[], fields: readonly string[]): Told | null => {
  for (const row of rows) {
    const field = fields.find(each => isHeldField(row.columns, row.row, each))
    if (field !== undefined) return heldWords(range, row, field)
  }
  return null
}
