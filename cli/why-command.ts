import { codeVersion } from '../stages/code-version.js'
import { readDisplayIds, readMatch, readSubject } from '../runs/read-subject.js'
import { type RunContext, readRun } from '../runs/run-context.js'
import type { CohortSubject } from '../cohort/cohort.js'
import { explainSubject } from '../cohort/explain-subject.js'
import { loadStudy } from '../protocol/load/load-study.js'
import { selectBatchExports } from '../sql/batches.js'
import { selectQueries } from '../sql/cohorts.js'
import { selectResultsTold } from '../sql/results-told.js'
import { selectRunOutputs } from '../sql/run-outputs.js'
import { type RunRow, selectLastReported, selectRun, selectRunSites } from '../sql/runs.js'
import { type Connected, withServices } from './with-services.js'
import { askSecret } from './ask-secret.js'
import { exitCodes } from '../words/exit-codes.js'
import { displayIdsOfOwnId } from '../runs/subject-of-own-id.js'
import { findRun } from './runs-commands.js'
import { ownIdWritings } from './own-id-writings.js'
import { findStudyFolder } from './find-study.js'
import { RunNotFound, SubjectNotFound } from './command-errors.js'
import { terminal } from './terminal.js'
import {
  type DerivedBy,
  explainedLines,
  exportLines,
  resultsTold,
  subjectNotFound,
  subjectTitle,
  titledPart,
} from './why-lines.js'
import { fileNotFound, rowLines } from './why-row.js'
import { fileNamesOfRun } from '../runs/file-names.js'

/** What a run used of a site: which exports, and of a subject the results that the exports said more of. */
const usedOf = async (
  { store: { database } }: Connected,
  runId: string,
  { site, subjectKey, variables }: CohortSubject,
) => {
  const used = (await selectRunSites(database, runId)).find(one => one.site === site)
  const batch = used?.batch_id ?? null
  const results = batch === null ? [] : await selectResultsTold(database, batch, subjectKey)
  return {
    exports: exportLines(site, used, batch === null ? [] : await selectBatchExports(database, batch)),
    results: resultsTold(results, variables),
  }
}

/** Which run of a study is asked; its last reported one where none is named. */
export interface WhyOptions {
  readonly run?: string
}

const runAsked = async (connected: Connected, named: string, { run: asked }: WhyOptions): Promise<RunRow> => {
  const { store } = connected
  const { study } = (await loadStudy(await findStudyFolder(named, store))).study
  if (asked === undefined) {
    const last = await selectLastReported(store.database, study, null)
    if (last !== undefined) return last
    throw new RunNotFound(`${study} has no reported run yet; start one with: cohortium run ${named}`)
  }
  const run = await findRun(connected, asked)
  if (run.study !== study)
    throw new RunNotFound(`run ${run.run_id} is one of ${run.study}; 'cohortium runs ${study}' lists those of ${study}`)
  return run
}

const ofOwnId = async ({ store }: Connected, runId: string, asked: RunContext, own: string): Promise<string> => {
  const { study, mappings } = asked
  const writingsAt = (site: string): readonly string[] => ownIdWritings(mappings[site] ?? { files: {} }, own)
  const [found, ...others] = await displayIdsOfOwnId(store, process.env, runId, study, writingsAt)
  if (found === undefined)
    throw new SubjectNotFound(
      `no subject of run ${runId} has this id at any of its hospitals, as its mapping reads ids`,
    )
  if (others.length > 0)
    throw new SubjectNotFound(`several subjects have this id: name one of ${[found, ...others].join(', ')}`)
  return found
}

/** The run that derived the cohort of a run, which may have found it. */
const derivedBy = async ({ store }: Connected, runId: string): Promise<DerivedBy> => {
  const cohort = (await selectRunOutputs(store.database, runId)).find(({ stage }) => stage === 'cohort')
  return cohort === undefined ? null : ((await selectRun(store.database, cohort.made_by)) ?? null)
}

/**
 * One subject of a run, from source rows to matched partner, or what became of one row of a file: as the run stored it, so that it is the subject of the report
 * whatever the code does today.
 */
export const whyCommand = async (named: string, asked: string | undefined, options: WhyOptions): Promise<number> => {
  const own = asked === undefined ? await askSecret("the subject's id at the hospital (it is not shown): ") : null
  if (asked === undefined && own === null) return exitCodes.done
  return withServices(async connected => {
    const { store } = connected
    const context = await readRun(connected, (await runAsked(connected, named, options)).run_id)
    const { run, study } = context
    const row = asked === undefined ? null : await rowLines(store, run, asked)
    if (row !== null) {
      for (const line of row.lines) terminal.print(line)
      if (row.displayId !== null) terminal.print(`\nIts subject: cohortium why ${named} ${row.displayId}`)
      return 0
    }
    const displayId = asked ?? (await ofOwnId(connected, run.run_id, context, own ?? ''))
    const found = await readSubject(store, run.run_id, displayId)
    if (found === undefined)
      throw (
        (await fileNotFound(store, run, displayId)) ??
        subjectNotFound(await readDisplayIds(store, run.run_id), displayId, run.run_id)
      )
    const { subject } = found
    const queries = await selectQueries(store.database, run.run_id, displayId)
    const names = await fileNamesOfRun(store, run.run_id)
    const used = await usedOf(connected, run.run_id, subject)
    const lines = [
      ...subjectTitle(displayId, run, await derivedBy(connected, run.run_id), codeVersion()),
      ...explainedLines([...explainSubject(study, subject, queries), ...used.results], names(subject.site)),
      ...titledPart('Exports', used.exports),
      ...titledPart('Matching', await readMatch(store, run.run_id, study, found)),
    ]
    for (const line of lines) terminal.print(line)
    return 0
  })
}
