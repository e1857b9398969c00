import { selectBatch, selectBatchExports, selectLastGoodBatch } from '../sql/batches.js'
import { selectPersonDecisions } from '../sql/person-decisions.js'
import { selectDecisionsInForce } from '../sql/decisions.js'
import { replaceLookedAt, selectLookedAt } from '../sql/looked-at.js'
import { replaceRunSites, selectRunSites, updateRun } from '../sql/runs.js'
import { writeStage } from '../sql/stages.js'
import type { SiteOutcome } from '../runs/contract.js'
import { intakeVersion } from '../stages/code-version.js'
import type { Dependencies } from '../stages/dependencies.js'
import { mappingHash, readBy } from '../runs/mapping-hash.js'
import { type RunContext, readRun } from '../runs/run-context.js'
import { canonicalInputs, inputsHash, listRunInputs, settingsHash, withoutSites } from '../runs/run-inputs.js'
import { settleSite, type SiteFacts } from '../runs/settle-rule.js'
import { studyDay } from '../runs/study-day.js'
import { filesOfRefused } from './unread-site.js'
import { stages } from '../words/stages.js'

const factsOf = async (
  { store }: Dependencies,
  { run, study, mappings }: RunContext,
  site: string,
  outcome: SiteOutcome | undefined,
): Promise<SiteFacts> => {
  const { database } = store
  const mapping = mappings[site]
  const before =
    run.previous_run_id === null
      ? undefined
      : (await selectRunSites(database, run.previous_run_id)).find(row => row.site === site)
  const batch = before?.batch_id == null ? undefined : await selectBatch(database, before.batch_id)
  const accepted = await selectLastGoodBatch(database, run.study, site, run.key_check)
  const hashes = [batch, accepted].flatMap(each => (each === undefined ? [] : [each.mapping_hash]))
  return {
    runId: run.run_id,
    site,
    today: {
      mapping: mapping === undefined ? null : mappingHash(mapping),
      settings: settingsHash(study),
      code: intakeVersion(),
    },
    outcome,
    fresh: outcome?.kind === 'batch' ? await selectBatch(database, outcome.batchId) : undefined,
    before:
      before === undefined || batch === undefined || batch.key_check !== run.key_check
        ? undefined
        : { row: before, batch },
    accepted,
    readBy: new Map(await Promise.all(hashes.map(async hash => [hash, await readBy(store, hash)] as const))),
  }
}

/**
 * Settles which batch each site brings: tonight's, the last run's where the site is not touched, the last good one where
 * tonight's export was refused, or none; and the data cut: as asked, else the latest export's day. From then on the list
 * of what the run depends on is complete, and stored. A site that was refused has each of its files accounted for, however
 * its reading ended.
 */
export const settleSites = async (
  dependencies: Dependencies,
  { runId, outcomes }: { readonly runId: string; readonly outcomes: readonly SiteOutcome[] },
): Promise<void> => {
  const started = dependencies.clock().getTime()
  const { database } = dependencies.store
  const context = await readRun(dependencies, runId)
  const { run, study } = context
  const lookedAt = await selectLookedAt(database, runId)
  const settled = await Promise.all(
    study.sites.map(async site => {
      const outcome = outcomes.find(one => one.site === site)
      const { row, batch } = settleSite(await factsOf(dependencies, context, site, outcome))
      const heard = lookedAt.filter(file => file.site === site)
      const refused = outcome?.kind === 'refused' ? await filesOfRefused(context, site, heard, outcome.failure) : null
      const receipts = batch === null ? [] : await selectBatchExports(database, batch.batch_id)
      return { row, site, state: row.state, batch, receipts, refused }
    }),
  )
  const days = settled.flatMap(({ row }) => (row.data_date == null ? [] : [row.data_date])).sort()
  const runDay = studyDay(new Date(run.started_at), study.timeZone)
  const dataCut = study.time === 'day offsets' ? null : (run.data_cut_asked ?? days.at(-1) ?? runDay)
  const ofExports = await selectDecisionsInForce(database, run.study)
  const ofPersons = (await selectPersonDecisions(database, run.study)).filter(({ undone_at }) => undone_at === null)
  const decisions = [...ofExports, ...ofPersons].map(({ decision_id }) => decision_id)
  const inputs = listRunInputs(run, { runDay, dataCut, decisions, sites: settled })
  await writeStage(
    dependencies.store,
    runId,
    stages.settleSites.mark,
    started,
    dependencies.clock,
    async transaction => {
      await replaceRunSites(
        transaction.database,
        runId,
        settled.map(({ row }) => row),
      )
      for (const { site, refused } of settled) {
        if (refused !== null) await replaceLookedAt(transaction.database, { runId, site }, refused)
      }
      const list = { inputs: canonicalInputs(withoutSites(inputs)), inputs_hash: inputsHash(inputs) }
      await updateRun(transaction.database, runId, { data_cut: dataCut, ...list })
      return settled.length
    },
  )
}
