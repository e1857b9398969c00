import { auditPublished } from '../analysis/published/audit-published.js'
import { comparePublished } from '../analysis/published/compare-published.js'
import type { MatchedPair, Result } from '../analysis/results/result.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { labelText } from '../protocol/language/ids.js'
import type {
  PreviousReport,
  ReportedComparison,
  ReportedIssue,
  ReportedSite,
  ReportInput,
} from '../reports/report-input.js'
import { commonOfIssue, commonOfNote, commonOfQuery, gatherListing, listingOf } from '../words/listing.js'
import { selectBatchExports } from '../sql/batches.js'
import { selectAttrition, selectQueries } from '../sql/cohorts.js'
import { countSubjects } from '../sql/identities.js'
import { selectLookedAt } from '../sql/looked-at.js'
import { selectCurves, selectResults } from '../sql/results.js'
import { type RunSiteRow, selectRun, selectRunSites } from '../sql/runs.js'
import { selectNights } from '../sql/schedules.js'
import { selectIssues } from '../sql/issues.js'
import { selectPersonDecisions } from '../sql/person-decisions.js'
import { selectDecisionsInForce, selectDecisionsOfBatch } from '../sql/decisions.js'
import { batchNotes } from './batch-notes.js'
import { fileNamesOfRun } from './file-names.js'
import type { Dependencies } from '../stages/dependencies.js'
import { filesOfRun } from './findings/files-of-run.js'
import { findingId } from './findings/finding-id.js'
import { findingsOfRun } from './findings/findings-of-run.js'
import { reportedFound } from './findings/reported-found.js'
import { severityOfIssue } from './findings/severity-of.js'
import { inputsOfRun } from './inputs-of-run.js'
import { type Manifest, makeManifest } from './make-manifest.js'
import { notLetIn, type SiteFile } from './not-let-in.js'
import { nightsInWords } from './night-outcome.js'
import { pairsKept } from './pairs-kept.js'
import { readPairs } from './read-pairs.js'
import { receiptsByFile } from './receipts-by-file.js'
import { type RunContext, readRun } from './run-context.js'
import { reportStatus } from './report-status.js'
import { runFindings } from './run-findings.js'
import { studyTime } from './study-day.js'
import { variablesKnown } from './variables-known.js'
import { whatChanged } from './what-changed.js'
import { literalsOf, retold, type Told, told, toldAll, toldDay, toldId, toldLiteral } from '../words/told.js'
import { printedStatus, type ReportStatus } from '../words/run-status.js'
import { daysInWords } from '../words/day-words.js'
import { withFileNames } from '../words/file-marks.js'

type Store = Pick<Dependencies, 'store'>

const acceptedBy = async ({ database }: Store['store'], { batch_id, site }: RunSiteRow): Promise<Told | null> => {
  const decisions = batch_id === null ? [] : await selectDecisionsOfBatch(database, batch_id, site)
  if (decisions.length === 0) return null
  const each = decisions.map(
    ({ decision_id: id, decided_by: by, reason }) => told`accepted by ${retold(by)} (${toldId(id)}): ${retold(reason)}`,
  )
  return toldAll(each, '; ')
}

const labelOf = (site: string, mapping: SiteMapping | undefined): Told => {
  if (mapping === undefined) return toldId(site)
  const label = labelText(mapping.label)
  return toldLiteral(label, literalsOf(mapping))
}

const reportedSite = async (
  { store }: Store,
  { mappings }: RunContext,
  site: RunSiteRow,
  lookedAt: readonly SiteFile[],
): Promise<ReportedSite> => {
  const exports = site.batch_id === null ? [] : await selectBatchExports(store.database, site.batch_id)
  const mapping = mappings[site.site]
  const decided = await acceptedBy(store, site)
  const reasons = [site.reason === null ? null : retold(site.reason), decided].filter(one => one !== null)
  return {
    site: site.site,
    label: labelOf(site.site, mapping),
    status: site.state,
    dataDate: site.data_date,
    subjects: await countSubjects(store.database, site.batch_id),
    failureKind: site.failure_kind,
    reason: reasons.length === 0 ? null : toldAll(reasons, '; '),
    exports: receiptsByFile(exports),
    notLetIn: notLetIn(site, lookedAt),
  }
}

const comparison = ({ run, study, published }: RunContext, results: readonly Result[]): ReportedComparison => {
  if (published === null)
    return { comparisons: [], findings: [], notComparedBecause: told`the study names no published numbers` }
  const findings = auditPublished(published)
  if (study.publicationCut !== undefined && run.data_cut !== study.publicationCut) {
    const now = run.data_cut === null ? told`none` : toldDay(run.data_cut)
    const because = told`published numbers are compared at the data cut ${toldDay(study.publicationCut)}; this run's is ${now}`
    return { comparisons: [], findings, notComparedBecause: because }
  }
  return { comparisons: comparePublished(published, results), findings, notComparedBecause: null }
}

