import type pg from 'pg'
import type { TableMatching } from '../analysis/matching/table-matching.js'
import type { PairColumns } from '../analysis/sets/pair-columns.js'
import { columnFields, columnRow, readColumnRow } from './blocks/column-row.js'
import { copyBlocks, readBlocks } from './blocks/copy-blocks.js'
import type { TreeColumn } from './blocks/tree-columns.js'
import { wireBigint } from './blocks/wire.js'
import type { Store, Transaction } from './connect.js'
import { copyResults, selectResults } from './results.js'

/** A matching of the subjects of a stored cohort, by their numbers in it. */
export interface CohortMatching {
  /** The content of the cohort. */
  readonly cohort: number
  readonly matching: TableMatching
}

/** Writes scores, pairs and the results of matching. */
export const insertMatching = async (
  transaction: Transaction,
  content: number,
  { cohort, matching: { score, pairs, results } }: CohortMatching,
): Promise<number> => {
  const { client } = transaction
  await client.query('insert into match_block (content, cohort) values ($1, $2)', [content, cohort])
  const columns: Readonly<Record<string, TreeColumn>> = {
    score,
    'pairs.pair': pairs.pair,
    'pairs.treated': pairs.treated,
    'pairs.control': pairs.control,
  }
  await copyBlocks(
    client,
    'match_column',
    ['content', ...columnFields],
    Object.entries(columns).map(([path, column]) => [wireBigint(content), ...columnRow(path, column)]),
  )
  return copyResults(transaction, content, results)
}

/** Scores and pairs by the numbers of subjects in a cohort. */
export interface StoredPairs {
  /** The content of the cohort. */
  readonly cohort: number
  /** Each subject's distance; NaN where it has none. */
  readonly score: Float64Array
  readonly pairs: PairColumns
}

/** The scores and pairs of a run; undefined where it matched nobody. */
export const selectPairs = async (client: pg.ClientBase, runId: string): Promise<StoredPairs | undefined> => {
  const { rows } = await client.query<{ content: number; cohort: number }>(
    `select content, cohort from match_block join run_output using (content) where run_id = $1 and stage = 'match'`,
    [runId],
  )
  const [block] = rows
  if (block === undefined) return undefined
  const columns = new Map<string, TreeColumn>()
  const query = `select ${columnFields.join(', ')} from match_column where content = ${String(block.content)}`
  for await (const row of readBlocks(client, query)) columns.set(...readColumnRow(row))
  const pairColumn = (name: string): Int32Array => columns.get(`pairs.${name}`) as Int32Array
  return {
    cohort: block.cohort,
    score: columns.get('score') as Float64Array,
    pairs: { pair: pairColumn('pair'), treated: pairColumn('treated'), control: pairColumn('control') },
  }
}

/** What matching handed on; undefined where a run has no matching. */
export const selectMatching = async (
  { database, transaction }: Store,
  runId: string,
): Promise<TableMatching | undefined> => {
  const pairs = await transaction(({ client }) => selectPairs(client, runId))
  return pairs === undefined ? undefined : { ...pairs, results: await selectResults(database, runId, 'match') }
}
