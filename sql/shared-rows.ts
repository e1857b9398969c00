import type { Kysely } from 'kysely'
import type { FileFinding } from '../harmonize/columns/file-finding.js'
import type { FatesOfFiles } from '../words/row-fates.js'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { SharedSite } from '../harmonize/shared-site.js'
import type { SiteInParts } from '../harmonize/value-parts.js'
import { type RowsOfSubjects, type SharedDictionary, siteBlocks } from './blocks/block-of-site.js'
import { columnFields, columnRow, readColumnRow } from './blocks/column-row.js'
import { copyBlocks, readBlocks } from './blocks/copy-blocks.js'
import {
  type BlockFacts,
  blockColumns,
  blockFacts,
  blockFields,
  blockOf,
  blockRow,
  dictionaryColumns,
  dictionaryOf,
  type SharedBlock,
} from './blocks/shared-block.js'
import { readSharedRow, sharedFields, sharedRow } from './blocks/shared-column.js'
import type { TreeColumn } from './blocks/tree-columns.js'
import { type Wire, wireInt, wireText } from './blocks/wire.js'
import type { Store, Transaction } from './connect.js'
import { copyIssues, countIssues } from './issues.js'
import { json } from './json.js'
import type { Database } from './tables.js'

/** The hash of a batch's rows, which hears them while they are written: ranges of subjects in their order. */
export interface RowsHash {
  readonly take: (rows: RowsOfSubjects) => void
  readonly digest: () => string
}

/** What harmonization writes at once. */
export interface HarmonizedBatch {
  readonly shared: SharedSite
  /** The id that each subject is shown by, in the order of the subjects. */
  readonly displayIds: readonly string[]
  readonly issues: readonly RecordIssue[]
  readonly notes: readonly string[]
  readonly findings: readonly FileFinding[]
  readonly dataDate: string | null
  /** Takes the rows as they are written, and says at the end what their hash is. */
  readonly rowsHash: RowsHash
  /** What became of the rows of each file; not of files whose rows nobody counted at the door. */
  readonly fates: FatesOfFiles
}

const withIds = function* (blocks: Iterable<SiteInParts>, displayIds: readonly string[]): Generator<SharedBlock> {
  let at = 0
  for (const block of blocks) {
    const end = at + block.subjects.keys.length
    yield { ...block, displayIds: displayIds.slice(at, end) }
    at = end
  }
}

/** Writes a batch's shared rows: the dictionary, then its blocks, numbered from zero. */
const copyShared = async (
  { client }: Pick<Transaction, 'client'>,
  batchId: string,
  { shared, displayIds, rowsHash }: Pick<HarmonizedBatch, 'shared' | 'displayIds' | 'rowsHash'>,
): Promise<void> => {
  const batch = wireText(batchId)
  const { dictionary, blocks } = siteBlocks(shared, rowsHash.take)
  // What is said of subjects is kept until all rows are written: one connection writes one table at a time.
  const facts: BlockFacts[] = []
  const values = function* (): Generator<readonly Wire[]> {
    for (const [path, column] of dictionaryColumns(dictionary)) yield [batch, ...columnRow(path, column)]
  }
  const columns = function* (): Generator<readonly Wire[]> {
    for (const block of withIds(blocks, displayIds)) {
      const number = wireInt(facts.push(blockFacts(block)) - 1)
      for (const column of blockColumns(block, dictionary)) yield [batch, number, ...sharedRow(column)]
    }
  }
  const rows = function* (): Generator<readonly Wire[]> {
    for (const [number, block] of facts.entries()) yield [batch, wireInt(number), ...blockRow(block)]
  }
  await copyBlocks(client, 'shared_dictionary', ['batch_id', ...columnFields], values())
  await copyBlocks(client, 'shared_column', ['batch_id', 'block', ...sharedFields], columns())
  await copyBlocks(client, 'shared_block', ['batch_id', 'block', ...blockFields], rows())
}

const writeFates = async (database: Kysely<Database>, batchId: string, fates: FatesOfFiles): Promise<void> => {
  for (const [fileId, counts] of Object.entries(fates)) {
    await database
      .updateTable('batch_export')
      .set({ fates: json(counts) })
      .where('batch_id', '=', batchId)
      .where('file_id', '=', fileId)
      .execute()
  }
}

