import type { RowSource, SharedRow } from '../../../harmonize/shared-row.js'
import { type Told, told, toldAll } from '../../../words/told.js'

/** A place in an export as a person looks it up. */
export const placeOf = ({ file, sheet, row }: RowSource): Told =>
  toldAll([file, ...(sheet === '-' ? [] : [sheet]), told`row ${row}`])

/** The place of one field of a row: file, sheet, row and column. */
export const fieldPlace = (row: SharedRow, field: string): Told => {
  const column = row.origins?.[field]?.column
  return column === undefined ? placeOf(row.source) : told`${placeOf(row.source)}, column ${column}`
}

const heldWord = told`held: `

/** That a field was recorded and is held: the kind of issue and the place. */
export const heldWords = (row: SharedRow, field: string): Told => {
  const trouble = row.origins?.[field]?.trouble
  return told`${heldWord}${trouble === undefined || trouble === null ? told`` : told`${trouble}, `}${fieldPlace(row, field)}`
}

/** Whether words say that a value was recorded and is held. */
export const saysHeld = (because: string | null | undefined): boolean => because?.includes(heldWord) === true

/** Whether a field of a row was recorded and is held. */
export const isHeldField = (row: SharedRow, field: string): boolean => {
  const value = row.values[field]
  return value?.kind === 'missing' && value.reason === 'held'
}

/** Of the given fields, the first held one of the first row that has one, in words; null where nothing is held. */
export const firstHeld = (rows: readonly SharedRow[], fields: readonly string[]): Told | null => {
  for (const row of rows) {
    const field = fields.find(each => isHeldField(row, each))
    if (field !== undefined) return heldWords(row, field)
  }
  return null
}
