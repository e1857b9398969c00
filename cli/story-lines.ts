import { explainOutputs } from '../runs/explain-outputs.js'
import { explainSites } from '../runs/explain-sites.js'
import type { Store } from '../sql/connect.js'
import type { RunRow } from '../sql/runs.js'
import { selectStages } from '../sql/stages.js'
import { siteLines, stageLines } from './run-lines.js'

/** What a run found and what it made, and why: its sites' data, then its stages with how long each took. */
export const storyLines = async (
  store: Store,
  run: Pick<RunRow, 'run_id' | 'previous_run_id' | 'afresh'>,
): Promise<readonly string[]> => [
  ...siteLines(await explainSites(store, run)),
  ...stageLines(await selectStages(store.database, run.run_id), await explainOutputs(store, run)),
]
