import { testsOf } from '../protocol/schema/analytes.js'
import { type DomainName, domainNames } from '../protocol/schema/domains.js'
import { type HarmonizedBy, shareOf } from '../protocol/facts/harmonized-by.js'
import { neverHad } from '../protocol/facts/nobody-had.js'
import { withParts } from '../protocol/facts/part-files.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import { type BlockPlan, blockPlans, isSingle } from './blocks/block-plan.js'
import { type DuplicateSettings, resolveDuplicates } from './blocks/duplicate-rows.js'
import { meetBlocks } from './blocks/fates-of-block.js'
import { harmonizeBlock } from './blocks/harmonize-block.js'
import { madeByFile } from './blocks/made-by-file.js'
import { keepOneRowASubject } from './blocks/one-row-per-subject.js'
import { shareRows } from './blocks/share-rows.js'
import { resolveSingles } from './blocks/single-rows.js'
import { type CodeProposal, siteLog } from './blocks/site-log.js'
import { linksOf, marksOf, type PlaceOf } from './blocks/subjects-met.js'
import type { ColumnJudge } from './columns/column-finding.js'
import type { FileFinding } from './columns/file-finding.js'
import { type DayOrder, judgeDays } from './columns/judge-days.js'
import { type DomainRows, holdStrangers } from './columns/strangers.js'
import { type SubjectOrder, tableOrders } from './columns/subject-order.js'
import { allRows, markedRows, type TableRows, tableRow } from './columns/table-rows.js'
import { dataDateAhead } from './columns/data-date-ahead.js'
import { tellUnusableWhen } from './columns/unusable-when.js'
import { tellUnlistedWhen } from './columns/when-words.js'
import type { ColumnRule } from './read/column-rule.js'
import { siteDataDate } from './read/data-date.js'
import type { ReceivedSite, ReceivedSubjects, ReceivedTable } from './received-site.js'
import { FatesOfRows } from './fates-of-rows.js'
import type { SharedDomain } from './shared-domain.js'
import { numberAt } from './row-runs.js'
import type { RecordIssue } from './shared-row.js'
import { literalsOf, type Told, told } from '../words/told.js'
import { fileMark } from '../words/file-marks.js'
import { addedByFile, type FatesOfFiles } from '../words/row-fates.js'

/** A site's exports after the door, with the study and mapping that they are harmonized by. */
export interface HarmonizeInput {
  readonly study: HarmonizedBy
  readonly mapping: SiteMapping
  readonly received: ReceivedSite
  /** The day the exports arrived, which counts where the mapping says no other; null in a study without dates. */
  readonly receivedOn: IsoDate | null
}

/** A site's subjects with the key of each one's link id, null for one without. */
export interface HarmonizedSubjects extends ReceivedSubjects {
  readonly linkKeys: readonly (string | null)[]
  /** By birth date, sex and initials; absent where no file has them. */
  readonly marks?: readonly (string | null)[] | undefined
}

/** A site's rows in the shared schema, what was wrong, and who is held. */
export interface HarmonizedSite {
  readonly subjects: HarmonizedSubjects
  /** The ids of the site's files in the order of their bytes. */
  readonly fileIds: readonly string[]
  /** Only domains that have rows. */
  readonly domains: Readonly<Partial<Record<DomainName, SharedDomain>>>
  readonly issues: readonly RecordIssue[]
  /** By subject, the reason why the whole subject is held. */
  readonly held: ReadonlyMap<number, Told>
  readonly dataDate: IsoDate | null
  readonly notes: readonly Told[]
  /** Where received texts stand that no list has, with counts. */
  readonly proposals: readonly CodeProposal[]
  /** What is wrong with a file or column as a whole. */
  readonly findings: readonly FileFinding[]
  /** What became of the rows that had passed the door. */
  readonly fates: FatesOfFiles
}

type Hold = (subject: number, reason: Told) => void

const reasonAt = ({ fileId, rows }: ReceivedTable, row: number, reason: Told): Told =>
  told`${fileMark(fileId)} row ${rows.at(row)!}: ${reason}`

const withoutHeldRows = (table: ReceivedTable, hold: Hold, fates: FatesOfRows): TableRows => {
  const rows = allRows(table)
  if (table.held.size === 0) return rows
  const kept = new Uint8Array(table.count).fill(1)
  for (const [row, reason] of [...table.held].sort(([one], [other]) => one - other)) {
    kept[row] = 0
    fates.meet(row, 'id-held')
    hold(numberAt(table.subjects, row), reasonAt(table, row, reason))
  }
  return markedRows(rows, kept)
}

// The days of a column are judged by the whole file, whichever of its rows a block takes.
const dayOrders = (rows: TableRows): ((rule: ColumnRule) => DayOrder) => {
  const orders = new Map<string, DayOrder>()
  return rule => {
    const key = JSON.stringify([rule.column, rule.listed])
    const order = orders.get(key) ?? judgeDays(rule, rows.column(rule.column))
    orders.set(key, order)
    return order
  }
}

// Rows of a file are named where blocks take them by a word.
const usedMarks = ({ fileId, count }: ReceivedTable, plans: readonly BlockPlan[]): Uint8Array | null =>
  plans.some(plan => plan.fileId === fileId && plan.when.length > 0) ? new Uint8Array(count) : null

