import type { ComparedReport } from '../runs/contract.js'
import { equalReport } from '../runs/equal-report.js'
import { recordNights } from '../nights/record-nights.js'
import { readRunRow } from '../runs/run-context.js'
import type { Dependencies } from '../stages/dependencies.js'

/** Looks whether the run has the last report's numbers, findings and questions again: then nothing is rendered, and it ends as unchanged. */
export const compareReport = async (
  dependencies: Dependencies,
  { runId }: { readonly runId: string },
): Promise<ComparedReport> => {
  const { store } = dependencies
  // Report and message say which nights since the last report did not run.
  await recordNights(dependencies)
  const last = await equalReport(store, await readRunRow(store, runId))
  return { equals: last?.run_id ?? null }
}
