import type { Transaction } from './connect.js'
import type { NewContent } from './run-outputs.js'
import { type OutputTables, outputTables } from './tables-outputs.js'

const contentTables = (Object.keys(outputTables) as (keyof OutputTables)[]).filter(
  table => table !== 'content' && table !== 'output' && table !== 'run_output',
)

/** A content that is kept. */
export interface KeptContent {
  readonly content: number
  readonly hash: string
}

/** Writes a content beside the one that is kept of a run's stage and gives it to the run instead: only on trial. */
export const writeBeside = async (
  transaction: Transaction,
  runId: string,
  kept: KeptContent,
  { study, stage, hash, rows, write }: NewContent,
): Promise<number> => {
  const { client, database } = transaction
  await client.query(`update content set hash = hash || ' as kept' where content = $1`, [kept.content])
  const { content } = await database
    .insertInto('content')
    .values({ study, stage, hash, rows })
    .returning('content')
    .executeTakeFirstOrThrow()
  await write(transaction, content)
  await client.query('update run_output set content = $1 where run_id = $2 and stage = $3', [content, runId, stage])
  return content
}

/** The tables in which two contents have different rows; the numbers of contents are no part of a row. */
export const tablesThatDiffer = async (
  { client }: Transaction,
  one: number,
  other: number,
): Promise<readonly string[]> => {
  const differing: string[] = []
  for (const table of contentTables) {
    // As texts: JSON has no order by which rows could be compared, and hashes of them are short.
    const rowsOf = (content: string): string =>
      `select md5((to_jsonb(r) - '{content,cohort}'::text[])::text) from "${table}" r where content = ${content}`
    const { rows } = await client.query(
      `(${rowsOf('$1')} except all ${rowsOf('$2')}) union all (${rowsOf('$2')} except all ${rowsOf('$1')}) limit 1`,
      [one, other],
    )
    if (rows.length > 0) differing.push(table)
  }
  return differing
}
