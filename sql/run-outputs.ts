import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Transaction } from './connect.js'
import { json } from './json.js'
import type { Database } from './tables.js'
import { type KeptStage, keptStages } from '../words/stages.js'
import type { ContentTable, OutputTable } from './tables-outputs.js'

/** An output as stored: its address with its parts, who made it, and its content. */
export type OutputRow = Selectable<OutputTable>

/** What a run has of a stage: the output, and whether it was there before. */
export type RunOutputRow = OutputRow & { readonly stage: KeptStage; readonly found: boolean }

/** The number of the content that a run has of a stage, within a query; none where it has none. */
export const contentOf = (runId: string, stage: KeptStage): RawBuilder<number> =>
  sql<number>`(select of.content from run_output of where of.run_id = ${runId} and of.stage = ${stage})`

/** The hash of the content that a run has of a stage; undefined where it has none. */
export const selectContentHash = async (
  db: Kysely<Database>,
  runId: string,
  stage: KeptStage,
): Promise<string | undefined> => (await selectRunContent(db, runId, stage))?.hash

/** The content that a run has of a stage, with the hash of its values; undefined where it has none. */
export const selectRunContent = async (
  db: Kysely<Database>,
  runId: string,
  stage: KeptStage,
): Promise<Pick<Selectable<ContentTable>, 'content' | 'hash'> | undefined> =>
  db
    .selectFrom('run_output')
    .innerJoin('content', 'content.content', 'run_output.content')
    .select(['content.content', 'content.hash'])
    .where('run_output.run_id', '=', runId)
    .where('run_output.stage', '=', stage)
    .executeTakeFirst()

/** Whether what stands for the hash of a content says that an older version stored it, whose hash is none of today's. */
export const isOfOlder = (hash: string): boolean => hash.startsWith('run ')

/** Takes a run's output of a stage from it, so that another can be given to it. */
export const deleteRunOutput = async ({ database }: Transaction, runId: string, stage: KeptStage): Promise<void> => {
  await database.deleteFrom('run_output').where('run_id', '=', runId).where('stage', '=', stage).execute()
}

/** The outputs that a run has, in the order of the stages. */
export const selectRunOutputs = async (db: Kysely<Database>, runId: string): Promise<readonly RunOutputRow[]> => {
  const outputs = await db
    .selectFrom('run_output')
    .innerJoin('output', 'output.address', 'run_output.address')
    .selectAll('output')
    .select(['run_output.stage', 'run_output.found'])
    .where('run_output.run_id', '=', runId)
    .execute()
  return outputs.sort((a, b) => keptStages.indexOf(a.stage) - keptStages.indexOf(b.stage))
}

/** An output that is kept: its content with the hash of its values and its rows, and the run that made it. */
export type KnownOutput = Pick<Selectable<ContentTable>, 'content' | 'hash' | 'rows'> & Pick<OutputRow, 'made_by'>

/** The output of an address. */
export const selectOutput = async (db: Kysely<Database>, address: string): Promise<KnownOutput | undefined> =>
  db
    .selectFrom('output')
    .innerJoin('content', 'content.content', 'output.content')
    .select(['content.content', 'content.hash', 'content.rows', 'output.made_by'])
    .where('address', '=', address)
    .executeTakeFirst()

/** The runs that have the output of an address, the oldest first. */
export const selectRunsOfOutput = async (db: Kysely<Database>, address: string): Promise<readonly string[]> =>
  (
    await db
      .selectFrom('run_output')
      .innerJoin('run', 'run.run_id', 'run_output.run_id')
      .select('run.run_id')
      .where('run_output.address', '=', address)
      .orderBy('run.opened')
      .execute()
  ).map(({ run_id: runId }) => runId)

/** Points a run to an output, in the transaction that found or wrote it: the reference keeps it from being removed. */
export const insertRunOutput = async (
  { database }: Transaction,
  row: Readonly<{ run_id: string; stage: KeptStage; address: string; content: number; found: boolean }>,
): Promise<void> => {
  await database
    .insertInto('run_output')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** What a stage made: its study, its name, the hash of its values, how many rows it counts, and what writes them. */
export interface NewContent {
  readonly study: string
  readonly stage: KeptStage
  readonly hash: string
  readonly rows: number
  readonly write: (transaction: Transaction, content: number) => Promise<unknown>
}

/** Writes a content that is not there: its number, then its rows. */
export const insertContent = async (transaction: Transaction, { write, ...content }: NewContent): Promise<number> => {
  const { content: number } = await transaction.database
    .insertInto('content')
    .values(content)
    .returning('content')
    .executeTakeFirstOrThrow()
  await write(transaction, number)
  return number
}

const lockByHash = async ({ client }: Transaction, name: string): Promise<void> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
}

/** Lets one at a time write the output of an address: who comes second waits, and then finds what the first wrote. */
export const lockOutput = (transaction: Transaction, address: string): Promise<void> => lockByHash(transaction, address)

/** Writes a content once; an equal one that is there already is used. Who comes second waits for the first. */
export const writeContent = async (transaction: Transaction, made: NewContent): Promise<number> => {
  const { study, stage, hash } = made
  await lockByHash(transaction, `${study}/${stage}/${hash}`)
  const known = await transaction.database
    .selectFrom('content')
    .select('content')
    .where('study', '=', study)
    .where('stage', '=', stage)
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (known !== undefined) return known.content
  return insertContent(transaction, made)
}

/** Says which content follows from an address. */
export const insertOutput = async (
  { database }: Transaction,
  row: Omit<OutputRow, 'parts'> & { readonly parts: Readonly<Record<string, string>> },
): Promise<void> => {
  await database
    .insertInto('output')
    .values({ ...row, parts: json(row.parts) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
