import type { BatchRow } from '../sql/batches.js'
import type { NewRunSite, RunSiteRow } from '../sql/runs.js'
import type { RunSiteTable } from '../sql/tables.js'
import type { RunFailure, SiteOutcome } from './contract.js'
import { retold, type Told, told, toldAll } from '../words/told.js'

/** What a site brings to a run: its row of the run, and the batch. */
export interface SettledSite {
  readonly row: NewRunSite
  readonly batch: BatchRow | null
}

/** What is known of a site when it is settled. */
export interface SiteFacts {
  readonly runId: string
  readonly site: string
  /** What batches would be made by today. */
  readonly today: { readonly mapping: string | null; readonly settings: string; readonly code: string }
  /** How the site's ingestion ended in this run; undefined where the run does not touch the site. */
  readonly outcome: SiteOutcome | undefined
  /** The batch that the outcome names. */
  readonly fresh: BatchRow | undefined
  /** The site in the last run with its batch, where that run used the same identity key. */
  readonly before: { readonly row: RunSiteRow; readonly batch: BatchRow } | undefined
  /** The last accepted batch of the site. */
  readonly accepted: BatchRow | undefined
  /** By the hash that a batch before has of its mapping, what that mapping's hash would be today. */
  readonly readBy: ReadonlyMap<string, string>
}

interface Cause {
  readonly failure_kind: Told | null
  readonly reason: Told | null
}

const noCause: Cause = { failure_kind: null, reason: null }

/** What an older batch was made with and is different now; the batch is used as it is, and the report says so. */
const madeOtherwise = ({ today, readBy }: SiteFacts, batch: BatchRow): Cause => {
  const mapping = readBy.get(batch.mapping_hash) ?? batch.mapping_hash
  const other = [
    ...(today.mapping !== null && mapping !== today.mapping ? [told`mapping`] : []),
    ...(batch.settings_hash === today.settings ? [] : [told`tests or what the study decides by`]),
    ...(batch.code_version === today.code ? [] : [told`version of the code`]),
  ]
  if (other.length === 0) return noCause
  return {
    failure_kind: told`ReadBefore`,
    reason: told`its data were read before the ${toldAll(other, ' and the ')} changed`,
  }
}

const withBatch = (
  runId: string,
  site: string,
  state: RunSiteTable['state'],
  batch: BatchRow,
  { failure_kind, reason }: Cause,
): SettledSite => ({
  row: {
    run_id: runId,
    site,
    state,
    batch_id: batch.batch_id,
    data_date: batch.data_date,
    mapping_hash: batch.mapping_hash,
    failure_kind,
    reason,
  },
  batch,
})

const leftOut = (runId: string, site: string, failure: RunFailure): SettledSite => ({
  row: {
    run_id: runId,
    site,
    state: 'left out',
    batch_id: null,
    data_date: null,
    mapping_hash: '',
    failure_kind: failure.type,
    reason: failure.message,
  },
  batch: null,
})

const causeOf = (outcome: SiteOutcome | undefined): Cause =>
  outcome?.kind === 'refused' ? { failure_kind: outcome.failure.type, reason: outcome.failure.message } : noCause

const joined = (reasons: readonly Told[]): Told | null => (reasons.length === 0 ? null : toldAll(reasons, '; '))

const both = (first: Cause, second: Cause): Cause => ({
  failure_kind: first.failure_kind ?? second.failure_kind,
  reason: joined([first.reason, second.reason].filter(reason => reason !== null)),
})

// What a rerun would take over was let through by a decision that has been undone since.
const instead = (runId: string, site: string, accepted: BatchRow | undefined): SettledSite => {
  const failure = {
    type: told`DecisionUndone`,
    message: told`the decision that let its export through was undone`,
  }
  return accepted === undefined
    ? leftOut(runId, site, failure)
    : withBatch(runId, site, 'last good batch', accepted, { failure_kind: failure.type, reason: failure.message })
}

const storedCause = ({ failure_kind: kind, reason }: RunSiteRow): Cause => ({
  failure_kind: kind === null ? null : retold(kind),
  reason: reason === null ? null : retold(reason),
})

const takenOver = (facts: SiteFacts, { row, batch }: NonNullable<SiteFacts['before']>): SettledSite => {
  const { runId, site, accepted } = facts
  if (accepted?.batch_id !== batch.batch_id) return instead(runId, site, accepted)
  // What stood in for a refused export last time still does: the report stays provisional until the site delivers.
  return row.state === 'last good batch'
    ? withBatch(runId, site, 'last good batch', batch, storedCause(row))
    : withBatch(runId, site, 'reused', batch, madeOtherwise(facts, batch))
}

/**
 * Which batch a site brings: tonight's, the last run's where the site is not touched, the last accepted one where tonight's
 * export was refused, or none.
 */
export const settleSite = (facts: SiteFacts): SettledSite => {
  const { runId, site, outcome, fresh, before, accepted } = facts
  if (outcome?.kind === 'batch' && fresh !== undefined) return withBatch(runId, site, 'fresh', fresh, noCause)
  if (outcome === undefined && before !== undefined) return takenOver(facts, before)
  if (accepted !== undefined) {
    const cause = both(causeOf(outcome), madeOtherwise(facts, accepted))
    return withBatch(runId, site, 'last good batch', accepted, cause)
  }
  const nothing = { type: told`NothingToReuse`, message: told`no batch of this site` }
  return leftOut(runId, site, outcome?.kind === 'refused' ? outcome.failure : nothing)
}
