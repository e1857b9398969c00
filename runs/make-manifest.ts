import { createHash } from 'node:crypto'
import type { ReportedSite } from '../reports/report-input.js'
import type { PersonDecisionRow } from '../sql/person-decisions.js'
import type { DecisionRow } from '../sql/decisions.js'
import type { LookedAt } from '../words/looked-at.js'
import type { RunSiteRow } from '../sql/runs.js'
import type { RunContext } from './run-context.js'
import type { RunInputs } from './run-inputs.js'

/** What a run's numbers follow from, whole, with the hash that the report prints. */
export interface Manifest {
  readonly content: Readonly<Record<string, unknown>>
  readonly text: string
  readonly hash: string
}

const without = (left: string, whole: unknown): unknown =>
  typeof whole !== 'object' || whole === null
    ? whole
    : Object.fromEntries(Object.entries(whole).filter(([name]) => name !== left))

// What became of rows stands in the report.
const receiptOf = ({ file, sha256, bytes, rows }: Pick<LookedAt, 'file' | 'sha256' | 'bytes' | 'rows'>) => ({
  ...{ file, sha256, bytes, rows },
})

/** Writes down all that decides a run's numbers: the resolved protocol, the exports' hashes, the data cut, code and library versions. */
export const makeManifest = (
  context: RunContext,
  sites: readonly RunSiteRow[],
  reported: readonly ReportedSite[],
  decisions: readonly DecisionRow[],
  inputs: RunInputs | null,
  persons: readonly PersonDecisionRow[] = [],
): Manifest => {
  const { run, study, mappings, published } = context
  const content = {
    run: run.run_id,
    study: run.study,
    kind: run.kind,
    startedAt: run.started_at,
    startedBy: run.started_by,
    reason: run.reason,
    dataCut: run.data_cut,
    codeVersion: run.code_version,
    libraryVersions: run.library_versions,
    protocolHash: run.protocol_hash,
    inputsHash: run.inputs_hash,
    // The key's check value stays in the database: a person who has it could try weak keys unseen.
    inputs: without('identityKey', inputs),
    sites: sites.map(site => ({
      site: site.site,
      state: site.state,
      batch: site.batch_id,
      dataDate: site.data_date,
      mappingHash: site.mapping_hash,
      exports: (reported.find(one => one.site === site.site)?.exports ?? []).map(receiptOf),
      notLetIn: (reported.find(one => one.site === site.site)?.notLetIn ?? []).map(receiptOf),
    })),
    decisions: decisions.map(decision => ({
      decision: decision.decision_id,
      site: decision.site,
      file: decision.file_name,
      sha256: decision.export_id,
      by: decision.decided_by,
      at: decision.decided_at,
      reason: decision.reason,
    })),
    ...(persons.length > 0 && {
      personDecisions: persons.map(({ decision_id, one_display_id, other_display_id, same, ...decision }) => ({
        decision: decision_id,
        subjects: [one_display_id, other_display_id],
        same,
        by: decision.decided_by,
        at: decision.decided_at,
        reason: decision.reason,
      })),
    }),
    // Who is written to decides no number.
    protocol: { study: without('mail', study), mappings, published },
  }
  const text = `${JSON.stringify(content, null, 2)}\n`
  return { content, text, hash: createHash('sha256').update(text).digest('hex') }
}
