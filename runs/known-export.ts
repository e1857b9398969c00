import { factsOfColumn, wordsForNothing } from '../harmonize/acceptance/facts-of-column.js'
import type { KnownExport } from '../harmonize/acceptance/renamed-columns.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { selectBatchExports, selectLastGoodBatch } from '../sql/batches.js'
import { selectReceived } from '../sql/received.js'
import type { Dependencies } from '../stages/dependencies.js'
import type { RunContext } from './run-context.js'

/** What the columns of a site's last accepted export held, with the marks of its headers; null where it has none. */
export const knownExport = async (
  { store }: Pick<Dependencies, 'store'>,
  { run }: Pick<RunContext, 'run'>,
  mapping: SiteMapping,
): Promise<KnownExport | null> => {
  const last = await selectLastGoodBatch(store.database, run.study, mapping.site, run.key_check)
  if (last === undefined) return null
  const receipts = await selectBatchExports(store.database, last.batch_id)
  const { tables } = await selectReceived(store, last.batch_id)
  return new Map(
    tables.map(({ fileId, columns }) => {
      const nothing = wordsForNothing(mapping, fileId)
      const headers = receipts.find(({ file_id }) => file_id === fileId)?.headers ?? null
      const marks = headers === null ? null : new Set(headers.map(({ mark }) => mark))
      const facts = [...columns].map(([name, column]) => [name, factsOfColumn(column, nothing)] as const)
      return [fileId, { marks, columns: new Map(facts) }] as const
    }),
  )
}
