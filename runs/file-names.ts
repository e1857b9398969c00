import { type ExportRow, selectBatchExports } from '../sql/batches.js'
import type { Store } from '../sql/connect.js'
import { selectRunSites } from '../sql/runs.js'
import type { FileNames } from '../words/file-marks.js'
import { retold, toldAll } from '../words/told.js'

/** A file as a person looks it up: its name, and its sheet where it has sheets. */
const nameOf = ({ file_name, sheets }: ExportRow): ReturnType<typeof retold> =>
  toldAll([file_name, ...sheets.slice(0, 1).filter(sheet => sheet !== '-')].map(retold))

/** The names under which a run received the files of each site, by site. */
export const fileNamesOfRun = async ({ database }: Store, runId: string): Promise<(site: string) => FileNames> => {
  const bySite = new Map<string, FileNames>()
  for (const { site, batch_id } of await selectRunSites(database, runId)) {
    const receipts = batch_id === null ? [] : await selectBatchExports(database, batch_id)
    bySite.set(site, new Map(receipts.map(receipt => [receipt.file_id, nameOf(receipt)])))
  }
  return site => bySite.get(site) ?? new Map()
}
