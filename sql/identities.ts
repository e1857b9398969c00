import type { Kysely, Selectable } from 'kysely'
import { byBytes } from './byte-order.js'
import type { Transaction } from './connect.js'
import { newDisplayIds } from './display-ids.js'
import type { Database } from './tables.js'
import type { BatchSubjectTable, SubjectIdentityTable } from './tables-intake.js'

/** A subject's lasting pseudonyms. */
export type SubjectIdentityRow = Selectable<SubjectIdentityTable>

/** A subject of a batch: its pseudonyms, and what the batch says of the person. */
export type BatchIdentity = SubjectIdentityRow & Pick<Selectable<BatchSubjectTable>, 'link_key' | 'held_because'>

/** A subject as met at the door, with the id to show where ids are open. */
export interface MetSubject {
  readonly subjectKey: string
  readonly openId: string | null
}

/**
 * Gives each subject of a site its lasting display id: the open id where ids are not identifying, else the site and a number
 * that says nothing of the order of files or of accrual. A display id is a name to print and decides nothing, since it
 * depends on who was met before.
 */
export const registerSubjects = async (
  { database, client }: Transaction,
  study: string,
  site: string,
  met: readonly MetSubject[],
): Promise<void> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`identities/${study}/${site}`])
  const known = await database
    .selectFrom('subject_identity')
    .select(['subject_key', 'display_id'])
    .where('study', '=', study)
    .where('site', '=', site)
    .orderBy(byBytes('display_id'))
    .execute()
  const named = new Set(known.map(row => row.subject_key))
  const fresh = met
    .filter(({ subjectKey }) => !named.has(subjectKey))
    .sort((a, b) => (a.subjectKey < b.subjectKey ? -1 : 1))
  const hidden = fresh.filter(({ openId }) => openId === null).map(({ subjectKey }) => subjectKey)
  const numbered = newDisplayIds(
    site,
    known.map(row => row.display_id),
    hidden,
  )
  const numbers = new Map(hidden.map((key, index) => [key, numbered[index] ?? '']))
  const rows = fresh.map(({ subjectKey, openId }): SubjectIdentityRow => ({
    subject_key: subjectKey,
    study,
    site,
    display_id: openId ?? numbers.get(subjectKey) ?? '',
  }))
  for (let start = 0; start < rows.length; start += 5_000) {
    await database
      .insertInto('subject_identity')
      .values(rows.slice(start, start + 5_000))
      .execute()
  }
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

/** The pseudonyms of the subjects of a batch, by subject key, with the link keys and holds of this very batch. */
export const selectIdentities = async (
  db: Kysely<Database>,
  batchId: string,
): Promise<ReadonlyMap<string, BatchIdentity>> => {
  const rows = await db
    .selectFrom('batch_subject')
    .innerJoin('subject_identity', 'subject_identity.subject_key', 'batch_subject.subject_key')
    .selectAll('subject_identity')
    .select(['batch_subject.link_key', 'batch_subject.held_because'])
    .where('batch_subject.batch_id', '=', batchId)
    .execute()
  return new Map(rows.map(row => [row.subject_key, row]))
}

/** How many subjects a batch has; none where a site brings no batch. */
export const countSubjects = async (db: Kysely<Database>, batchId: string | null): Promise<number> => {
  const { subjects } = await db
    .selectFrom('batch_subject')
    .select(({ fn }) => fn.countAll<number>().as('subjects'))
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
