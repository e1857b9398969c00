import type { Insertable } from 'kysely'
import { resolvedHash } from '../protocol/resolved-hash.js'
import { type BatchRow, selectBatch, selectBatchExports, selectLastGoodBatch } from '../sql/batches.js'
import { decisionsInForce } from '../sql/decisions.js'
import { replaceRunSites, selectRunSites, updateRun } from '../sql/runs.js'
import { writeStage } from '../sql/stages.js'
import type { RunSiteTable } from '../sql/tables.js'
import type { SiteOutcome } from './contract.js'
import type { Dependencies } from './dependencies.js'
import { type RunContext, readRun } from './run-context.js'
import { canonicalInputs, inputsHash, listRunInputs, settingsHash } from './run-inputs.js'
import { studyDay } from './study-day.js'

type RunSite = Insertable<RunSiteTable>

interface Settled {
  readonly row: RunSite
  readonly batch: BatchRow | null
}

interface Cause {
  readonly failure_kind: string | null
  readonly reason: string | null
}

const noCause: Cause = { failure_kind: null, reason: null }

/** By what an older batch was made that is another by now; the batch is used as it is, and that is told. */
const madeOtherwise = ({ run, study, mappings }: RunContext, site: string, batch: BatchRow): Cause => {
  const mapping = mappings[site]
  const other = [
    ...(mapping !== undefined && batch.mapping_hash !== resolvedHash(mapping) ? ['mapping'] : []),
    ...(batch.settings_hash === settingsHash(study) ? [] : ['tests or what the study decides by']),
    ...(batch.code_version === run.code_version ? [] : ['version of the code']),
  ]
  if (other.length === 0) return noCause
  return { failure_kind: 'ReadBefore', reason: `its data were read before the ${other.join(' and the ')} changed` }
}

const withBatch = (
  runId: string,
  site: string,
  state: RunSiteTable['state'],
  batch: BatchRow,
  { failure_kind, reason }: Cause,
): Settled => ({
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

const leftOut = (
  runId: string,
  site: string,
  failure: { readonly type: string; readonly message: string },
): Settled => ({
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

const both = (first: Cause, second: Cause): Cause => ({
  failure_kind: first.failure_kind ?? second.failure_kind,
  reason: [first.reason, second.reason].filter(reason => reason !== null).join('; ') || null,
})

// What a rerun would take over was let through by a decision that has been undone since.
const instead = (runId: string, site: string, accepted: BatchRow | undefined): Settled => {
  const failure = { type: 'DecisionUndone', message: 'the decision that let its export through was undone' }
  return accepted === undefined
    ? leftOut(runId, site, failure)
    : withBatch(runId, site, 'last good batch', accepted, { failure_kind: failure.type, reason: failure.message })
}

const settle = async (
  { store: { database } }: Dependencies,
  context: RunContext,
  site: string,
  outcome: SiteOutcome | undefined,
): Promise<Settled> => {
  const { run } = context
  if (outcome?.kind === 'batch') {
    const batch = await selectBatch(database, outcome.batchId)
    if (batch !== undefined) return withBatch(run.run_id, site, 'fresh', batch, noCause)
  }
  if (outcome === undefined && run.previous_run_id !== null) {
    const before = (await selectRunSites(database, run.previous_run_id)).find(row => row.site === site)
    const batch = before?.batch_id == null ? undefined : await selectBatch(database, before.batch_id)
    if (before !== undefined && batch?.key_check === run.key_check) {
      const accepted = await selectLastGoodBatch(database, run.study, site, run.key_check)
      if (accepted?.batch_id !== batch.batch_id) return instead(run.run_id, site, accepted)
      // What stood in for a refused export last time still does: the report stays provisional until the site delivers.
      return before.state === 'last good batch'
        ? withBatch(run.run_id, site, 'last good batch', batch, before)
        : withBatch(run.run_id, site, 'reused', batch, madeOtherwise(context, site, batch))
    }
  }
  const batch = await selectLastGoodBatch(database, run.study, site, run.key_check)
  if (batch !== undefined) {
    const cause = both(causeOf(outcome), madeOtherwise(context, site, batch))
    return withBatch(run.run_id, site, 'last good batch', batch, cause)
  }
  return leftOut(
    run.run_id,
    site,
    outcome?.kind === 'refused' ? outcome.failure : { type: 'NothingToReuse', message: 'no batch of this site' },
  )
}

/**
 * Settles which batch each site brings: tonight's, the last run's where the site is not touched, the last good one where
 * tonight's export was refused, or none; and the data cut: as asked, else the latest export's day. From then on the list
 * of what the run depends on is complete, and stored.
 */
export const settleSites = async (
  dependencies: Dependencies,
  { runId, outcomes }: { readonly runId: string; readonly outcomes: readonly SiteOutcome[] },
): Promise<void> => {
  const started = dependencies.clock().getTime()
  const { database } = dependencies.store
  const context = await readRun(dependencies, runId)
  const { run, study } = context
  const settled = await Promise.all(
    study.sites.map(async site => {
      const outcome = outcomes.find(one => one.site === site)
      const { row, batch } = await settle(dependencies, context, site, outcome)
      const receipts = batch === null ? [] : await selectBatchExports(database, batch.batch_id)
      return { row, site, state: row.state, batch, receipts }
    }),
  )
  const days = settled.flatMap(({ row }) => (row.data_date == null ? [] : [row.data_date])).sort()
  const runDay = studyDay(new Date(run.started_at), study.timeZone)
  const dataCut = study.time === 'day offsets' ? null : (run.data_cut_asked ?? days.at(-1) ?? runDay)
  const decisions = (await decisionsInForce(database, run.study)).map(({ decision_id }) => decision_id)
  const inputs = listRunInputs(run, { runDay, dataCut, decisions, sites: settled })
  await writeStage(dependencies.store, runId, 'settle', started, dependencies.clock, async transaction => {
    await replaceRunSites(
      transaction.database,
      runId,
      settled.map(({ row }) => row),
    )
    const list = { inputs: canonicalInputs(inputs), inputs_hash: inputsHash(inputs) }
    await updateRun(transaction.database, runId, { data_cut: dataCut, ...list })
    return settled.length
  })
}
