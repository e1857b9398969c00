import type { Cell } from '../../../sources/source-record.js'
import { endsInLostDigits, type IdColumn } from './id-column.js'
import { kindOfNoId } from './id-look.js'
import { foldedId, idWriting } from './id-writing.js'
import { shownError } from '../../read/shown-error.js'
import { isTooLong } from '../longest-value.js'
import { hasResidentForm, resident15, residentFits } from './resident-id.js'
import { type Told, told } from '../../../words/told.js'
import type { FindingKind } from '../../../words/finding-kinds.js'

/** Why a received id cannot be one. */
export type IdFault = Extract<
  FindingKind,
  'blank-id' | 'test-id' | 'not-a-subject' | 'unreadable-id' | 'id-lost-digits'
>

/** Why a received id is none, in a word and for a data manager. */
export interface SubjectFault {
  readonly fault: IdFault
  readonly message: Told
}

/** A received id as it is hashed, with a question where it reads like something else, or why it cannot be one. */
export type SubjectId = { readonly id: string; readonly doubt?: Told; readonly misspelt?: true } | SubjectFault

/** What the reading of an id depends on besides its cell. */
export interface IdReading {
  /** The other ids of the column; without them an id that reads like something else is none. */
  readonly column?: IdColumn
  /** Open ids may number subjects, from 0 too: there a bare number is no test entry. */
  readonly open?: boolean
  /** Whether the mapping says of this writing that it is a subject's id. */
  readonly isReal?: (writing: string) => boolean
}

const mostKept = 1e15

const fault = (kind: IdFault, message: Told): SubjectId => ({ fault: kind, message })

const blank = fault('blank-id', told`no id where the subject is expected`)

const lostDigits = fault(
  'id-lost-digits',
  told`an id that a program stored as a number and so lost its last digits; it cannot be restored: export the ids as text`,
)

const asDay = fault(
  'unreadable-id',
  told`a day where an id is expected: a spreadsheet may have turned the id into it; export the ids as text`,
)

const tooLong = fault('unreadable-id', told`a text that is longer than any id where an id is expected`)

const misspelt = told`a resident id whose check digit does not fit: some sign of it is wrong; compare it with the document`

const scientific = (writing: string, column: IdColumn | undefined): boolean => {
  if (/^\d+([.,]\d+)?E\+\d+$/.test(writing) || /^\d+[.,]\d+E\d+$/.test(writing)) return true
  return (
    /^\d+E\d+$/.test(writing) && (column === undefined || column.numbered()) && column?.sharesShape(writing) !== true
  )
}

const longNumberLost = (writing: string, column: IdColumn | undefined): boolean => {
  if (!endsInLostDigits(writing) || residentFits(writing)) return false
  return writing.length >= 18 || column?.digitsLost() === true
}

const ofNumber = ({ number, text }: Cell & { readonly kind: 'number' }): SubjectId | null => {
  if (number >= mostKept || /\d{16}/.test(text)) return lostDigits
  if (Number.isInteger(number) && number >= 0) return null
  return fault('unreadable-id', told`a fraction or a negative number where an id is expected`)
}

const ofWriting = (received: string, { column, open, isReal }: IdReading): SubjectId => {
  const writing = received.toUpperCase()
  if (writing === '') return blank
  const id = foldedId(writing)
  if (isReal?.(writing) === true || (open === true && /^\d{1,9}$/.test(writing))) return { id }
  if (scientific(writing, column) || longNumberLost(writing, column)) return lostDigits
  const look = kindOfNoId(writing, column)
  if (look === 'day') return asDay
  if (look === null) return { id }
  return 'fault' in look ? look : { id, doubt: look.doubt }
}

/**
 * Reads a received id: widths, spaces, capitals and letters that look alike do not tell ids apart; one that a program has
 * changed is never repaired.
 */
export const readSubjectId = (cell: Cell | undefined, reading: IdReading = {}): SubjectId => {
  if (cell === undefined || cell.kind === 'empty') return blank
  if (cell.kind === 'error') {
    return fault('unreadable-id', told`a cell that cannot be used where an id is expected: ${shownError(cell.text)}`)
  }
  if (cell.kind === 'date') return asDay
  if (isTooLong(cell.text)) return tooLong
  const spoilt = cell.kind === 'number' ? ofNumber(cell) : null
  if (spoilt !== null) return spoilt
  const writing = idWriting(cell.kind === 'number' ? String(cell.number) : cell.text)
  return ofWriting(reading.column?.pointZero === true ? writing.replace(/^(\d+)[.,]0+$/, '$1') : writing, reading)
}

/** An id of a column of resident ids: one of 15 digits is the one of 18, and one whose check digit does not fit is asked about. */
export const asResidentId = (read: SubjectId): SubjectId => {
  if ('fault' in read) return read
  const id = resident15(read.id) ?? read.id
  if (!/^\d{17}[\dX]$/.test(id) || residentFits(id)) return { ...read, id }
  return { ...read, id, doubt: read.doubt ?? misspelt, misspelt: true }
}

/**
 * Reads a received link id, which people have at other hospitals as well: what is built as a resident id is read as one, also
 * where the other ids of its column are none.
 */
export const readLinkId = (cell: Cell | undefined, reading: IdReading = {}): SubjectId => {
  const read = readSubjectId(cell, reading)
  if ('fault' in read) return read
  const isResident = reading.column?.residents === true || hasResidentForm(read.id)
  return isResident ? asResidentId(read) : { ...read, id: resident15(read.id) ?? read.id }
}