const placesOf =
  ({ subjects }: ReceivedSite): PlaceOf =>
  ({ file, sheet, rows, subjects: own }, row) => ({
    file,
    sheet,
    row: rows.at(row)!,
    subjectKey: subjects.keys[numberAt(own, row)]!,
  })

const inBytes = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const sharedDomains = (
  fileIds: readonly string[],
  domains: readonly DomainRows[],
  files: readonly TableRows[],
  subjects: number,
  orderOf: (table: ReceivedTable) => SubjectOrder,
): HarmonizedSite['domains'] => {
  const ordered = files
    .map(({ table }, at) => ({ table, file: fileIds.indexOf(table.fileId), at }))
    .sort((one, other) => one.file - other.file)
  return Object.fromEntries(
    domains.flatMap(({ domain, files: made }) => {
      const own = ordered.map(({ table, file, at }) => ({ table, file, blocks: made[at] ?? [] }))
      const shared = shareRows(domain, own, subjects, orderOf)
      return shared === null ? [] : [[domain, shared] as const]
    }),
  )
}

/**
 * Turns a site's received rows into rows of the shared schema by its mapping; what is wrong in a value or row is held and
 * reported, and nothing is thrown for it. A cell is read once for all rows that have it.
 */
export const harmonizeSite = ({ study, mapping: written, received, receivedOn }: HarmonizeInput): HarmonizedSite => {
  const ids = received.tables.map(({ fileId }) => fileId)
  const mapping = withParts(written, ids)
  const log = siteLog(mapping.site)
  const held = new Map<number, Told>()
  const hold: Hold = (subject, reason) => {
    if (!held.has(subject)) held.set(subject, reason)
  }
  const plans = blockPlans(mapping)
  const dataDate = study.time === 'dates' ? siteDataDate(mapping, received.tables, receivedOn) : null
  const ahead = dataDateAhead(
    mapping,
    received.tables.map(({ count, ...table }) => ({ ...table, rows: count })),
    dataDate,
    receivedOn,
  )
  if (ahead !== null) log.find(ahead)
  const subjects = received.subjects.keys.length
  const placeOf = placesOf(received)
  const orderOf = tableOrders(subjects)
  const linkKeys = linksOf(received, hold, placeOf, log)
  const marks = marksOf(received)
  const fates = received.tables.map(({ count }) => new FatesOfRows(count))
  const files = received.tables
    .map((table, at) => withoutHeldRows(table, hold, fates[at]!))
    .map((rows, at) => {
      const ofTable = (row: number) => placeOf(rows.table, row)
      return keepOneRowASubject(rows, { mapping, plans, subjects, hold, placeOf: ofTable, fates: fates[at]!, log })
    })
  const tests = testsOf(study)
  const nobody = neverHad(mapping)
  const named = new Set([...Object.keys(tests), ...literalsOf(mapping)])
  const judge: ColumnJudge = { share: shareOf(study), deciding: study.deciding ?? [], named }
  const blocks = files.map((rows, at) => ({
    fates: fates[at]!,
    ...{ tests, judge, log, dataDate, orderOf: dayOrders(rows), used: usedMarks(rows.table, plans), nobody },
    placeOf: (row: number) => placeOf(rows.table, row),
    hold: (row: number, reason: Told) => hold(numberAt(rows.table.subjects, row), reasonAt(rows.table, row, reason)),
  }))
  const ofTables = new Map(received.tables.map((table, at) => [table, fates[at]!]))
  const duplicates: DuplicateSettings = {
    ...{ subjects, orderOf, log, ofDay: study.ofDay ?? [] },
    placeOf: ({ rows: { source }, row }) => placeOf(source.table, tableRow(source.at, row)),
    meet: ({ rows: { source }, row }, fate) => ofTables.get(source.table)?.meet(tableRow(source.at, row), fate),
  }
  const domains = domainNames.map((domain): DomainRows => {
    const make = (rows: TableRows, file: number) =>
      plans.flatMap((plan, block) =>
        plan.domain === domain && plan.fileId === rows.table.fileId
          ? harmonizeBlock(plan, block, rows, blocks[file]!)
          : [],
      )
    const single = isSingle(domain)
    const made = madeByFile(files, make, own => (single ? own : resolveDuplicates(domain, own, duplicates)))
    return { domain, files: single ? resolveSingles(made, hold, duplicates) : made }
  })
  files.forEach((rows, file) => {
    tellUnlistedWhen(rows, plans, { mapping, ...blocks[file]! })
    tellUnusableWhen(rows, plans, blocks[file]!)
  })
  holdStrangers(domains, files, { mapping, judge, subjects, held, hold, placeOf, log })
  meetBlocks(domains, fates, held, subjects)
  const fileIds = [...new Set(received.tables.map(({ fileId }) => fileId))].sort(inBytes)
  return {
    subjects: { ...received.subjects, linkKeys, ...(marks && { marks }) },
    fileIds,
    domains: sharedDomains(fileIds, domains, files, subjects, orderOf),
    issues: log.issues(),
    held,
    dataDate,
    notes: log.notes(),
    proposals: log.proposals(),
    findings: log.findings(),
    fates: addedByFile(received.tables.map(({ fileId }, at) => [fileId, fates[at]!.counts()])),
  }
}