const issuePages = (
  { store }: Store,
  study: string,
  sites: readonly RunSiteRow[],
  { idOf }: Awaited<ReturnType<typeof filesOfRun>>,
) =>
  async function* (): AsyncIterable<readonly ReportedIssue[]> {
    for (const { site, batch_id } of sites) {
      const found = batch_id === null ? [] : await selectIssues(store.database, batch_id, site)
      yield found.map(({ site, file, sheet, row, column, displayId, kind, effect, message }) => ({
        site,
        file,
        sheet,
        row,
        column,
        displayId,
        kind,
        effect,
        message,
        finding:
          severityOfIssue({ kind, effect }) === null
            ? null
            : findingId(study, { rule: kind, site, fileId: idOf(site)(file, sheet), column, displayId }),
      }))
    }
  }

const previousReport = async (
  { store }: Store,
  runId: string | null,
  pairs: Iterable<MatchedPair>,
): Promise<PreviousReport | null> => {
  const run = runId === null ? undefined : await selectRun(store.database, runId)
  if (run === undefined || run.outputs_removed_at !== null) return null
  const results = await selectResults(store.database, run.run_id)
  return {
    run: run.run_id,
    dataCut: run.data_cut,
    results,
    pairs: pairsKept((await readPairs(store, run.run_id)).pairs, pairs),
  }
}

/** The nights between the last report and this run that did not run, in words. */
export const nightsBetween = async (
  { store }: Store,
  { study, previous_run_id, started_at }: RunContext['run'],
): Promise<Told | null> => {
  const last = previous_run_id === null ? undefined : await selectRun(store.database, previous_run_id)
  if (last === undefined) return null
  const nights = await selectNights(store.database, study, last.started_at)
  return nightsInWords(nights.filter(night => Date.parse(night.due_at) <= Date.parse(started_at)))
}

/** What a run's report is made of, and how it stands. */
export interface AssembledReport {
  readonly input: ReportInput
  readonly status: ReportStatus
  readonly manifest: Manifest
  readonly context: RunContext
}

/** Everything that a run's report is made of, read from the store; nothing is computed a second time. */
export const assembleReport = async (dependencies: Store, runId: string): Promise<AssembledReport> => {
  const { database } = dependencies.store
  const context = await readRun(dependencies, runId)
  const { run, study } = context
  const runSites = await selectRunSites(database, runId)
  const lookedAt = await selectLookedAt(database, runId)
  const sites = await Promise.all(runSites.map(site => reportedSite(dependencies, context, site, lookedAt)))
  const results = await selectResults(database, runId)
  const { scores, pairs } = await readPairs(dependencies.store, runId)
  const queries = await selectQueries(database, runId)
  const decisions = await selectDecisionsInForce(database, run.study)
  const inputs = await inputsOfRun(dependencies.store, context)
  const persons = (await selectPersonDecisions(database, run.study)).filter(
    ({ decision_id }) => inputs?.decisions.includes(decision_id) === true,
  )
  const manifest = makeManifest(context, runSites, sites, decisions, inputs, persons)
  const found = await runFindings(dependencies.store, runId)
  const names = await fileNamesOfRun(dependencies.store, runId)
  const status = reportStatus(runSites, found)
  const { notes, unlisted } = await batchNotes(dependencies.store, runSites)
  const files = await filesOfRun(dependencies.store, runId)
  const looked = await findingsOfRun(dependencies.store, run)
  const sinceOf = new Map(looked.findings.map(({ id, since, isNew }) => [id, isNew ? null : since]))
  const questions = [...found.questions, ...queries].map(({ site, displayId, kind, message }) => {
    const subject = displayId === '-' ? null : displayId
    const finding = findingId(run.study, { rule: kind, site, fileId: null, column: null, displayId: subject })
    const since = sinceOf.get(finding) ?? null
    return { site, displayId, kind, message: withFileNames(message, names(site)), finding, since }
  })
  const input: ReportInput = {
    run: {
      id: run.run_id,
      startedAt: studyTime(new Date(run.started_at), study.timeZone),
      dataCut: run.data_cut,
      codeVersion: run.code_version,
      status: printedStatus[status],
      manifestHash: manifest.hash,
      startedBy: retold(run.started_by),
      reason: run.reason === null ? null : retold(run.reason),
    },
    study,
    results,
    curves: await selectCurves(database, runId),
    attrition: await selectAttrition(database, runId),
    pairs,
    scores,
    sites,
    variables: await variablesKnown(dependencies.store, context),
    issues: await gatherListing(issuePages(dependencies, run.study, runSites, files), commonOfIssue),
    notes: listingOf(notes, commonOfNote),
    unlisted,
    previous: await previousReport(dependencies, run.previous_run_id, pairs),
    findings: found.findings.map(({ site, file, sheet, column, kind, effect, filled, unusable, message, used }) => ({
      site,
      file,
      sheet,
      column,
      kind,
      effect: used && effect === 'file refused' ? 'accepted by decision' : effect,
      used,
      filled,
      unusable,
      message,
    })),
    nights: await nightsBetween(dependencies, run),
    queries: listingOf(questions, commonOfQuery),
    found: reportedFound(looked, files),
    whatChanged: await whatChanged(dependencies, context),
    judgements: daysInWords(run.judgements, site => labelOf(site, context.mappings[site])),
    published: comparison(context, results),
    manifest: manifest.content,
    libraryVersions: run.library_versions,
  }
  return { input, status, manifest, context }
}
