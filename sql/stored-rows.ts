import type { Transaction } from './connect.js'
import { insertContent, type NewContent } from './run-outputs.js'
import { type OutputTables, outputTables } from './tables-outputs.js'

const contentTables = (Object.keys(outputTables) as (keyof OutputTables)[]).filter(
  table => table !== 'content' && table !== 'output' && table !== 'run_output',
)

/**
 * Writes a content beside the one that a run has of a stage, and gives it to the run instead: only on trial. What is kept is not
 * touched, so that runs that go on meanwhile find it.
 */
export const writeBeside = async (transaction: Transaction, runId: string, made: NewContent): Promise<number> => {
  const { client } = transaction
  const { rows } = await client.query<{ trial: string }>('select pg_current_xact_id()::text as trial')
  // Of another study, as one study has equal values once; and of each trial its own, so that two at once do not wait.
  const content = await insertContent(transaction, { ...made, study: `trial ${rows[0]?.trial ?? ''}` })
  const given = [content, runId, made.stage]
  await client.query('update run_output set content = $1 where run_id = $2 and stage = $3', given)
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
