import type { CodelessWords } from '../../protocol/facts/codeless-words.js'
import { isOnlyJoined } from '../../protocol/facts/only-joined.js'
import { shareOf } from '../../protocol/facts/harmonized-by.js'
import { withParts } from '../../protocol/facts/part-files.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { openSubjectKey } from '../../protocol/language/subject-order.js'
import type { ColumnTable } from '../../sources/column-table.js'
import { type Admission, columnAdmissions } from './column-admission.js'
import { mayCountTwice } from './counted-rows.js'
import { collectIdentifiers, type DoorPlaces, doorPlaces } from './door-places.js'
import { doorFindings } from './door-findings.js'
import type { FileFinding } from '../columns/file-finding.js'
import { identifierWords, type IdentifierWords, type WordLimits } from './masks/identifier-words.js'
import type { IdNumbers } from './ids/id-numbers.js'
import { linkDigest, markHash, subjectDigest } from './ids/identity-hashes.js'
import type { IdentityKey } from './ids/identity-key.js'
import { keyedHash } from './ids/keyed-hash.js'
import { hashedKeys, type KeysOfIds, openKeys } from './ids/keys-of-ids.js'
import type { IdsOfRows } from './ids/row-ids.js'
import { nobodysRow } from './row-of-nobody.js'
import { type PassingTable, passTable } from './pass-table.js'
import { identifyingColumns } from './identifying-columns.js'
import type { AdmittedSite } from '../admitted-site.js'
import { addedByFile, type FatesOfFiles, type RowFate } from '../../words/row-fates.js'
import type { RecordIssue } from '../shared-row.js'
import { subjectsMet } from './subject-keys.js'
import { shortIds } from './ids/short-ids.js'
import { readSiteIds, type SiteIds } from './ids/site-ids.js'
import { textRun } from '../text-run.js'
import { type Told, told } from '../../words/told.js'
import { type Withheld, withheldTexts, type WithheldText } from './withheld-texts.js'
import { counted } from '../../words/counted.js'

/** A table of a site as it arrived, still with identifiers: it exists in memory only. */
export interface ArrivedTable {
  readonly fileId: string
  readonly file: Told
  readonly table: ColumnTable
}

