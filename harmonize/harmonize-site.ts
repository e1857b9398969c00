import { testsOf } from '../protocol/analytes.js'
import { type DomainName, domainNames } from '../protocol/domains.js'
import { deliveredDomains } from '../protocol/mapping-blocks.js'
import type { SiteMapping } from '../protocol/site.js'
import type { Study } from '../protocol/study.js'
import { type BlockPlan, blockPlans, isSingle } from './block-plan.js'
import { siteDataDate } from './data-date.js'
import { decimalMarks } from './decimal-marks.js'
import { resolveDuplicates, resolveSingles } from './duplicate-rows.js'
import type { FileFinding } from './file-finding.js'
import { type DoorExport, harmonizeBlock } from './harmonize-block.js'
import { keepOneRowASubject } from './one-row-a-subject.js'
import type { IsoDate, RecordIssue, SharedRow, SubjectIdentity } from './shared-row.js'
import { type CodeProposal, siteLog, type SiteLog } from './site-log.js'
import { subjectsOf } from './subjects-of.js'

/** A site's exports after the door, with the study and mapping that they are harmonized by. */
export interface HarmonizeInput {
  readonly study: Pick<Study, 'tests' | 'time'>
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
  readonly held: Readonly<Record<string, string>>
  readonly subjects: readonly SubjectIdentity[]
  readonly dataDate: IsoDate | null
  readonly notes: readonly string[]
  /** Received texts that no list of codes has, with counts. */
  readonly proposals: readonly CodeProposal[]
  /** What is wrong with a file or column as a whole. */
  readonly findings: readonly FileFinding[]
}

type Hold = (subjectKey: string, reason: string) => void

const withoutHeldRecords = (file: DoorExport, hold: Hold): DoorExport => {
  const heldRecords = file.records.filter(({ held }) => held !== null)
  for (const { subjectKey, row, held } of heldRecords) hold(subjectKey, `${file.file} row ${row}: ${held ?? ''}`)
  return heldRecords.length === 0 ? file : { ...file, records: file.records.filter(({ held }) => held === null) }
}

const holdStrangers = (
  rows: readonly SharedRow[],
  mapping: SiteMapping,
  held: Readonly<Record<string, string>>,
  hold: Hold,
  log: SiteLog,
): void => {
  if (!deliveredDomains(mapping).includes('subject')) return
  const known = new Set(rows.filter(({ domain }) => domain === 'subject').map(({ subjectKey }) => subjectKey))
  for (const {
    subjectKey,
    source: { file, sheet, row },
  } of rows) {
    if (known.has(subjectKey)) continue
    known.add(subjectKey)
    if (held[subjectKey] !== undefined) continue
    hold(subjectKey, `${file} row ${row}: no record of this subject in the file of subjects`)
    log.report({ file, sheet, row, subjectKey }, null, {
      kind: 'no-subject-row',
      effect: 'record held',
      message: 'the subject of this row has no record in the file of subjects; the subject is held',
    })
  }
}

const harmonizeDomain = (
  domain: DomainName,
  plans: readonly BlockPlan[],
  files: readonly DoorExport[],
  read: (plan: BlockPlan, file: DoorExport) => readonly SharedRow[],
  log: SiteLog,
): readonly SharedRow[] =>
  files.flatMap(file => {
    const own = plans.filter(plan => plan.domain === domain && plan.fileId === file.fileId)
    const rows = own.flatMap(plan => read(plan, file))
    return isSingle(domain) ? rows : resolveDuplicates(rows, log)
  })

/**
 * Turns a site's records into rows of the shared schema by its mapping; what is wrong in a value or row is held and
 * told, and nothing is thrown for it.
 */
export const harmonizeSite = ({ study, mapping, exports, receivedOn }: HarmonizeInput): HarmonizedSite => {
  const log = siteLog(mapping.site)
  const held: Record<string, string> = {}
  const hold: Hold = (subjectKey, reason) => {
    held[subjectKey] ??= reason
  }
  const plans = blockPlans(mapping)
  const dataDate = study.time === 'dates' ? siteDataDate(mapping, exports, receivedOn) : null
  const tests = testsOf(study)
  const subjects = subjectsOf(mapping.site, exports, hold, log)
  const files = exports
    .map(file => withoutHeldRecords(file, hold))
    .map(file => keepOneRowASubject(file, mapping, plans, hold, log))
  const marks = new Map(files.map(file => [file, decimalMarks(file.records)]))
  const read = (plan: BlockPlan, file: DoorExport): readonly SharedRow[] =>
    harmonizeBlock(plan, file, { site: mapping.site, tests, dataDate, markOf: marks.get(file) ?? (() => null), log })
  const rows = domainNames.flatMap(domain => {
    const found = harmonizeDomain(domain, plans, files, read, log)
    return isSingle(domain) ? resolveSingles(found, hold, log) : found
  })
  holdStrangers(rows, mapping, held, hold, log)
  return {
    rows,
    issues: log.issues(),
    held,
    subjects,
    dataDate,
    notes: log.notes(),
    proposals: log.proposals(),
    findings: [],
  }
}
