import type pg from 'pg'
import type { ReceivedPart } from '../harmonize/received-parts.js'
import type { ReceivedSite, ReceivedSubjects } from '../harmonize/received-site.js'
import { copyBlocks, readBlocks } from './blocks/copy-blocks.js'
import { JoinedTable } from './blocks/joined-table.js'
import { keyFields, keyRow, OpenReceived, readBlock, receivedFields } from './blocks/received-block.js'
import { readStored, storedFields, storedRow } from './blocks/received-column.js'
import { readInt, readTexts, type Wire, wireInt, wireText } from './blocks/wire.js'
import type { Store } from './connect.js'

/** Parts of a site that passed the door, as they come. */
export type ReceivedParts = Iterable<ReceivedPart> | AsyncIterable<ReceivedPart>

const partsFrom = (parts: ReceivedParts): AsyncIterator<ReceivedPart, undefined> =>
  (async function* (): AsyncGenerator<ReceivedPart, undefined> {
    for await (const part of parts) yield part
  })()

/** Writes a site's rows as they passed the door, part by part while they come, and says how many. */
export const copyReceived = async (client: pg.PoolClient, batchId: string, parts: ReceivedParts): Promise<number> => {
  const batch = wireText(batchId)
  const coming = partsFrom(parts)
  let next = await coming.next()
  let [first, rows] = [0, 0]
  const keys = async function* (): AsyncGenerator<readonly Wire[]> {
    for (let block = 0; next.done !== true && next.value.of === 'subjects'; block += 1) {
      yield [batch, wireInt(block), ...keyRow(first, next.value)]
      first += next.value.ends.lengths.length
      next = await coming.next()
    }
  }
  // What is said of rows is kept until all columns are written: one connection writes one table at a time.
  const facts: (readonly Wire[])[] = []
  const columns = async function* (): AsyncGenerator<readonly Wire[]> {
    let [table, number]: [OpenReceived | null, number] = [null, 0]
    for (; next.done !== true; next = await coming.next()) {
      const part = next.value
      if (part.of === 'table') table = new OpenReceived(number++, part)
      else if (part.of === 'rows' && table !== null) {
        const { row, columns: own } = table.block(facts.length, part)
        const block = wireInt(facts.push(row) - 1)
        for (const column of own) yield [batch, block, ...storedRow(column)]
        rows += part.rows.length
      } else if (part.of === 'cells' || part.of === 'link keys') table?.learn(part)
    }
  }
  const numbered = function* (): Generator<readonly Wire[]> {
    for (const [block, row] of facts.entries()) yield [batch, wireInt(block), ...row]
  }
  const key = ['batch_id', 'block'] as const
  await copyBlocks(client, 'received_keys', [...key, ...keyFields], keys())
  await copyBlocks(client, 'received_column', [...key, ...storedFields], columns())
  await copyBlocks(client, 'received_block', [...key, ...receivedFields], numbered())
  return rows
}

const fields = (names: readonly string[]): string => names.map(name => `"${name}"`).join(', ')

const subjectsIn = async (client: pg.PoolClient, where: string): Promise<ReceivedSubjects> => {
  const keys: string[] = []
  const openIds: string[] = []
  for await (const [ownKeys, ids] of readBlocks(
    client,
    `select keys, open_ids from received_keys ${where} order by block`,
  )) {
    if (ownKeys != null) for (const key of readTexts(ownKeys)) keys.push(key ?? '')
    if (ids != null) for (const id of readTexts(ids)) openIds.push(id ?? '')
  }
  return { keys, openIds: openIds.length === 0 ? null : openIds }
}

/** The rows of a batch as they passed the door; a batch that was not received has none. */
export const selectReceived = (store: Pick<Store, 'transaction'>, batchId: string): Promise<ReceivedSite> =>
  store.transaction(async ({ client }) => {
    const where = `where batch_id = ${client.escapeLiteral(batchId)}`
    const tables = new Map<number, JoinedTable>()
    const takes: ReturnType<JoinedTable['begin']>[] = []
    for await (const row of readBlocks(
      client,
      `select ${fields(receivedFields)} from received_block ${where} order by block`,
    )) {
      const block = readBlock(row)
      const table = tables.get(block.number) ?? new JoinedTable()
      tables.set(block.number, table)
      takes.push(table.begin(takes.length, block))
    }
    // Cells are numbered in the order in which rows have them, so blocks come in theirs; and a column's cells before codes.
    for await (const [block, ...row] of readBlocks(
      client,
      `select block, ${fields(storedFields)} from received_column ${where} order by block, path collate "C"`,
    ))
      takes[block == null ? 0 : readInt(block)]?.(readStored(row))
    return { subjects: await subjectsIn(client, where), tables: [...tables.values()].map(table => table.end()) }
  })
