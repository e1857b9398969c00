import colors from 'picocolors'
import { codeVersion } from '../activities/code-version.js'
import { receiptsByFile } from '../activities/receipts-by-file.js'
import { readRun } from '../activities/run-context.js'
import { explainMatch } from '../analysis/explain-match.js'
import { explainSubject } from '../cohort/explain-subject.js'
import { loadStudy } from '../protocol/load-study.js'
import { selectBatchExports } from '../sql/batches.js'
import { selectStoredCohort } from '../sql/cohorts.js'
import { selectMatching } from '../sql/results.js'
import { selectLastReported, selectRunSites } from '../sql/runs.js'
import { withLineage } from '../sql/subject-lineage.js'
import { nearestName } from '../protocol/nearest.js'
import { type Connected, withServices } from './connect.js'
import { findStudyFolder } from './find-study.js'
import { RunNotFound } from './runs-commands.js'
import { terminal } from './terminal.js'

/** Thrown when no subject of the last run has the display id that a command names. */
export class SubjectNotFound extends Error {
  override readonly name = 'SubjectNotFound'
}

const exportsOf = async ({ store }: Connected, runId: string, site: string): Promise<readonly string[]> => {
  const used = (await selectRunSites(store.database, runId)).find(one => one.site === site)
  const receipts = used?.batch_id == null ? [] : await selectBatchExports(store.database, used.batch_id)
  const day = used?.data_date == null ? '' : `, data of ${used.data_date}`
  return [
    `${site}: ${used?.state ?? 'no data'}${day}`,
    ...receiptsByFile(receipts).map(
      ({ file, sha256, rows }) => `${file}, ${String(rows)} rows, SHA-256 ${sha256.slice(0, 16)}…`,
    ),
  ]
}

/**
 * One subject of the last reported run, from source rows to matched partner: as the run stored it, so that it is the
 * subject of the report whatever the code does today.
 */
export const whyCommand = async (named: string, displayId: string): Promise<number> =>
  withServices(async connected => {
    const { store } = connected
    const { study: loaded } = await loadStudy(await findStudyFolder(named, store))
    const last = await selectLastReported(store.database, loaded.study, null)
    if (last === undefined)
      throw new RunNotFound(`${loaded.study} has no reported run yet; start one with: cohortium run ${named}`)
    const { run, study } = await readRun(connected, last.run_id)
    const cohort = await selectStoredCohort(store.database, run.run_id)
    const subject = cohort.subjects.find(one => one.displayId === displayId)
    if (subject === undefined) {
      const nearest = nearestName(
        displayId,
        cohort.subjects.map(one => one.displayId),
      )
      throw new SubjectNotFound(
        `no subject '${displayId}' in run ${run.run_id}${nearest === null ? '' : `; did you mean ${nearest}?`}`,
      )
    }
    terminal.print(`${displayId} in run ${run.run_id}${run.data_cut === null ? '' : `, data cut ${run.data_cut}`}`)
    if (run.code_version !== codeVersion()) {
      terminal.print(
        colors.yellow(`as run ${run.run_id} derived it, with code ${run.code_version}; this is ${codeVersion()}`),
      )
    }
    const traced = await withLineage(store.database, run.run_id, subject)
    for (const { title, lines } of explainSubject(study, traced, cohort.queries)) {
      if (lines.length === 0) continue
      terminal.print(`\n${colors.bold(title)}`)
      for (const { about, found, from } of lines) {
        terminal.print(`  ${about.padEnd(28)} ${found}`)
        for (const source of from) terminal.print(colors.dim(`  ${' '.repeat(28)} from ${source}`))
      }
    }
    terminal.print(`\n${colors.bold('Exports')}`)
    for (const line of await exportsOf(connected, run.run_id, subject.site)) terminal.print(`  ${line}`)
    terminal.print(`\n${colors.bold('Matching')}`)
    const matching = await selectMatching(store.database, run.run_id)
    for (const line of explainMatch({ study, subjects: cohort.subjects, matching }, displayId)) {
      terminal.print(`  ${line}`)
    }
    return 0
  })
