import { selectBatchExports } from '../../sql/batches.js'
import type { Store } from '../../sql/connect.js'
import { selectRunSites } from '../../sql/runs.js'
import { fileNamesOfRun } from '../file-names.js'
import { type FileIdOf, fileIdsOf } from './file-ids.js'
import type { FilesOfRun } from './reported-found.js'

/** The files that a run's numbers are made of: their names and rows by id, and their ids by the names that issues name. */
export const filesOfRun = async (
  store: Store,
  runId: string,
): Promise<FilesOfRun & { readonly idOf: (site: string) => FileIdOf }> => {
  const names = await fileNamesOfRun(store, runId)
  const rows = new Map<string, number | null>()
  const ids = new Map<string, FileIdOf>()
  for (const { site, batch_id } of await selectRunSites(store.database, runId)) {
    const receipts = batch_id === null ? [] : await selectBatchExports(store.database, batch_id)
    ids.set(site, fileIdsOf(receipts))
    for (const receipt of receipts) rows.set(JSON.stringify([site, receipt.file_id]), receipt.rows)
  }
  return {
    nameOf: (site, fileId) => names(site).get(fileId) ?? null,
    rowsOf: (site, fileId) => rows.get(JSON.stringify([site, fileId])) ?? null,
    idOf: site => ids.get(site) ?? (() => null),
  }
}
