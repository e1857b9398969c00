import { join } from 'node:path'
import { analyze } from './analyze-cohort.js'
import { matchCohort } from './analyze-cohort.js'
import type { AnalysisOutcome } from '../../analysis/results/result.js'
import type { MatchingOutcome } from './analyze-cohort.js'
import type { Cohort, SubjectRecord } from '../../cohort/cohort.js'
import { selectCohort } from './cohort-of-ranges.js'
import { wholeSite } from '../../harmonize/admitted-site.js'
import { passDoor } from '../../harmonize/door/door.js'
import { recordsOf } from './records-of.js'
import { withOrigins } from '../../harmonize/blocks/field-origins.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import type { RecordIssue, SharedRow } from '../../harmonize/shared-row.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import { type LoadedStudy, loadStudy } from '../../protocol/load/load-study.js'
import { codelessWords } from '../../protocol/facts/codeless-words.js'
import { harmonizedBy, shareOf } from '../../protocol/facts/harmonized-by.js'
import { deliveredParts } from '../../protocol/facts/mapping-blocks.js'
import { readSite } from '../../sources/read-site.js'
import { troubledCells } from '../../runs/troubled-cells.js'
import { harmonizeInRows, type SiteInRows } from './harmonize-in-rows.js'
import { receiptsOf } from './made-receipts.js'

/** A study run from its files to its results through the pure rooms alone: no database, no workflow. */
export interface PureRun {
  readonly loaded: LoadedStudy
  readonly sites: Readonly<Record<string, SiteInRows>>
  readonly issues: readonly RecordIssue[]
  readonly cohort: Cohort
  readonly matching: MatchingOutcome | null
  readonly outcome: AnalysisOutcome
  /** A result's value by its key; a key that is not there is an error. */
  readonly value: (key: string) => number | string | null
}

interface Choices {
  /** A folder a site; the study's own by default. */
  readonly exports?: string
  readonly dataCut?: IsoDate | null
}

const rowsBySubject = (rows: readonly SharedRow[]): ReadonlyMap<string, readonly SharedRow[]> => {
  const found = new Map<string, SharedRow[]>()
  for (const row of rows) {
    const before = found.get(row.subjectKey)
    if (before === undefined) found.set(row.subjectKey, [row])
    else before.push(row)
  }
  return found
}

/**
 * Runs a study's folder through the pure rooms; display ids are the open ids, else site and number in the order met.
 */
export const runPure = async (folder: string, { exports, dataCut = null }: Choices = {}): Promise<PureRun> => {
  const loaded = await loadStudy(folder)
  const { study, mappings } = loaded
  const sites: Record<string, SiteInRows> = {}
  const issues: RecordIssue[] = []
  const subjects: SubjectRecord[] = []
  for (const [site, mapping] of Object.entries(mappings)) {
    const read = await readSite(join(exports ?? join(folder, study.exports), site), mapping)
    const tables = read.flatMap(({ file, tables: found }) =>
      found.map(({ fileId, table }) => ({ fileId, file, table })),
    )
    const door = passDoor({
      study: study.study,
      mapping,
      key: identityKey({}, study.data),
      tables,
      share: shareOf(study),
      codeless: codelessWords(study, mapping),
    })
    const received = wholeSite(door.received)
    const files = recordsOf(received)
    const harmonized = harmonizeInRows({
      study: harmonizedBy(study),
      mapping,
      received,
      receivedOn: dataCut,
    })
    sites[site] = harmonized
    issues.push(...door.issues, ...harmonized.issues)
    const origins = withOrigins(mapping, troubledCells(receiptsOf(files), harmonized.issues))
    const rows = rowsBySubject(harmonized.rows.map(origins))
    const met = [...new Set(files.flatMap(({ records }) => records.map(({ subjectKey }) => subjectKey)))]
    const inOrderMet = harmonized.subjects.toSorted((a, b) => met.indexOf(a.subjectKey) - met.indexOf(b.subjectKey))
    inOrderMet.forEach(({ subjectKey, linkKey, openId }, position) => {
      subjects.push({
        subjectKey,
        displayId: openId ?? `${site}-${String(position + 1).padStart(3, '0')}`,
        site,
        linkKey,
        rows: rows.get(subjectKey) ?? [],
        delivered: deliveredParts(mapping),
        heldBecause: harmonized.held[subjectKey] ?? null,
      })
    })
  }
  const cohort = selectCohort(study, subjects, dataCut)
  const matching = study.matching === undefined ? null : matchCohort(study, cohort.subjects)
  const outcome = analyze(study, cohort, matching)
  const values = new Map(outcome.results.map(({ key, value }) => [key, value]))
  return {
    loaded,
    sites,
    issues,
    cohort,
    matching,
    outcome,
    value: key => {
      const value = values.get(key)
      if (value === undefined) throw new Error(`no result ${key}`)
      return value
    },
  }
}
