import { isOnlyJoined } from '../../../protocol/facts/only-joined.js'
import type { CodelessWords } from '../../../protocol/facts/codeless-words.js'
import { shareOf } from '../../../protocol/facts/harmonized-by.js'
import type { SiteMapping } from '../../../protocol/language/site.js'
import { openSubjectKey } from '../../../protocol/language/subject-order.js'
import type { SourceTable } from '../../support/source-table.js'
import { type Admission, columnAdmissions } from '../../../harmonize/door/column-admission.js'
import { mayCountTwice } from './counted-rows.js'
import { collectIdentifiers, type DoorPlaces, doorPlaces } from './door-places.js'
import { doorFindings } from './door-findings.js'
import type { DoorFile } from '../../support/door-record.js'
import { equalRows } from './equal-rows.js'
import type { FileFinding } from '../../../harmonize/columns/file-finding.js'
import {
  identifierWords,
  type IdentifierWords,
  type WordLimits,
} from '../../../harmonize/door/masks/identifier-words.js'
import { linkHash, subjectHash } from '../../../harmonize/door/ids/identity-hashes.js'
import type { IdentityKey } from '../../../harmonize/door/ids/identity-key.js'
import { type KeyedHash, keyedHash } from '../../../harmonize/door/ids/keyed-hash.js'
import { nobodysRow } from './row-of-nobody.js'
import { type PassingTable, passRow } from './pass-row.js'
import { identifyingColumns } from './identifying-columns.js'
import { headerAgain } from './repeats-header.js'
import type { RecordIssue, SubjectIdentity } from '../../../harmonize/shared-row.js'
import { shortIds } from './short-ids.js'
import { readSiteIds, type SiteIds } from './site-ids.js'
import { type Told, told } from '../../../words/told.js'
import { type Withheld, withheldTexts, type WithheldText } from '../../../harmonize/door/withheld-texts.js'

/** A table of a site as it arrived, still with identifiers: it exists in memory only. */
export interface ArrivedTable {
  readonly fileId: string
  readonly file: Told
  readonly table: SourceTable
}

/** What passed the door: records without identifiers, the subjects, what was wrong, and what was done. */
export interface DoorResult {
  readonly files: readonly DoorFile[]
  readonly identities: readonly SubjectIdentity[]
  readonly issues: readonly RecordIssue[]
  readonly notes: readonly Told[]
  /** What is wrong with a file as a whole: too many of its rows cannot be used. */
  readonly findings: readonly FileFinding[]
  /** Texts that no list has and that were not taken in, where they are asked for: for a screen beside the exports alone. */
  readonly withheld: readonly WithheldText[]
}

/** A site's arrived tables with the study, its mapping and the key of its identities. */
export interface DoorInput {
  /** The study's id. */
  readonly study: string
  readonly mapping: SiteMapping
  readonly key: IdentityKey
  /** All tables of the site: an identifier of one file is masked in every other. */
  readonly tables: readonly ArrivedTable[]
  /** The share of a file's rows above which it is not believed; the language's default where it is not given. */
  readonly share?: number
  /** The words that the study has for columns of codes without a list; none where it is not given. */
  readonly codeless?: CodelessWords
  /** Whether texts that are not taken in are shown: never where anything is stored. */
  readonly local?: boolean
  /** How much is looked for at once; the usual bounds where it is not given. */
  readonly limits?: WordLimits
}

interface Placed {
  readonly arrived: ArrivedTable
  readonly places: DoorPlaces
  /** By column, what of it is taken in. */
  readonly admissions: ReadonlyMap<string, Admission>
}

interface Hashes {
  readonly subjectKey: KeyedHash
  readonly linkKey: KeyedHash
  /** Names texts that are not taken in, so that equal ones stay equal. */
  readonly labelOf: KeyedHash
}

const hashes = ({ study, mapping: { site, identifiers }, key: { secret } }: DoorInput): Hashes => ({
  subjectKey: identifiers.nonIdentifying ? id => openSubjectKey(study, site, id) : subjectHash(secret, study, site),
  linkKey: linkHash(secret, study),
  labelOf: keyedHash(secret, study, `text:${site}`),
})

const firstRowOf = ({ files }: SiteMapping, fileId: string): number => {
  const header = files[fileId]?.header ?? 1
  return (typeof header === 'number' ? header : Math.max(...header)) + 1
}

