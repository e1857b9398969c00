import type { Kysely, Selectable } from 'kysely'
import type { Transaction } from './connect.js'
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

const numberOf = (displayId: string): number => Number(/(\d+)$/.exec(displayId)?.[1] ?? 0)

/**
 * Gives each subject of a site its lasting display id: the open id where ids are not identifying, else the site and the
 * next number in the order of the keyed hashes, which says nothing about the order of the files. A display id is a name
 * to print and decides nothing, since it depends on who was met before.
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
    .execute()
  const named = new Set(known.map(row => row.subject_key))
  let last = known.reduce((highest, row) => Math.max(highest, numberOf(row.display_id)), 0)
  const sorted = [...met].sort((a, b) => (a.subjectKey < b.subjectKey ? -1 : 1))
  const fresh: SubjectIdentityRow[] = []
  for (const { subjectKey, openId } of sorted) {
    if (named.has(subjectKey)) continue
    if (openId === null) last += 1
    fresh.push({
      subject_key: subjectKey,
      study,
      site,
      display_id: openId ?? `${site}-${String(last).padStart(4, '0')}`,
    })
  }
  for (let start = 0; start < fresh.length; start += 5_000) {
    await database
      .insertInto('subject_identity')
      .values(fresh.slice(start, start + 5_000))
      .execute()
  }
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
