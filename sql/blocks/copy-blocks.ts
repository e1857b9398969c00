import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { heardWithin, silence } from '../copy-rows.js'
import type { Tables } from '../tables.js'
import type { Wire } from './wire.js'

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')

const head = Buffer.concat([signature, Buffer.alloc(8)])

const trailer = Buffer.from([0xff, 0xff])

const framed = (row: readonly Wire[]): Buffer => {
  const length = row.reduce((sum, value) => sum + 4 + (value?.length ?? 0), 2)
  const bytes = Buffer.allocUnsafe(length)
  bytes.writeInt16BE(row.length)
  let at = 2
  for (const value of row) {
    bytes.writeInt32BE(value?.length ?? -1, at)
    at += 4
    if (value !== null) at += value.copy(bytes, at)
  }
  return bytes
}

/** Writes rows of binary values into a table by COPY, each as it comes, and says how many. */
export const copyBlocks = async (
  client: pg.PoolClient,
  table: keyof Tables,
  columns: readonly string[],
  rows: Iterable<readonly Wire[]> | AsyncIterable<readonly Wire[]>,
): Promise<number> => {
  const names = columns.map(column => `"${column}"`).join(', ')
  const stream = client.query(copyFrom(`copy "${table}" (${names}) from stdin (format binary)`))
  // Postgres may refuse a row while we are still writing: its error must reach us and not the process.
  const ended = finished(stream)
  ended.catch(() => undefined)
  stream.write(head)
  try {
    for await (const row of rows)
      if (!stream.write(framed(row))) await heardWithin(Promise.race([once(stream, 'drain'), ended]), silence)
  } catch (error) {
    // Rows that end in the middle end the COPY, or the connection would wait for more of them.
    stream.destroy()
    throw error
  }
  stream.end(trailer)
  await heardWithin(ended, silence)
  return stream.rowCount
}

/** Bytes that arrive in pieces, taken in the lengths that are asked for. */
const taking = (pieces: AsyncIterator<Buffer>) => {
  let held: Buffer[] = []
  let length = 0
  return async (wanted: number): Promise<Buffer> => {
    while (length < wanted) {
      const next = await pieces.next()
      if (next.done === true) throw new Error('COPY ended in the middle of a row')
      held.push(next.value)
      length += next.value.length
    }
    const [first = Buffer.alloc(0)] = held
    const all = first.length >= wanted ? first : Buffer.concat(held)
    if (all !== first) held = [all]
    held[0] = all.subarray(wanted)
    length -= wanted
    return all.subarray(0, wanted)
  }
}

/** The rows of a query as binary values, one after the other, while they come; its values stand in its text, quoted. */
export const readBlocks = async function* (
  client: pg.ClientBase,
  query: string,
): AsyncGenerator<readonly Wire[], undefined> {
  const stream = client.query(copyTo(`copy (${query}) to stdout (format binary)`))
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const take = taking(pieces)
  const start = await take(head.length)
  await take(start.readInt32BE(signature.length + 4))
  try {
    for (;;) {
      const fields = (await take(2)).readInt16BE()
      if (fields < 0) break
      const row: Wire[] = []
      for (let field = 0; field < fields; field += 1) {
        const length = (await take(4)).readInt32BE()
        row.push(length < 0 ? null : await take(length))
      }
      yield row
    }
  } finally {
    // The end is heard also by who wants no more rows, so that the connection can be asked again.
    while (!stream.destroyed && (await pieces.next()).done !== true);
  }
}