const passTable = (
  { arrived: { fileId, file, table }, places, admissions }: Placed,
  { mapping }: DoorInput,
  { subjectKey, linkKey }: Hashes,
  ids: SiteIds,
  words: IdentifierWords,
  issues: RecordIssue[],
  withheld: Withheld | null,
): DoorFile => {
  const report: PassingTable['report'] = issue => {
    issues.push({ site: mapping.site, file, sheet: table.sheet, ...issue })
  }
  const ragged = new Map((table.ragged ?? []).map(({ row, cells }) => [row, cells]))
  for (const { row, column, message } of table.issues) {
    const issue = { row, column, message }
    const nobodys = nobodysRow(ragged.get(row) ?? [])
    const words = nobodys === null ? { kind: 'ragged-row' as const } : { kind: nobodys.fault, message: nobodys.message }
    report({ ...issue, subjectKey: null, effect: 'record held', ...words })
  }
  const passing: PassingTable = {
    file,
    table,
    places,
    words,
    admissions,
    withhold: (column, cell, stored) => withheld?.meet(file, column, cell, stored)(),
    report,
    subjectKey,
    linkKey,
    firstRow: firstRowOf(mapping, fileId),
    // Where rows are subjects by their number, equal rows are different subjects.
    repeats: places.subject === null ? new Map() : equalRows(table.rows),
    mayCountTwice: mayCountTwice(mapping, fileId, table.header),
    ids,
    isHeader: headerAgain(table.header, places.subject),
    identifiers: mapping.identifiers,
  }
  const records = isOnlyJoined(mapping, fileId)
    ? []
    : table.rows.map(row => passRow(row, passing)).filter(record => record !== null)
  return { fileId, file, sheet: table.sheet, records }
}

const identitiesOf = (site: string, files: readonly DoorFile[]): readonly SubjectIdentity[] => {
  const identities = new Map<string, SubjectIdentity>()
  for (const { records } of files) {
    for (const { subjectKey, linkKey, openId } of records) {
      const known = identities.get(subjectKey)
      if (known !== undefined && (known.linkKey !== null || linkKey === null)) continue
      identities.set(subjectKey, { subjectKey, linkKey, site, openId })
    }
  }
  return [...identities.values()]
}

const notesOf = ({ arrived: { file, table }, places }: Placed, _: number, all: readonly Placed[]): readonly Told[] => {
  const passed = new Set([...places.through.map(({ index }) => index), places.subject, places.link])
  const left = table.header.filter((name, index) => name !== '' && !passed.has(index)).length
  const own = left > 0 ? [told`${left} ${left === 1 ? 'column was' : 'columns were'} left at the door`] : []
  // Of several sheets of one workbook each has notes of its own.
  const several = all.some(({ arrived }) => arrived.file === file && arrived.table.sheet !== table.sheet)
  const where = several ? told`${file}, sheet ${table.sheet}` : file
  return [...table.notes, ...own].map(note => told`${where}: ${note}`)
}

// What cannot be masked is not taken in: no row of the site, whose texts may repeat what this file holds.
const tooMany = ({ arrived: { file, table } }: Placed, placed: readonly Placed[]): DoorResult => ({
  files: placed.map(({ arrived }) => ({
    fileId: arrived.fileId,
    file: arrived.file,
    sheet: arrived.table.sheet,
    records: [],
  })),
  identities: [],
  issues: [],
  findings: [
    {
      file,
      sheet: table.sheet,
      column: null,
      kind: 'identifiers-too-many',
      effect: 'file refused',
      filled: table.rows.length,
      unusable: table.rows.length,
      message: told`the dropped columns hold more texts than can be looked for in the others: leave columns of remarks out of \`drop\` and \`map\`; what the mapping does not name goes no further`,
    },
  ],
  notes: [],
  withheld: [],
})

/**
 * Lets a site's tables in: ids become keyed hashes, direct identifiers are dropped and masked wherever else they stand,
 * and only mapped columns pass.
 */
export const passDoor = (input: DoorInput): DoorResult => {
  const { mapping, tables } = input
  const words = identifierWords(input.limits)
  const keys = hashes(input)
  const placed = tables.map(arrived => ({
    arrived,
    places: doorPlaces(mapping, arrived.fileId, arrived.table),
    admissions: columnAdmissions(mapping, arrived.fileId, input.codeless ?? {}, keys.labelOf),
  }))
  const full = placed.find(
    ({ arrived, places }) => !collectIdentifiers(words, mapping.identifiers, arrived.table, places),
  )
  if (full !== undefined) return tooMany(full, placed)
  const issues: RecordIssue[] = []
  const ids = readSiteIds(
    placed.map(({ arrived, places }) => ({ ...arrived, places })),
    mapping,
  )
  const withheld = input.local === true ? withheldTexts() : null
  const files = placed.map(table => passTable(table, input, keys, ids, words, issues, withheld))
  const judged = placed.map(({ arrived: { file, table }, places: { subject, names } }) => ({
    file,
    table,
    idColumn: subject === null ? null : (names.get(subject) ?? null),
  }))
  const asked = placed.flatMap(({ arrived: { file, table }, places, admissions }) => [
    ...identifyingColumns(file, table, places, mapping.identifiers, admissions),
    ...shortIds(file, table, places),
  ])
  const { findings, issues: left } = doorFindings(judged, issues, input.share ?? shareOf({}))
  return {
    files,
    identities: identitiesOf(mapping.site, files),
    findings: [...findings, ...asked],
    issues: left,
    notes: [...new Set([...placed.flatMap(notesOf), ...ids.notes])],
    withheld: withheld?.all() ?? [],
  }
}