/** What passed the door: columns without identifiers, the subjects, what was wrong, and what was done. */
export interface DoorResult {
  readonly received: AdmittedSite
  readonly issues: readonly RecordIssue[]
  readonly notes: readonly Told[]
  /** What is wrong with a file as a whole: too many of its rows cannot be used. */
  readonly findings: readonly FileFinding[]
  /** Texts that no list has and that were not taken in, where they are asked for: for a screen beside the exports alone. */
  readonly withheld: readonly WithheldText[]
  /** The fates of rows that did not pass; those that did find theirs when they are harmonized. */
  readonly fates: FatesOfFiles
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

// Of an open key only the id at its end differs.
const subjectKeysOf = ({ study, mapping, key: { secret } }: DoorInput, ids: readonly string[]): KeysOfIds => {
  const { site, identifiers } = mapping
  return identifiers.nonIdentifying
    ? openKeys(ids, openSubjectKey(study, site, ''))
    : hashedKeys(ids, subjectDigest(secret, study, site))
}

const firstRowOf = ({ files }: SiteMapping, fileId: string): number => {
  const header = files[fileId]?.header ?? 1
  return (typeof header === 'number' ? header : Math.max(...header)) + 1
}

// A row's number below the header, from 1, is its subject's id.
const idsByRow = ({ rows }: ColumnTable, first: number, ids: IdNumbers): IdsOfRows => {
  const codes = Int32Array.from({ length: rows.length }, (_, at) => ids.of(String(rows.at(at)! - first + 1)))
  return { codes, ofCodes: Int32Array.from(ids.ids, (_, number) => number) }
}

const reportOf =
  (site: string, { file, table: { sheet } }: ArrivedTable, issues: RecordIssue[]): PassingTable['report'] =>
  issue => {
    issues.push({ site, file, sheet, ...issue })
  }

const tellRagged = ({ issues, ragged }: ColumnTable, { report, end }: Pick<PassingTable, 'report' | 'end'>): void => {
  const cells = new Map(ragged.map(row => [row.row, row.cells]))
  for (const { row, column, message } of issues) {
    const issue = { row, column, message }
    const nobodys = nobodysRow(cells.get(issue.row)?.find(cell => cell.kind !== 'empty'))
    const words = nobodys === null ? { kind: 'ragged-row' as const } : { kind: nobodys.fault, message: nobodys.message }
    report({ ...issue, subjectKey: null, effect: 'record held', ...words })
    end(nobodys === null ? 'ragged-row' : nobodys.fault)
  }
}

const passTables = (
  placed: readonly Placed[],
  input: DoorInput,
  siteIds: SiteIds,
  words: IdentifierWords,
  issues: RecordIssue[],
  withheld: Withheld | null,
): Pick<DoorResult, 'received' | 'fates'> => {
  const { mapping, study, key } = input
  const { subjects: ids, links } = siteIds
  const ofRows = placed.map(({ arrived: { fileId, table } }, at) => {
    return siteIds.tables[at]?.subject?.numbers ?? idsByRow(table, firstRowOf(mapping, fileId), ids)
  })
  const subjectKeys = subjectKeysOf(input, ids.ids)
  const linkKeys = hashedKeys(links.ids, linkDigest(key.secret, study))
  const fates: [fileId: string, counts: Partial<Record<RowFate, number>>][] = []
  const passed = placed.map(({ arrived, places, admissions }, at) => {
    const report = reportOf(mapping.site, arrived, issues)
    const ended: Partial<Record<RowFate, number>> = {}
    const end = (fate: RowFate): void => {
      ended[fate] = (ended[fate] ?? 0) + 1
    }
    fates.push([arrived.fileId, ended])
    tellRagged(arrived.table, { report, end })
    if (arrived.table.leftOut !== undefined) ended['left-out'] = arrived.table.leftOut.length
    return passTable({
      ...arrived,
      places,
      identifiers: mapping.identifiers,
      subjects: ofRows[at]!,
      subject: siteIds.tables[at]?.subject ?? null,
      link: siteIds.tables[at]?.link ?? null,
      mayCountTwice: mayCountTwice(mapping, arrived.fileId, arrived.table),
      onlyJoined: isOnlyJoined(mapping, arrived.fileId),
      words,
      admissions,
      withheld,
      subjectKeys,
      linkKeys,
      marked:
        places.initials === null
          ? null
          : { ...arrived, mapping, place: places.initials, hashOf: markHash(key.secret, study) },
      report,
      end,
    })
  })
  const open = mapping.identifiers.nonIdentifying
  return { received: subjectsMet(ids.ids.length, subjectKeys, passed, open), fates: addedByFile(fates) }
}

const notesOf = ({ arrived: { file, table }, places }: Placed, _: number, all: readonly Placed[]): readonly Told[] => {
  const passed = new Set([...places.through.map(({ index }) => index), places.subject, places.link, places.initials])
  const left = table.header.filter((name, index) => name !== '' && !passed.has(index)).length
  const own = left > 0 ? [told`${counted(left, told`column`)} ${left === 1 ? 'was' : 'were'} left at the door`] : []
  // Of several sheets of one workbook each has notes of its own.
  const several = all.some(({ arrived }) => arrived.file === file && arrived.table.sheet !== table.sheet)
  const where = several ? told`${file}, sheet ${table.sheet}` : file
  return [...table.notes, ...own].map(note => told`${where}: ${note}`)
}

// What cannot be masked is not taken in: no row of the site, whose texts may repeat what this file holds.
const tooMany = ({ arrived: { file, table } }: Placed, placed: readonly Placed[], open: boolean): DoorResult => ({
  received: {
    subjects: { count: 0, open, some: () => ({ beginning: '', ends: textRun([]), open }) },
    tables: placed.map(
      ({
        arrived: {
          fileId,
          file: own,
          table: { sheet },
        },
        places,
      }) => ({
        fileId,
        file: own,
        sheet,
        count: 0,
        rowsIn: () => new Int32Array(),
        subjectsIn: () => new Int32Array(),
        links: places.link === null ? null : new Int32Array(),
        linkKeys: [],
        held: new Map(),
        columns: new Map(),
      }),
    ),
  },
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
  fates: addedByFile(
    placed.map(({ arrived: { fileId, table: own } }) => [
      fileId,
      { 'not-let-in': own.rows.length + own.issues.length + (own.leftOut?.length ?? 0) },
    ]),
  ),
})

/**
 * Lets a site's tables in: ids become keyed hashes, direct identifiers are dropped and masked wherever else they stand,
 * and only mapped columns pass.
 */
export const passDoor = (written: DoorInput): DoorResult => {
  const { tables } = written
  const mapping = withParts(
    written.mapping,
    tables.map(({ fileId }) => fileId),
  )
  const input = { ...written, mapping }
  const words = identifierWords(input.limits)
  // Names texts that are not taken in, so that equal ones stay equal.
  const labelOf = keyedHash(input.key.secret, input.study, `text:${mapping.site}`)
  const placed = tables.map(arrived => ({
    arrived,
    places: doorPlaces(mapping, arrived.fileId, arrived.table),
    admissions: columnAdmissions(mapping, arrived.fileId, input.codeless ?? {}, labelOf),
  }))
  const full = placed.find(
    ({ arrived, places }) => !collectIdentifiers(words, mapping.identifiers, arrived.table, places),
  )
  if (full !== undefined) return tooMany(full, placed, mapping.identifiers.nonIdentifying)
  const issues: RecordIssue[] = []
  const ids = readSiteIds(
    placed.map(({ arrived, places }) => ({ ...arrived, places })),
    mapping,
  )
  const withheld = input.local === true ? withheldTexts() : null
  const { received, fates } = passTables(placed, input, ids, words, issues, withheld)
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
    received,
    findings: [...findings, ...asked],
    issues: left,
    notes: [...new Set([...placed.flatMap(notesOf), ...ids.notes])],
    withheld: withheld?.all() ?? [],
    fates,
  }
}
