import type { ComparedHeaders, HeadersOfTable } from '../harmonize/acceptance/changed-headers.js'
import { fileOfPart } from '../protocol/facts/part-files.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { type BatchRow, selectBatchExports, selectMapping } from '../sql/batches.js'
import type { Store } from '../sql/connect.js'
import { retold } from '../words/told.js'

type Database = Pick<Store, 'database'>

const headersOf = async ({ database }: Database, { batch_id }: BatchRow): Promise<readonly HeadersOfTable[]> =>
  (await selectBatchExports(database, batch_id)).map(({ file_id: fileId, file_name, sheets, headers }) => ({
    ...{ fileId, headers, file: retold(file_name) },
    sheet: retold(sheets[0] ?? '-'),
  }))

// What of a mapping says where a header stands and how it is written.
const readBy = ['sheet', 'inside', 'header', 'rowIs', 'encoding', 'delimiter', 'quote', 'escape'] as const

const readingOf = ({ files }: SiteMapping, fileId: string): string =>
  JSON.stringify(readBy.map(key => files[fileOfPart(fileId)]?.[key]))

/**
 * The headers of a batch and of the last accepted one. Those that stood elsewhere by the mapping of then are left out: another
 * mapping is no change of the hospital's, and raw headers are not kept to be read again.
 */
export const comparedHeaders = async (
  store: Database,
  mapping: SiteMapping,
  last: BatchRow,
  batch: BatchRow,
): Promise<ComparedHeaders> => {
  // What was stored is what the loader resolved.
  const then = ((await selectMapping(store.database, last.mapping_hash)) as SiteMapping | undefined) ?? mapping
  const before = await headersOf(store, last)
  const asNow = ({ fileId }: HeadersOfTable): boolean => readingOf(then, fileId) === readingOf(mapping, fileId)
  return {
    before: before.map(table => (asNow(table) ? table : { ...table, headers: null })),
    now: await headersOf(store, batch),
  }
}
