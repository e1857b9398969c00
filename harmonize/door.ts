import { mappedColumns } from '../protocol/mapped-columns.js'
import type { SiteMapping } from '../protocol/site.js'
import type { Cell, SourceRow, SourceTable } from '../sources/source-record.js'
import { type ColumnUse, columnUses } from './column-uses.js'
import type { DoorFile, DoorRecord } from './door-record.js'
import { equalRows } from './equal-rows.js'
import { identifierWords, type IdentifierWords } from './identifier-words.js'
import type { IdentityKey } from './identity-key.js'
import { type KeyedHash, keyedHash } from './keyed-hash.js'
import { leadingZeros } from './leading-zeros.js'
import { plainText, receivedText } from './plain-text.js'
import type { IssueEffect, RecordIssue, SubjectIdentity } from './shared-row.js'
import { readSubjectId, type SubjectId } from './subject-id.js'

/** A table of a site as it arrived, still with identifiers: it exists in memory only. */
export interface ArrivedTable {
  readonly fileId: string
  readonly file: string
  readonly table: SourceTable
}

/** What passed the door: records without identifiers, the subjects, what was wrong, and what was done. */
export interface DoorResult {
  readonly files: readonly DoorFile[]
  readonly identities: readonly SubjectIdentity[]
  readonly issues: readonly RecordIssue[]
  readonly notes: readonly string[]
}

/** A site's arrived tables with the study, its mapping and the key of its identities. */
export interface DoorInput {
  /** The study's id. */
  readonly study: string
  readonly mapping: SiteMapping
  readonly key: IdentityKey
  /** All tables of the site: an identifier of one file is masked in every other. */
  readonly tables: readonly ArrivedTable[]
}

interface Places {
  readonly subject: number | null
  readonly link: number | null
  readonly dropped: readonly number[]
  readonly through: readonly { readonly column: string; readonly index: number; readonly use: ColumnUse | undefined }[]
}

interface Passage {
  readonly mapping: SiteMapping
  readonly study: string
  readonly subjectHash: KeyedHash
  readonly linkHash: KeyedHash
  readonly words: IdentifierWords
  readonly issues: RecordIssue[]
}

const placesOf = (mapping: SiteMapping, fileId: string, { header }: SourceTable): Places => {
  const { subject, link, drop, through } = mappedColumns(mapping, fileId)
  const place = (column: string | null): number | null => (column === null ? null : header.indexOf(column))
  const uses = columnUses(mapping, fileId)
  return {
    subject: place(subject),
    link: place(link),
    dropped: drop.map((column) => header.indexOf(column)).filter((index) => index >= 0),
    through: through.map((column) => ({ column, index: header.indexOf(column), use: uses.get(column) })).filter(({ index }) => index >= 0),
  }
}

const collectIdentifiers = (words: IdentifierWords, { nonIdentifying }: SiteMapping['identifiers'], rows: readonly SourceRow[], places: Places): void => {
  const columns = [...places.dropped, ...(nonIdentifying || places.subject === null ? [] : [places.subject]), ...(places.link === null ? [] : [places.link])]
  for (const { cells } of rows) for (const column of columns) words.add(receivedText(cells[column]))
}

const headerRow = (cells: readonly Cell[], header: readonly string[]): boolean =>
  cells.every((cell, index) => receivedText(cell).replaceAll(/\s+/g, ' ').trim() === header[index])

const idOf = (row: SourceRow, place: number | null, firstRow: number): SubjectId =>
  place === null ? { id: String(row.row - firstRow + 1) } : readSubjectId(row.cells[place])

const passCell = (cell: Cell, use: ColumnUse | undefined, words: IdentifierWords): Cell => {
  if (cell.kind !== 'text' || use?.listed.has(plainText(cell.text)) === true) return cell
  const masked = words.mask(cell.text, use?.measuring === true)
  return masked === null ? cell : { kind: 'text', text: masked }
}

