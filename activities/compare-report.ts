import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folderOfRun } from '../folders/run-folder.js'
import { selectReportFiles } from '../sql/report-files.js'
import { type RunRow, updateRun } from '../sql/runs.js'
import type { ComparedReport } from '../runs/contract.js'
import { equalReport } from '../runs/equal-report.js'
import { recordNights } from '../nights/record-nights.js'
import { readRun } from '../runs/run-context.js'
import { type Told, told, toldId } from '../words/told.js'
import { studyDay } from '../runs/study-day.js'
import { keepFindings } from './keep-findings.js'
import type { Dependencies } from '../stages/dependencies.js'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'

/** Which file of a run's report is not where it wrote it, byte by byte, and what became of it; null where all are. */
const spoiltFile = async ({ database }: Dependencies['store'], run: RunRow): Promise<Told | null> => {
  const files = await selectReportFiles(database, run.run_id)
  const of = told`of the report of run ${toldId(run.run_id)}`
  for (const { path, sha256 } of files) {
    const bytes = await readFile(join(folderOfRun(run), path)).catch(codeOf)
    if (bytes === 'ENOENT') return told`the file ${toldId(path)} ${of} is gone`
    if (typeof bytes === 'string') return told`the file ${toldId(path)} ${of} cannot be read (${toldId(bytes)})`
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      return told`the file ${toldId(path)} ${of} was changed after it had been written`
  }
  return files.length > 0 ? null : told`it is not known which files ${of} there are`
}

/** Writes what came and went among the findings, and looks whether the run has the last report's numbers, findings and questions again, and that report is there: then nothing is rendered, and it ends as unchanged. */
export const compareReport = async (
  dependencies: Dependencies,
  { runId }: { readonly runId: string },
): Promise<ComparedReport> => {
  const { store } = dependencies
  // Report and message say which nights since the last report did not run.
  await recordNights(dependencies)
  const { run, study } = await readRun(dependencies, runId)
  await keepFindings(store, run, studyDay(new Date(run.started_at), study.timeZone))
  const last = await equalReport(store, run)
  if (last === null) return { equals: null }
  const spoilt = await spoiltFile(store, last)
  // The report is written again, and says why.
  await updateRun(store.database, runId, { written_again: spoilt })
  return { equals: spoilt === null ? last.run_id : null }
}
