import type { SiteMapping } from '../../../protocol/language/site.js'
import type { Cell, SourceRow } from '../../../sources/source-record.js'
import type { SourceTable } from '../../support/source-table.js'
import type { Admission } from '../../../harmonize/door/column-admission.js'
import type { DoorPlaces } from './door-places.js'
import type { DoorRecord } from '../../support/door-record.js'
import { identifierMask, type IdentifierWords } from '../../../harmonize/door/masks/identifier-words.js'
import type { KeyedHash } from '../../../harmonize/door/ids/keyed-hash.js'
import { bareIdentifier, ownIdentifiers } from './own-identifiers.js'
import { plainText } from '../../../harmonize/read/plain-text.js'
import type { RecordIssue } from '../../../harmonize/shared-row.js'
import type { SiteIds } from './site-ids.js'
import type { SubjectId } from '../../../harmonize/door/ids/subject-id.js'
import { type Told, told } from '../../../words/told.js'

/** What the passing of a row depends on besides the row. */
export interface PassingTable {
  readonly file: Told
  readonly table: SourceTable
  readonly places: DoorPlaces
  /** The first row below the header. */
  readonly firstRow: number
  /** Rows equal to an earlier one, with that one's number. */
  readonly repeats: ReadonlyMap<SourceRow, number>
  readonly mayCountTwice: (row: SourceRow) => boolean
  readonly ids: SiteIds
  readonly isHeader: (row: SourceRow) => boolean
  readonly identifiers: SiteMapping['identifiers']
  readonly words: IdentifierWords
  /** By column; others do not pass. */
  readonly admissions: ReadonlyMap<string, Admission>
  /** Hears of a cell that is not taken in as it stands. */
  readonly withhold: (column: string, cell: Cell, stored: Cell) => void
  readonly subjectKey: KeyedHash
  readonly linkKey: KeyedHash
  readonly report: (issue: Omit<RecordIssue, 'site' | 'file' | 'sheet'>) => void
}

const subjectOf = (row: SourceRow, { ids, firstRow }: PassingTable): SubjectId =>
  ids.subject(row) ?? { id: String(row.row - firstRow + 1) }

// Most sites have subjects without a link id; only a link id that was spoilt is trouble.
const linkOf = (row: SourceRow, { ids }: PassingTable): SubjectId | null => {
  const link = ids.link(row)
  return link !== null && 'fault' in link && link.fault === 'blank-id' ? null : link
}

const nameOf = (place: number | null, { places }: PassingTable): Told | null =>
  place === null ? null : (places.names.get(place) ?? null)

// A program shows a long number in powers of ten: its digits are what is searched.
const digitsOf = (cell: Cell & { readonly kind: 'text' | 'number' }): string =>
  cell.kind === 'number' && Number.isInteger(cell.number) && Math.abs(cell.number) >= 1e15
    ? BigInt(cell.number).toString()
    : cell.text

const fewestDigits = 6
const fewestOfNoDay = 9

// Among measured values a short number is one, and among days one of eight digits is a day.
const isOwn = (text: string, own: ReadonlySet<string>, { measuring, days }: Admission): boolean => {
  const bare = bareIdentifier(text)
  if (!own.has(bare)) return false
  return !measuring || !/^\d+$/.test(bare) || bare.length >= (days ? fewestOfNoDay : fewestDigits)
}

const maskCell = (cell: Cell, admission: Admission, words: IdentifierWords, own: ReadonlySet<string>): Cell => {
  if (cell.kind !== 'text' && cell.kind !== 'number') return cell
  if (admission.isListed(plainText(cell.text))) return cell
  const text = digitsOf(cell)
  if (own.size > 0 && isOwn(text, own, admission)) return { kind: 'text', text: identifierMask }
  const masked = words.mask(text, admission.measuring)
  return masked === null ? cell : { kind: 'text', text: masked }
}

const passCells = (source: SourceRow, subjectKey: string, passing: PassingTable): DoorRecord['cells'] => {
  const { row, cells } = source
  const passed = new Map<string, Cell>()
  const own = ownIdentifiers(source, passing.places, passing.identifiers.nonIdentifying)
  for (const { column, index } of passing.places.through) {
    const received = cells[index]
    const admission = passing.admissions.get(column)
    if (admission === undefined || received === undefined || received.kind === 'empty') continue
    const cell = maskCell(received, admission, passing.words, own)
    const admitted = admission.admit(cell)
    passed.set(column, admitted)
    if (admitted !== cell && 'text' in admitted && admission.isReported(admitted.text)) {
      passing.withhold(column, cell, admitted)
    }
    if (cell === received) continue
    passing.report({
      row,
      column: nameOf(index, passing),
      subjectKey,
      kind: 'identifier-in-text',
      effect: 'query',
      message: told`a direct identifier stood in this cell and was masked`,
    })
  }
  return Object.fromEntries(passed)
}

const repeatTold = (counts: boolean, earlier: number): Pick<RecordIssue, 'effect' | 'message'> =>
  counts
    ? {
        effect: 'query',
        message: told`equal to row ${earlier} in every cell and counted once: if it is a second one of its kind, give each row a number of its own`,
      }
    : { effect: 'normalized', message: told`equal to row ${earlier}; counted once` }

/**
 * Lets one row pass as a record without identifiers, or says why it makes none: it is no subject's, or equal to an
 * earlier one.
 */
export const passRow = (row: SourceRow, passing: PassingTable): DoorRecord | null => {
  const { file, table, places, report } = passing
  const held = { row: row.row, subjectKey: null, effect: 'record held' } as const
  if (passing.isHeader(row)) {
    report({
      ...held,
      column: null,
      kind: 'repeated-header',
      message: told`the header again in the middle of the table`,
    })
    return null
  }
  const subject = subjectOf(row, passing)
  if ('fault' in subject) {
    report({ ...held, column: nameOf(places.subject, passing), kind: subject.fault, message: subject.message })
    return null
  }
  const subjectKey = passing.subjectKey(subject.id)
  const earlier = passing.repeats.get(row)
  if (earlier !== undefined) {
    report({
      row: row.row,
      column: null,
      subjectKey,
      kind: 'duplicate-row',
      ...repeatTold(passing.mayCountTwice(row), earlier),
    })
    return null
  }
  const column = nameOf(places.subject, passing)
  const troubles = passing.ids.troubles(row)
  for (const trouble of troubles) report({ row: row.row, column, subjectKey, ...trouble })
  const linkColumn = nameOf(places.link, passing)
  for (const trouble of passing.ids.linkTroubles(row))
    report({ row: row.row, column: linkColumn, subjectKey, ...trouble })
  const link = linkOf(row, passing)
  const spoilt = link !== null && 'fault' in link ? link : null
  if (spoilt !== null) {
    report({ ...held, subjectKey, column: linkColumn, kind: spoilt.fault, message: spoilt.message })
  }
  const untold = table.untold?.get(row.row)
  if (untold !== undefined) report({ ...held, subjectKey, kind: 'unreadable-cell', ...untold })
  return {
    file,
    sheet: table.sheet,
    row: row.row,
    subjectKey,
    // A misspelt id would find another person, or nobody.
    linkKey: link !== null && 'id' in link && link.misspelt !== true ? passing.linkKey(link.id) : null,
    openId: passing.identifiers.nonIdentifying ? subject.id : null,
    held:
      spoilt?.message ?? troubles.find(({ effect }) => effect === 'record held')?.message ?? untold?.message ?? null,
    cells: passCells(row, subjectKey, passing),
  }
}