const passTable = ({ fileId, file, table }: ArrivedTable, places: Places, passage: Passage): DoorFile => {
  const { mapping: { site, files, identifiers }, study, subjectHash, linkHash, words, issues } = passage
  const byRowNumber = places.subject === null
  const header = files[fileId]?.header ?? 1
  const firstRow = (typeof header === 'number' ? header : Math.max(...header)) + 1
  const repeats = byRowNumber ? new Map<SourceRow, number>() : equalRows(table.rows)
  const zeros = places.subject === null ? null : leadingZeros(table.rows, places.subject)
  const report = (row: number, column: string | null, subjectKey: string | null, kind: string, effect: IssueEffect, message: string): void => {
    issues.push({ site, file, sheet: table.sheet, row, column, subjectKey, kind, effect, message })
  }
  const openKey = (id: string): string => (identifiers.nonIdentifying ? `${study}:${site}:${id}` : subjectHash(id))
  const columnName = (place: number | null): string | null => (place === null ? null : (table.header[place] ?? null))
  const linkOf = (row: SourceRow): SubjectId | null => {
    const link = places.link === null ? null : readSubjectId(row.cells[places.link])
    // Many a subject has no such id; only one that was spoilt is trouble.
    return link !== null && 'fault' in link && link.fault === 'blank-id' ? null : link
  }
  const pass = (row: SourceRow): DoorRecord | null => {
    if (headerRow(row.cells, table.header)) {
      report(row.row, null, null, 'repeated-header', 'record held', 'the header again in the middle of the table')
      return null
    }
    const subject = idOf(row, places.subject, firstRow)
    if ('fault' in subject) {
      report(row.row, columnName(places.subject), null, subject.fault, 'record held', subject.message)
      return null
    }
    const subjectKey = openKey(subject.id)
    const repeated = repeats.get(row)
    if (repeated !== undefined) {
      report(row.row, null, subjectKey, 'duplicate-row', 'normalized', `equal to row ${repeated}; counted once`)
      return null
    }
    if (zeros?.has(row) === true) report(row.row, columnName(places.subject), subjectKey, 'leading-zeros-lost', 'query', 'a bare number where other ids begin with zeros')
    const link = linkOf(row)
    const spoilt = link !== null && 'fault' in link
    if (spoilt) report(row.row, columnName(places.link), subjectKey, link.fault, 'record held', link.message)
    const cells: Record<string, Cell> = {}
    for (const { column, index, use } of places.through) {
      const received = row.cells[index]
      if (received === undefined || received.kind === 'empty') continue
      const passed = passCell(received, use, words)
      if (passed !== received) report(row.row, column, subjectKey, 'identifier-in-text', 'query', 'a direct identifier stood in this cell and was masked')
      cells[column] = passed
    }
    return {
      file, sheet: table.sheet, row: row.row, subjectKey,
      linkKey: link === null || spoilt ? null : linkHash(link.id),
      openId: identifiers.nonIdentifying ? subject.id : null,
      held: spoilt ? link.message : null,
      cells,
    }
  }
  for (const { row, column, kind, message } of table.issues) report(row, column, null, kind.replace(' ', '-'), 'record held', message)
  return { fileId, file, sheet: table.sheet, records: table.rows.map(pass).filter((record) => record !== null) }
}

const identitiesOf = (site: string, files: readonly DoorFile[]): readonly SubjectIdentity[] => {
  const identities = new Map<string, SubjectIdentity>()
  for (const { subjectKey, linkKey, openId } of files.flatMap(({ records }) => records)) {
    const known = identities.get(subjectKey)
    if (known === undefined || (known.linkKey === null && linkKey !== null)) identities.set(subjectKey, { subjectKey, linkKey, site, openId })
  }
  return [...identities.values()]
}

/** Lets a site's tables in: ids become keyed hashes, direct identifiers are dropped and masked wherever else they stand, and only mapped columns pass. */
export const passDoor = ({ study, mapping, key, tables }: DoorInput): DoorResult => {
  const words = identifierWords()
  const placed = tables.map((arrived) => ({ arrived, places: placesOf(mapping, arrived.fileId, arrived.table) }))
  for (const { arrived, places } of placed) collectIdentifiers(words, mapping.identifiers, arrived.table.rows, places)
  const issues: RecordIssue[] = []
  const passage: Passage = {
    mapping, study, words, issues,
    subjectHash: keyedHash(key.secret, study, mapping.site),
    linkHash: keyedHash(key.secret, study, 'link'),
  }
  const files = placed.map(({ arrived, places }) => passTable(arrived, places, passage))
  const notes = placed.flatMap(({ arrived: { file, table }, places }) => {
    const passed = new Set([...places.through.map(({ index }) => index), places.subject, places.link])
    const left = table.header.filter((name, index) => name !== '' && !passed.has(index)).length
    return [...table.notes.map((note) => `${file}: ${note}`), ...(left > 0 ? [`${file}: ${left} columns were left at the door`] : [])]
  })
  return { files, identities: identitiesOf(mapping.site, files), issues, notes: [...new Set(notes)] }
}
