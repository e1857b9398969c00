import type { ExportRow } from '../../sql/batches.js'

type Receipt = Pick<ExportRow, 'file_id' | 'file_name' | 'sheets'>

/** The id under which a site's mapping reads a sheet of a file; null where no receipt has it. */
export type FileIdOf = (file: string, sheet: string) => string | null

/** The ids of files by the names and sheets that they were received with. A sheet that two ids read is found by the first. */
export const fileIdsOf = (receipts: readonly Receipt[]): FileIdOf => {
  const ids = new Map<string, string>()
  const add = (name: string, id: string): void => {
    if (!ids.has(name)) ids.set(name, id)
  }
  for (const { file_id: id, file_name: file, sheets } of receipts)
    for (const sheet of sheets) add(JSON.stringify([file, sheet]), id)
  for (const { file_id: id, file_name: file } of receipts) add(JSON.stringify([file]), id)
  return (file, sheet) => ids.get(JSON.stringify([file, sheet])) ?? ids.get(JSON.stringify([file])) ?? null
}
