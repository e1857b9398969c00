import { factsOfColumn, wordsForNothing } from '../harmonize/acceptance/facts-of-column.js'
import { type KnownExport, renamedColumns } from '../harmonize/acceptance/renamed-columns.js'
import type { KeyedHash } from '../harmonize/door/ids/keyed-hash.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { KnowAgain } from '../sources/know-again.js'

/** Knows columns again by what the last accepted export held: only those that it did not have are asked. */
export const knowAgainBy =
  (known: KnownExport, mapping: SiteMapping, hash: KeyedHash): KnowAgain =>
  ({ fileId, missing, table, headers }) => {
    const file = known.get(fileId)
    if (file === undefined) return new Map()
    const { marks, columns } = file
    const nothing = wordsForNothing(mapping, fileId)
    const gone = missing.flatMap(name => {
      const facts = columns.get(name)
      return facts === undefined ? [] : [[name, facts] as const]
    })
    if (gone.length === 0) return new Map()
    const came = headers.flatMap(({ plain, named }, at) => {
      const column = table.columns[at]
      const isNew = !named && plain !== '' && marks?.has(hash(plain)) !== true
      return isNew && column !== undefined ? [[at + 1, factsOfColumn(column, nothing)] as const] : []
    })
    return renamedColumns(new Map(gone), new Map(came))
  }
