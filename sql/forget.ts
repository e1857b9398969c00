import type pg from 'pg'
import { byReference, references } from './by-reference.js'
import { keepJudgements } from './keep-judgements.js'
import { tableNames } from './tables.js'
import { removeUnreached } from './outputs.js'

/** What is forgotten: some runs of a study, or the study with all that is known of it. */
export type Forgotten = { readonly runs: readonly string[] } | { readonly study: string }

/** How many rows of a table go. */
export interface GoingRows {
  readonly table: string
  readonly rows: number
}

interface Condition {
  readonly where: string
  readonly value: unknown
}

const columnsOf = async (client: pg.PoolClient): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = current_schema() and table_name = any($1)`,
    [tableNames],
  )
  const found = new Map<string, Set<string>>()
  for (const { table, column } of rows) found.set(table, (found.get(table) ?? new Set()).add(column))
  return found
}

// A night stays known, whatever becomes of its run.
const keptWithoutRun: readonly string[] = ['night']

// Contents that these runs have, and no other.
const contentsOfRuns = `
  select content from run_output of where run_id = any($1)
    and not exists (select 1 from run_output other where other.content = of.content and not other.run_id = any($1))`

const contentsOfStudy = 'select content from content where study = $1'

// They are found before the runs that point to them go.
const goingContents = async (client: pg.PoolClient, forgotten: Forgotten): Promise<readonly number[]> => {
  const { rows } =
    'runs' in forgotten
      ? await client.query<{ content: number }>(contentsOfRuns, [forgotten.runs])
      : await client.query<{ content: number }>(contentsOfStudy, [forgotten.study])
  return rows.map(({ content }) => content)
}

const ofRuns = (table: string, columns: ReadonlySet<string>, runs: readonly string[]): Condition | null =>
  columns.has('run_id') && !keptWithoutRun.includes(table) ? { where: 'run_id = any($1)', value: runs } : null

const ofStudy = (table: string, columns: ReadonlySet<string>, study: string): Condition | null => {
  if (columns.has('study')) return { where: 'study = $1', value: study }
  if (columns.has('run_id')) return { where: 'run_id in (select run_id from run where study = $1)', value: study }
  if (columns.has('batch_id'))
    return { where: 'batch_id in (select batch_id from batch where study = $1)', value: study }
  // Two studies may read a site by equal mappings.
  return table === 'mapping'
    ? {
        where:
          `mapping_hash in (select mapping_hash from batch where study = $1) ` +
          `and mapping_hash not in (select mapping_hash from batch where study <> $1)`,
        value: study,
      }
    : null
}

const conditions = async (
  client: pg.PoolClient,
  forgotten: Forgotten,
): Promise<readonly (Condition & { readonly table: string })[]> => {
  const columns = await columnsOf(client)
  const contents = await goingContents(client, forgotten)
  // What refers to a row goes before it; mappings are found by the batches, which refer to nothing of them.
  const order = [...byReference([...columns.keys()].sort(), await references(client))].reverse()
  return [...order.filter(table => table === 'mapping'), ...order.filter(table => table !== 'mapping')].flatMap(
    table => {
      const own = columns.get(table) ?? new Set<string>()
      const condition =
        own.has('content') && table !== 'run_output'
          ? { where: 'content = any($1)', value: contents }
          : 'runs' in forgotten
            ? ofRuns(table, own, forgotten.runs)
            : ofStudy(table, own, forgotten.study)
      return condition === null ? [] : [{ table, ...condition }]
    },
  )
}

/** What would go, by table; nothing is removed. */
export const rowsToForget = async (client: pg.PoolClient, forgotten: Forgotten): Promise<readonly GoingRows[]> => {
  const going: GoingRows[] = []
  await client.query('savepoint looking')
  if ('runs' in forgotten) await keepJudgements(client, forgotten.runs)
  for (const { table, where, value } of await conditions(client, forgotten)) {
    const { rows } = await client.query<{ rows: number }>(`select count(*) as rows from "${table}" where ${where}`, [
      value,
    ])
    going.push({ table, rows: rows[0]?.rows ?? 0 })
  }
  await client.query('rollback to savepoint looking')
  return going.filter(({ rows }) => rows > 0).sort((a, b) => (a.table < b.table ? -1 : 1))
}

/** Removes them, in the caller's transaction; runs that compared with one of them have none before them. */
export const forgetRows = async (client: pg.PoolClient, forgotten: Forgotten): Promise<void> => {
  if ('runs' in forgotten) {
    await keepJudgements(client, forgotten.runs)
    await client.query('update run set previous_run_id = null where previous_run_id = any($1)', [forgotten.runs])
    await client.query('update run set equals_run_id = null where equals_run_id = any($1)', [forgotten.runs])
    await client.query('update night set run_id = null where run_id = any($1)', [forgotten.runs])
  }
  const studies = 'runs' in forgotten ? await studiesOf(client, forgotten.runs) : []
  for (const { table, where, value } of await conditions(client, forgotten))
    await client.query(`delete from "${table}" where ${where}`, [value])
  for (const study of studies) await removeUnreached(client, study)
}

const studiesOf = async (client: pg.PoolClient, runs: readonly string[]): Promise<readonly string[]> => {
  const { rows } = await client.query<{ study: string }>('select distinct study from run where run_id = any($1)', [
    runs,
  ])
  return rows.map(({ study }) => study)
}
