import type { SiteMapping } from '../protocol/language/site.js'
import { judgeExport, refusalWords } from '../harmonize/acceptance/judge-export.js'
import { type JudgedFinding, judgedByItself } from '../harmonize/acceptance/judged-finding.js'
import { insertAcceptance, selectAcceptanceOfBatch, selectAcceptances } from '../sql/acceptances.js'
import {
  type BatchRow,
  countRowsOfBatch,
  selectBatch,
  selectBatchExports,
  selectLastGoodBatch,
} from '../sql/batches.js'
import { selectDecisionsInForce } from '../sql/decisions.js'
import { json } from '../sql/json.js'
import { writeStage } from '../sql/stages.js'
import { compareWithLast } from '../runs/compare-with-last.js'
import type { BatchOfSite } from '../runs/contract.js'
import type { Dependencies } from '../stages/dependencies.js'
import { type RunContext, readRun } from '../runs/run-context.js'
import { ExportRefused, ExportShrank } from '../stages/run-errors.js'
import { workLong } from '../stages/work-long.js'
import { retold } from '../words/told.js'
import { markOfSite } from '../words/stages.js'

const shrinking: readonly string[] = ['subjects-shrank', 'rows-shrank']

const refuse = (study: string, site: string, against: readonly JudgedFinding[]): never => {
  const words = refusalWords(study, site, against)
  throw against.every(({ kind }) => shrinking.includes(kind)) ? new ExportShrank(words) : new ExportRefused(words)
}

type Needed = Pick<Dependencies, 'store' | 'clock'>

const judge = async (dependencies: Needed, context: RunContext, mapping: SiteMapping, batch: BatchRow) => {
  const { database } = dependencies.store
  const { study, site } = batch
  const last = await selectLastGoodBatch(database, study, site, context.run.key_check)
  const known = last?.batch_id === batch.batch_id ? await selectAcceptanceOfBatch(database, batch.batch_id) : undefined
  // The last accepted batch itself: what was asked when it came is asked until another comes.
  if (known !== undefined) {
    const { findings, questions } = known
    return { last, findings, questions, verdict: { against: [], decisions: [] } }
  }
  const compared = await compareWithLast(dependencies, context, mapping, batch, last)
  const findings = [...batch.findings.map(judgedByItself), ...compared.findings]
  const exports = await selectBatchExports(database, batch.batch_id)
  const decisions = (await selectDecisionsInForce(database, study))
    .filter(decision => decision.site === site && exports.some(one => one.export_id === decision.export_id))
    .map(decision => ({ id: decision.decision_id, file: retold(decision.file_name), findings: decision.findings }))
  return { last, findings, questions: compared.questions, verdict: judgeExport(findings, decisions) }
}

/** Accepts a site's batch, or refuses it by name, in this process. */
export const acceptHere = async (dependencies: Needed, { runId, site, batchId }: BatchOfSite): Promise<void> => {
  const { store, clock } = dependencies
  const started = clock().getTime()
  const context = await readRun(dependencies, runId)
  const { study } = context.run
  const mapping = context.mappings[site]
  const batch = await selectBatch(store.database, batchId)
  if (mapping === undefined || batch === undefined) throw new Error(`no batch ${batchId} of site ${site}`)
  const { last, findings, questions, verdict } = await judge(dependencies, context, mapping, batch)
  await writeStage(store, runId, markOfSite('acceptSite', site), started, clock, async ({ database }) => {
    await insertAcceptance(
      database,
      {
        run_id: runId,
        site,
        batch_id: batchId,
        compared_with: last?.batch_id ?? null,
        outcome: verdict.against.length > 0 ? 'refused' : 'accepted',
        findings: json(findings),
        questions: json(questions),
      },
      verdict.decisions,
    )
    return findings.length
  })
  // What an earlier attempt wrote stands, whatever has been decided in between.
  const stored = (await selectAcceptances(store.database, runId)).find(one => one.site === site)
  if (stored?.outcome !== 'refused') return
  const against = verdict.against.length > 0 ? verdict.against : stored.findings
  refuse(
    study,
    site,
    against.filter(({ effect }) => effect === 'file refused'),
  )
}

/**
 * Accepts a site's batch, or refuses it by name: by what was found in it by itself, and by what it says beside the last
 * accepted batch of its site. A decision in force lets its very bytes through. How the export is read stays as it is.
 */
export const acceptSite = (dependencies: Dependencies, batch: BatchOfSite): Promise<void> =>
  workLong(
    dependencies,
    { activity: 'acceptSite', of: batch },
    // A refusal that an earlier attempt judged has to be named again.
    null,
    () => countRowsOfBatch(dependencies.store.database, batch.batchId),
    () => acceptHere(dependencies, batch),
  )
