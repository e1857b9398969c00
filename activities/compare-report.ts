import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folderOfRun } from '../folders/run-folder.js'
import { selectReportFiles } from '../sql/report-files.js'
import type { RunRow } from '../sql/runs.js'
import type { ComparedReport } from '../runs/contract.js'
import { equalReport } from '../runs/equal-report.js'
import { recordNights } from '../nights/record-nights.js'
import { readRunRow } from '../runs/run-context.js'
import type { Dependencies } from '../stages/dependencies.js'

/** Whether all files of a run's report are where it wrote them, byte by byte. */
const filesAreThere = async ({ database }: Dependencies['store'], run: RunRow): Promise<boolean> => {
  const files = await selectReportFiles(database, run.run_id)
  for (const { path, sha256 } of files) {
    const bytes = await readFile(join(folderOfRun(run), path)).catch(() => null)
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256) return false
  }
  return files.length > 0
}

/** Looks whether the run has the last report's numbers, findings and questions again, and that report is there: then nothing is rendered, and it ends as unchanged. */
export const compareReport = async (
  dependencies: Dependencies,
  { runId }: { readonly runId: string },
): Promise<ComparedReport> => {
  const { store } = dependencies
  // Report and message say which nights since the last report did not run.
  await recordNights(dependencies)
  const last = await equalReport(store, await readRunRow(store, runId))
  return { equals: last !== null && (await filesAreThere(store, last)) ? last.run_id : null }
}
