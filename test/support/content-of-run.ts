import type { KeptStage } from '../../words/stages.js'
import { insertOutput, insertRunOutput, type NewContent, writeContent } from '../../sql/run-outputs.js'
import type { TestDatabase } from './database.js'

/** Stores what a stage made and points a run to it, as a test needs it; gives back the number of the content. */
export const contentOfRun = (
  { store }: Pick<TestDatabase, 'store'>,
  runId: string,
  stage: KeptStage,
  write: NewContent['write'] = () => Promise.resolve(),
): Promise<number> =>
  store.transaction(async transaction => {
    const [study, hash, address] = ['example', `${runId} ${stage}`, `address of ${runId} ${stage}`]
    const content = await writeContent(transaction, { study, stage, hash, rows: 1, write })
    const made = { made_by: runId, made_at: '2024-04-01T00:00:00.000Z', milliseconds: 1 }
    await insertOutput(transaction, { address, study, content, parts: {}, ...made })
    await insertRunOutput(transaction, { run_id: runId, stage, address, content, found: false })
    return content
  })
