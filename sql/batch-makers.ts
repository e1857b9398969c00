import { type Kysely, sql } from 'kysely'
import { stages } from '../words/stages.js'
import type { Database } from './tables.js'

/**
 * The run that read each of some batches: the one whose stage wrote it. A batch is missing whose run was removed.
 */
export const selectMakersOfBatches = async (
  db: Kysely<Database>,
  batchIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (batchIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('batch')
    .innerJoin('run', 'run.study', 'batch.study')
    .innerJoin('run_stage', 'run_stage.run_id', 'run.run_id')
    .distinctOn('batch.batch_id')
    .select(['batch.batch_id', 'run.run_id'])
    .where('batch.batch_id', 'in', batchIds)
    .where('run_stage.stage', '=', sql<string>`${stages.ingestSite.mark} || '/' || batch.site`)
    // A stage ends in the transaction that writes its batch; one of a run that began after it read another.
    .whereRef('run_stage.finished_at', '>=', 'batch.ingested_at')
    .whereRef('run.started_at', '<=', 'batch.ingested_at')
    .orderBy('batch.batch_id')
    .orderBy('run_stage.finished_at')
    .execute()
  return new Map(rows.map(row => [row.batch_id, row.run_id]))
}
