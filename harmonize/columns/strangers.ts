import { deliveredDomains } from '../../protocol/facts/mapping-blocks.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { BlockRows } from '../blocks/block-rows.js'
import type { SiteLog } from '../blocks/site-log.js'
import type { PlaceOf } from '../blocks/subjects-met.js'
import type { ColumnJudge } from './column-finding.js'
import { rowsFinding } from './rows-share.js'
import { type TableRows, tableRow } from './table-rows.js'
import { type Told, told } from '../../words/told.js'
import { fileMark } from '../../words/file-marks.js'
import { eachRun, numberAt } from '../row-runs.js'

/** The shared rows of a domain, file by file. */
export interface DomainRows {
  readonly domain: DomainName
  readonly files: readonly (readonly BlockRows[])[]
}

/** What the holding of strangers reads and writes besides the rows. */
export interface StrangerSettings {
  readonly mapping: SiteMapping
  readonly judge: ColumnJudge
  /** How many subjects the site has. */
  readonly subjects: number
  readonly held: ReadonlyMap<number, Told>
  readonly hold: (subject: number, reason: Told) => void
  readonly placeOf: PlaceOf
  readonly log: SiteLog
}

const expected = told`rows of subjects that the file of subjects has, under the same id (leading zeros, spaces, .0 count)`

const rowsOfOthers = ({ table: { subjects }, at, count: rows }: TableRows, known: Uint8Array): number => {
  let count = 0
  if (at === null && !(subjects instanceof Int32Array)) {
    eachRun(subjects, rows, (subject, own) => {
      count += own * (1 - known[subject]!)
    })
    return count
  }
  for (let row = 0; row < rows; row += 1) count += 1 - known[numberAt(subjects, tableRow(at, row))]!
  return count
}

// Files of which too many rows are of strangers: reported once, and no subject is asked about.
const disbelieved = (
  files: readonly TableRows[],
  known: Uint8Array,
  { judge, log }: StrangerSettings,
): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const rows of files) {
    const { file, sheet } = rows.table
    const found = told`are of subjects that have no record in the file of subjects`
    const place = { file, sheet, column: null, kind: 'rows-of-strangers' } as const
    const unusable = rowsOfOthers(rows, known)
    const finding = rowsFinding({ ...place, rows: rows.count, unusable, found, expected }, judge.share)
    if (finding === null) continue
    log.find(finding)
    names.add(file)
  }
  return names
}

const eachRow = (blocks: readonly BlockRows[], take: (row: number, subject: number) => void): void => {
  for (const { source, made } of blocks) {
    for (let row = 0; row < source.count; row += 1) {
      if (made?.[row] === 0) continue
      const own = tableRow(source.at, row)
      take(own, numberAt(source.table.subjects, own))
    }
  }
}

const knownSubjects = (domains: readonly DomainRows[], subjects: number): Uint8Array => {
  const known = new Uint8Array(subjects)
  for (const { domain, files } of domains) {
    if (domain === 'subject') eachRow(files.flat(), (_row, subject) => (known[subject] = 1))
  }
  return known
}

/** The first row of each subject that is not known yet, block by block, within one as the file has them. */
const firstOfOthers = (blocks: readonly BlockRows[], known: Uint8Array): readonly number[] =>
  [...new Set(blocks.map(({ block }) => block))].flatMap(block => {
    const rows: number[] = []
    const own = blocks.filter(one => one.block === block)
    eachRow(own, (row, subject) => known[subject] === 0 && rows.push(row))
    return rows.sort((one, other) => one - other)
  })

/**
 * Holds the subjects of rows that have no record in the file of subjects, and refuses a file of which too many rows are
 * such.
 */
export const holdStrangers = (
  domains: readonly DomainRows[],
  files: readonly TableRows[],
  settings: StrangerSettings,
): void => {
  const { mapping, subjects, held, hold, placeOf, log } = settings
  if (!deliveredDomains(mapping).includes('subject')) return
  const known = knownSubjects(domains, subjects)
  const named = Uint8Array.from(known)
  for (const subject of held.keys()) named[subject] = 1
  const doubted = disbelieved(files, named, settings)
  const strange = new Set(files.filter(rows => rowsOfOthers(rows, known) > 0).map(({ table }) => table))
  for (const blocks of domains.flatMap(domain => domain.files)) {
    const table = blocks[0]?.source.table
    if (table === undefined || !strange.has(table)) continue
    for (const row of firstOfOthers(blocks, known)) {
      const subject = numberAt(table.subjects, row)
      if (known[subject] === 1) continue
      known[subject] = 1
      if (held.has(subject)) continue
      const mark = fileMark(table.fileId)
      hold(subject, told`${mark} row ${table.rows.at(row)!}: no record of this subject in the file of subjects`)
      if (doubted.has(table.file)) continue
      log.report(placeOf(table, row), null, {
        kind: 'no-subject-row',
        effect: 'record held',
        message: told`the subject of this row has no record in the file of subjects; the subject is held`,
      })
    }
  }
}