/** Writes the shared rows and record issues of a batch, unless an earlier attempt did, and marks it harmonized. */
export const replaceHarmonized = async (
  { database, client }: Transaction,
  batchId: string,
  batch: HarmonizedBatch,
  at: string,
): Promise<void> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [batchId])
  const state = await database
    .selectFrom('batch')
    .select('harmonized_at')
    .where('batch_id', '=', batchId)
    .executeTakeFirstOrThrow()
  if (state.harmonized_at !== null) return
  await copyShared({ client }, batchId, batch)
  await copyIssues(client, batchId, batch.issues, await countIssues(database, batchId))
  await writeFates(database, batchId, batch.fates)
  await database
    .updateTable('batch')
    .set({
      harmonized_at: at,
      notes: json(batch.notes),
      findings: json(batch.findings),
      data_date: batch.dataDate,
      rows_hash: batch.rowsHash.digest(),
    })
    .where('batch_id', '=', batchId)
    .execute()
}

const fields = (names: readonly string[]): string => names.map(name => `"${name}"`).join(', ')

const columnsOf = async (
  { client }: Pick<Transaction, 'client'>,
  query: string,
  read: (row: readonly Wire[]) => readonly [path: string, column: TreeColumn],
): Promise<ReadonlyMap<string, TreeColumn>> => {
  const columns = new Map<string, TreeColumn>()
  for await (const row of readBlocks(client, query)) columns.set(...read(row))
  return columns
}

const ofBatch = ({ client }: Pick<Transaction, 'client'>, batchId: string): string =>
  `where batch_id = ${client.escapeLiteral(batchId)}`

const blockAt = async (
  transaction: Transaction,
  batchId: string,
  block: number,
  dictionary: SharedDictionary,
): Promise<SharedBlock | undefined> => {
  const where = `${ofBatch(transaction, batchId)} and block = ${String(block)}`
  const query = `select ${fields(sharedFields)} from shared_column ${where}`
  const columns = await columnsOf(transaction, query, readSharedRow)
  let found: SharedBlock | undefined
  for await (const row of readBlocks(transaction.client, `select ${fields(blockFields)} from shared_block ${where}`))
    found = blockOf(row, columns, dictionary)
  return found
}

/** Reads the distinct values that the blocks of a batch have in common: who reads blocks reads them once. */
export const selectSharedDictionary = (store: Pick<Store, 'transaction'>, batchId: string): Promise<SharedDictionary> =>
  store.transaction(async transaction => {
    const query = `select ${fields(columnFields)} from shared_dictionary ${ofBatch(transaction, batchId)}`
    return dictionaryOf(await columnsOf(transaction, query, readColumnRow))
  })

/** A block of a batch's subjects with their rows; blocks have the subjects in the order of their keys, and numbers from zero. */
export const selectSharedBlock = (
  store: Pick<Store, 'transaction'>,
  batchId: string,
  block: number,
  dictionary: SharedDictionary,
): Promise<SharedBlock | undefined> =>
  store.transaction(transaction => blockAt(transaction, batchId, block, dictionary))

/** How many blocks each of these batches has. */
export const countSharedBlocks = async (
  database: Kysely<Database>,
  batchIds: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  if (batchIds.length === 0) return new Map()
  const rows = await database
    .selectFrom('shared_block')
    .select(({ fn }) => ['batch_id', fn.countAll<number>().as('blocks')])
    .where('batch_id', 'in', batchIds)
    .groupBy('batch_id')
    .execute()
  return new Map(rows.map(({ batch_id: batch, blocks }) => [batch, blocks]))
}

/** Whether some subject of these batches has a link key. */
export const haveLinks = async (database: Kysely<Database>, batchIds: readonly string[]): Promise<boolean> =>
  batchIds.length > 0 &&
  (
    await database
      .selectFrom('shared_block')
      .select('block')
      .where('batch_id', 'in', batchIds)
      .where('link_keys', 'is not', null)
      .limit(1)
      .execute()
  ).length > 0
