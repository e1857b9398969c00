import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import type { ReceivedSubjects } from '../harmonize/received-site.js'
import { readBlocks } from './blocks/copy-blocks.js'
import { readTexts } from './blocks/wire.js'
import type { Transaction } from './connect.js'
import { copyRows } from './copy-rows.js'
import { newDisplayIds } from './display-ids.js'
import type { Database } from './tables.js'

/**
 * Gives each subject of a site its lasting display id: the open id where ids are not identifying, else the site and a number
 * that says nothing of the order of files or of accrual. A display id is a name to print and decides nothing, since it
 * depends on who was met before. Gives back the ids in the order of the subjects.
 */
export const registerSubjects = async (
  { client }: Transaction,
  study: string,
  site: string,
  { keys, openIds }: ReceivedSubjects,
): Promise<readonly string[]> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`identities/${study}/${site}`])
  const known = await knownIds(client, study, site)
  const fresh = keys.flatMap((key, at) => (known.has(key) ? [] : [{ key, openId: openIds?.[at] ?? '' }]))
  fresh.sort((a, b) => (a.key < b.key ? -1 : 1))
  const hidden = fresh.flatMap(({ key, openId }) => (openId === '' ? [key] : []))
  const numbered = newDisplayIds(site, [...known.values()], hidden)
  const given = new Map(hidden.map((key, at) => [key, numbered[at] ?? '']))
  for (const { key, openId } of fresh) if (openId !== '') given.set(key, openId)
  await copyRows(
    client,
    'subject_identity',
    ['subject_key', 'study', 'site', 'display_id'],
    fresh.map(({ key }) => [key, study, site, given.get(key) ?? '']),
  )
  return keys.map(key => known.get(key) ?? given.get(key) ?? '')
}

const knownIds = async (client: pg.PoolClient, study: string, site: string): Promise<ReadonlyMap<string, string>> => {
  const of = `study = ${client.escapeLiteral(study)} and site = ${client.escapeLiteral(site)}`
  const query = `select array_agg(subject_key), array_agg(display_id) from subject_identity where ${of}`
  const known = new Map<string, string>()
  for await (const [keys, ids] of readBlocks(client, query)) {
    if (keys == null || ids == null) continue
    const shown = readTexts(ids)
    readTexts(keys).forEach((key, at) => known.set(key ?? '', shown[at] ?? ''))
  }
  return known
}

/** The sites of which a study has met subjects. */
export const selectSitesMet = async (db: Kysely<Database>, study: string): Promise<readonly string[]> =>
  (await db.selectFrom('subject_identity').select('site').distinct().where('study', '=', study).execute()).map(
    ({ site }) => site,
  )

/** Which of some keys are those of subjects, or of persons, that the study has met. */
export const selectKnownKeys = async (
  db: Kysely<Database>,
  study: string,
  keys: readonly string[],
): Promise<readonly string[]> => {
  if (keys.length === 0) return []
  const subjects = await db
    .selectFrom('subject_identity')
    .select('subject_key as key')
    .where('study', '=', study)
    .where('subject_key', 'in', keys)
    .execute()
  const persons = await db
    .selectFrom('batch_subject')
    .innerJoin('batch', 'batch.batch_id', 'batch_subject.batch_id')
    .select('batch_subject.link_key as key')
    .distinct()
    .where('batch.study', '=', study)
    .where('batch_subject.link_key', 'in', keys)
    .execute()
  return [...subjects, ...persons].flatMap(({ key }) => key ?? [])
}

/** How many subjects a batch has; none where a site brings no batch. */
export const countSubjects = async (db: Kysely<Database>, batchId: string | null): Promise<number> => {
  const { subjects } = await db
    .selectFrom('shared_block')
    .select(({ fn }) => fn.coalesce(fn.sum<number>('subjects'), sql.lit(0)).as('subjects'))
    .where('batch_id', '=', batchId ?? '')
    .executeTakeFirstOrThrow()
  return subjects
}

/** The display ids of some subjects, by subject key. */
export const selectDisplayIds = async (
  db: Kysely<Database>,
  subjectKeys: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (subjectKeys.length === 0) return new Map()
  const rows = await db
    .selectFrom('subject_identity')
    .select(['subject_key', 'display_id'])
    .where('subject_key', 'in', subjectKeys)
    .execute()
  return new Map(rows.map(row => [row.subject_key, row.display_id]))
}

/** Whether no two subjects of some batches are shown by one id. Within a site none are. */
export const areDistinctIds = async (db: Kysely<Database>, batchIds: readonly string[]): Promise<boolean> => {
  if (batchIds.length < 2) return true
  const { rows } = await sql`
    select from shared_block cross join unnest(display_ids) id
    where batch_id in (${sql.join(batchIds)}) group by id having count(*) > 1 limit 1`.execute(db)
  return rows.length === 0
}
