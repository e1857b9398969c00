import type { SiteMapping } from '../protocol/site.js'
import type { Cell, SourceRow, SourceTable } from '../sources/source-record.js'
import type { ColumnUse } from './column-uses.js'
import type { DoorPlaces } from './door-places.js'
import type { DoorRecord } from './door-record.js'
import type { IdentifierWords } from './identifier-words.js'
import type { KeyedHash } from './keyed-hash.js'
import { plainText, receivedText } from './plain-text.js'
import type { RecordIssue } from './shared-row.js'
import { readSubjectId, type SubjectId } from './subject-id.js'

/** What the passing of a row depends on besides the row. */
export interface PassingTable {
  readonly file: string
  readonly table: SourceTable
  readonly places: DoorPlaces
  /** The first row below the header. */
  readonly firstRow: number
  /** Rows equal to an earlier one, with that one's number. */
  readonly repeats: ReadonlyMap<SourceRow, number>
  /** Rows whose id may have lost its leading zeros. */
  readonly stripped: ReadonlySet<SourceRow>
  readonly identifiers: SiteMapping['identifiers']
  readonly words: IdentifierWords
  readonly subjectKey: KeyedHash
  readonly linkKey: KeyedHash
  readonly report: (issue: Omit<RecordIssue, 'site' | 'file' | 'sheet'>) => void
}

const isHeader = (cells: readonly Cell[], header: readonly string[]): boolean =>
  cells.every((cell, index) => receivedText(cell).replaceAll(/\s+/g, ' ').trim() === header[index])

const subjectOf = (row: SourceRow, { places, firstRow, identifiers }: PassingTable): SubjectId =>
  places.subject === null
    ? { id: String(row.row - firstRow + 1) }
    : readSubjectId(row.cells[places.subject], identifiers.nonIdentifying)

// Many a subject has no link id; only one that was spoilt is trouble.
const linkOf = (row: SourceRow, { places }: PassingTable): SubjectId | null => {
  if (places.link === null) return null
  const link = readSubjectId(row.cells[places.link])
  return 'fault' in link && link.fault === 'blank-id' ? null : link
}

const nameOf = (place: number | null, { table }: PassingTable): string | null =>
  place === null ? null : (table.header[place] ?? null)

const passCell = (cell: Cell, use: ColumnUse | undefined, words: IdentifierWords): Cell => {
  if (cell.kind !== 'text' || use?.listed.has(plainText(cell.text)) === true) return cell
  const masked = words.mask(cell.text, use?.measuring === true)
  return masked === null ? cell : { kind: 'text', text: masked }
}

const passCells = ({ row, cells }: SourceRow, subjectKey: string, passing: PassingTable): DoorRecord['cells'] => {
  const passed: Record<string, Cell> = {}
  for (const { column, index, use } of passing.places.through) {
    const received = cells[index]
    if (received === undefined || received.kind === 'empty') continue
    const cell = passCell(received, use, passing.words)
    passed[column] = cell
    if (cell === received) continue
    passing.report({
      row,
      column,
      subjectKey,
      kind: 'identifier-in-text',
      effect: 'query',
      message: 'a direct identifier stood in this cell and was masked',
    })
  }
  return passed
}

/**
 * Lets one row pass as a record without identifiers, or tells why it makes none: it is no subject's, or equal to an
 * earlier one.
 */
export const passRow = (row: SourceRow, passing: PassingTable): DoorRecord | null => {
  const { file, table, places, report } = passing
  const held = { row: row.row, subjectKey: null, effect: 'record held' } as const
  if (isHeader(row.cells, table.header)) {
    report({ ...held, column: null, kind: 'repeated-header', message: 'the header again in the middle of the table' })
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
    const message = `equal to row ${earlier}; counted once`
    report({ row: row.row, column: null, subjectKey, kind: 'duplicate-row', effect: 'normalized', message })
    return null
  }
  if (passing.stripped.has(row)) {
    report({
      row: row.row,
      column: nameOf(places.subject, passing),
      subjectKey,
      kind: 'leading-zeros-lost',
      effect: 'query',
      message: 'a bare number where other ids begin with zeros',
    })
  }
  const link = linkOf(row, passing)
  const spoilt = link !== null && 'fault' in link ? link : null
  if (spoilt !== null) {
    report({ ...held, subjectKey, column: nameOf(places.link, passing), kind: spoilt.fault, message: spoilt.message })
  }
  return {
    file,
    sheet: table.sheet,
    row: row.row,
    subjectKey,
    linkKey: link !== null && 'id' in link ? passing.linkKey(link.id) : null,
    openId: passing.identifiers.nonIdentifying ? subject.id : null,
    held: spoilt?.message ?? null,
    cells: passCells(row, subjectKey, passing),
  }
}
