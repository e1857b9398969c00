import { testsOf } from '../../../protocol/schema/analytes.js'
import { type DomainName, domainNames } from '../../../protocol/schema/domains.js'
import type { ResultsOfDay } from '../../../protocol/facts/results-of-day.js'
import { neverHad } from '../../../protocol/facts/nobody-had.js'
import { type HarmonizedBy, shareOf } from '../../../protocol/facts/harmonized-by.js'
import type { SiteMapping } from '../../../protocol/language/site.js'
import { type BlockPlan, blockPlans, isSingle } from '../../../harmonize/blocks/block-plan.js'
import { siteDataDate } from './data-date.js'
import type { ColumnJudge } from '../../../harmonize/columns/column-finding.js'
import type { ColumnRule } from '../../../harmonize/read/column-rule.js'
import { resolveDuplicates, resolveSingles } from './duplicate-rows.js'
import type { DoorRecord } from '../../support/door-record.js'
import type { FileFinding } from '../../../harmonize/columns/file-finding.js'
import { type DoorExport, harmonizeBlock } from './harmonize-block.js'
import { type DayOrder, judgeDays } from './judge-days.js'
import { keepOneRowASubject } from './one-row-per-subject.js'
import type { RecordIssue, SharedRow, SubjectIdentity } from '../../../harmonize/shared-row.js'
import type { IsoDate } from '../../../protocol/schema/iso-date.js'
import { type CodeProposal, siteLog, type SiteLog } from '../../../harmonize/blocks/site-log.js'
import { holdStrangers } from './strangers.js'
import { subjectsOf } from './subjects-met.js'
import { dataDateAhead } from '../../../harmonize/columns/data-date-ahead.js'
import { type HoldRecord, tellUnlistedWhen, tellUnusableWhen } from './when-words.js'
import { literalsOf, type Told, told } from '../../../words/told.js'
import { fileMark } from '../../../words/file-marks.js'

/** A site's exports after the door, with the study and mapping that they are harmonized by. */
export interface HarmonizeInput {
  readonly study: HarmonizedBy
  readonly mapping: SiteMapping
  readonly exports: readonly DoorExport[]
  /** The day the exports arrived, which counts where the mapping says no other; null in a study without dates. */
  readonly receivedOn: IsoDate | null
}

/** A site's rows in the shared schema, what was wrong, and who is held. */
export interface HarmonizedSite {
  readonly rows: readonly SharedRow[]
  readonly issues: readonly RecordIssue[]
  /** Subject key to the reason why the whole subject is held. */
  readonly held: Readonly<Record<string, Told>>
  readonly subjects: readonly SubjectIdentity[]
  readonly dataDate: IsoDate | null
  readonly notes: readonly Told[]
  /** Where received texts stand that no list has, with counts. */
  readonly proposals: readonly CodeProposal[]
  /** What is wrong with a file or column as a whole. */
  readonly findings: readonly FileFinding[]
}

type Hold = (subjectKey: string, reason: Told) => void

const withoutHeldRecords = (file: DoorExport, hold: Hold): DoorExport => {
  const heldRecords = file.records.filter(({ held }) => held !== null)
  for (const { subjectKey, row, held } of heldRecords) {
    hold(subjectKey, told`${fileMark(file.fileId)} row ${row}: ${held ?? told``}`)
  }
  return heldRecords.length === 0 ? file : { ...file, records: file.records.filter(({ held }) => held === null) }
}

const harmonizeDomain = (
  domain: DomainName,
  plans: readonly BlockPlan[],
  files: readonly DoorExport[],
  read: (plan: BlockPlan, file: DoorExport) => readonly SharedRow[],
  log: SiteLog,
  ofDay: readonly ResultsOfDay[],
): readonly SharedRow[] =>
  files.flatMap(file => {
    const own = plans.filter(plan => plan.domain === domain && plan.fileId === file.fileId)
    const rows = own.flatMap(plan => read(plan, file))
    return isSingle(domain) ? rows : resolveDuplicates(rows, log, ofDay)
  })

// The days of a column are judged by the whole file, whichever of its rows a block takes.
const dayOrders = (file: DoorExport): ((rule: ColumnRule) => DayOrder) => {
  const orders = new Map<string, DayOrder>()
  return rule => {
    const key = JSON.stringify([rule.column, rule.listed])
    const before = orders.get(key)
    if (before !== undefined) return before
    const order = judgeDays(rule, file.records)
    orders.set(key, order)
    return order
  }
}

/**
 * Turns a site's records into rows of the shared schema by its mapping; what is wrong in a value or row is held and
 * reported, and nothing is thrown for it.
 */
export const harmonizeSite = ({ study, mapping, exports, receivedOn }: HarmonizeInput): HarmonizedSite => {
  const log = siteLog(mapping.site)
  const held: Record<string, Told> = {}
  const hold: Hold = (subjectKey, reason) => {
    held[subjectKey] ??= reason
  }
  const plans = blockPlans(mapping)
  const dataDate = study.time === 'dates' ? siteDataDate(mapping, exports, receivedOn) : null
  const ahead = dataDateAhead(
    mapping,
    exports.map(({ records, ...file }) => ({ ...file, sheet: records[0]?.sheet ?? told`-`, rows: records.length })),
    dataDate,
    receivedOn,
  )
  if (ahead !== null) log.find(ahead)
  const tests = testsOf(study)
  const subjects = subjectsOf(mapping.site, exports, hold, log)
  const files = exports
    .map(file => withoutHeldRecords(file, hold))
    .map(file => keepOneRowASubject(file, mapping, plans, hold, log))
  const named = new Set([...Object.keys(tests), ...literalsOf(mapping)])
  const judge: ColumnJudge = { share: shareOf(study), deciding: study.deciding ?? [], named }
  const made = new Set<DoorRecord>()
  const orders = new Map(files.map(file => [file, dayOrders(file)]))
  const read = (plan: BlockPlan, file: DoorExport): readonly SharedRow[] => {
    const orderOf = orders.get(file) ?? dayOrders(file)
    return harmonizeBlock(plan, file, {
      site: mapping.site,
      tests,
      dataDate,
      orderOf,
      judge,
      log,
      made,
      nobody: neverHad(mapping),
    })
  }
  const rows = domainNames.flatMap(domain => {
    const found = harmonizeDomain(domain, plans, files, read, log, study.ofDay ?? [])
    return isSingle(domain) ? resolveSingles(found, hold, log) : found
  })
  for (const file of files) {
    const holdRecord: HoldRecord = ({ subjectKey, row }, reason) => {
      hold(subjectKey, told`${fileMark(file.fileId)} row ${row}: ${reason}`)
    }
    tellUnlistedWhen(file, plans, { mapping, judge, isMade: record => made.has(record), log, hold: holdRecord })
    tellUnusableWhen(file, plans, { log, hold: holdRecord })
  }
  holdStrangers(rows, files, mapping, { judge, held, hold, log })
  return {
    rows,
    issues: log.issues(),
    held,
    subjects,
    dataDate,
    notes: log.notes(),
    proposals: log.proposals(),
    findings: log.findings(),
  }
}
