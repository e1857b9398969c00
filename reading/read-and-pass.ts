import { type DoorResult, passDoor } from '../harmonize/door/door.js'
import type { KeyedHash } from '../harmonize/door/ids/keyed-hash.js'
import { headerHash, markedHeaders } from '../harmonize/door/marked-headers.js'
import { type ReadExport, type ReadingWatch, readSite } from '../sources/read-site.js'
import { rowsReceived } from '../sources/files/receipt.js'
import type { Settling } from '../sources/files/settle-export.js'
import { dayOfFile } from './day-of-file.js'
import { knowAgainBy } from './know-again-by.js'
import type { ReceivedExport, SiteToRead } from './reader-messages.js'

/** What a reading tells and asks while it goes on. */
export interface ReadingOn {
  readonly settling: Settling | null
  readonly watch: ReadingWatch
  /** Whether what was received is wanted: what is known already need not pass the door again. */
  readonly wants: (exports: readonly ReceivedExport[]) => Promise<boolean>
}

/** What a reading gave: what was received, and what passed the door, null where it was not wanted. */
export interface SiteRead {
  readonly exports: readonly ReceivedExport[]
  readonly passed: DoorResult | null
}

const received = ({ receipt, tables }: ReadExport, hash: KeyedHash): ReceivedExport => ({
  receipt,
  tables: tables.map(({ fileId, table, blankRows, headers }) => {
    const { sheet, notes } = table
    return { fileId, rows: rowsReceived(table), blankRows, sheet, notes, headers: markedHeaders(headers, hash) }
  }),
})

// Below so many rows a collection costs more than it gives back.
const manyRows = 100_000

/** Reads a site's exports and lets what is wanted of them through the door. */
export const readAndPass = async (
  { folder, study, mapping, key, share, codeless = {}, known }: SiteToRead,
  { settling, watch, wants }: ReadingOn,
): Promise<SiteRead> => {
  const hash = headerHash(key.secret, study, mapping.site)
  const knowAgain = known === undefined ? undefined : knowAgainBy(known, mapping, hash)
  const read = await readSite(folder, mapping, settling, dayOfFile(mapping), watch, knowAgain)
  const exports = read.map(one => received(one, hash))
  if (!(await wants(exports))) return { exports, passed: null }
  // V8 waits for objects to pile up and does not count columns among them: what reading them took is given back here.
  if (exports.some(({ tables }) => tables.some(({ rows }) => rows >= manyRows))) globalThis.gc?.()
  const tables = read.flatMap(({ file, tables: own }) => own.map(({ fileId, table }) => ({ fileId, file, table })))
  return { exports, passed: passDoor({ study, mapping, key, tables, share, codeless }) }
}
