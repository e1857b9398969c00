import type { HarmonizedSite } from '../harmonize/harmonize-site.js'
import type { RecordIssue } from '../harmonize/shared-row.js'
import { mappingPlan } from '../protocol/facts/mapping-plan.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { BatchRow, ExportRow } from '../sql/batches.js'
import type { HarmonizedBatch } from '../sql/shared-rows.js'
import { fatesOfBatch } from './fates-of-batch.js'
import { rowsHash } from './rows-hash.js'
import { troubledCells } from './troubled-cells.js'

/** What is known of a batch before its rows are written. */
export interface ReceivedOfBatch {
  readonly mapping: SiteMapping
  readonly batch: Pick<BatchRow, 'notes' | 'findings'>
  readonly receipts: readonly ExportRow[]
  /** What was wrong with rows at the door. */
  readonly issues: readonly RecordIssue[]
}

/** What is stored of a site's rows in the shared schema, but the ids that its subjects are shown by. */
export const rowsOfBatch = (
  { mapping, batch, receipts, issues }: ReceivedOfBatch,
  harmonized: HarmonizedSite,
): Omit<HarmonizedBatch, 'displayIds'> => {
  const { subjects, fileIds, domains, held } = harmonized
  const proposals = harmonized.proposals.map(proposal => JSON.stringify(proposal))
  const troubled = troubledCells(receipts, [...issues, ...harmonized.issues])
  return {
    shared: {
      subjects: { keys: subjects.keys, linkKeys: subjects.linkKeys, marks: subjects.marks, held },
      fileIds,
      domains,
    },
    issues: harmonized.issues,
    notes: [...batch.notes, ...harmonized.notes, ...proposals],
    // What the door found stands with the batch already.
    findings: [...batch.findings, ...harmonized.findings],
    dataDate: harmonized.dataDate,
    rowsHash: rowsHash({ mapping: mappingPlan(mapping), harmonized, troubled }),
    fates: fatesOfBatch(receipts, harmonized.fates),
  }
}
