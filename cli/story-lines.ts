import { explainOutputs } from '../runs/explain-outputs.js'
import { explainSites } from '../runs/explain-sites.js'
import type { Store } from '../sql/connect.js'
import { readRun } from '../runs/run-context.js'
import { type RunRow, selectRunEvents } from '../sql/runs.js'
import { type StageDone, stagesDone } from './stage-times.js'
import { selectStages } from '../sql/stages.js'
import { siteLines, stageLines } from './run-lines.js'

const doneOf = async (store: Store, runId: string): Promise<readonly StageDone[]> => {
  const [marks, events] = [await selectStages(store.database, runId), await selectRunEvents(store.database, runId, 0)]
  // A run whose study could not be read got to no stage.
  return marks.length + events.length === 0 ? [] : stagesDone(marks, events, (await readRun({ store }, runId)).study)
}

/** What a run found and what it made, and why: its sites' data, then its stages with how long each took. */
export const storyLines = async (
  store: Store,
  run: Pick<RunRow, 'run_id' | 'previous_run_id' | 'afresh'>,
): Promise<readonly string[]> => {
  const sites = await explainSites(store, run)
  return [...siteLines(sites), ...stageLines(await doneOf(store, run.run_id), await explainOutputs(store, run), sites)]
}
