import type { Kysely, Selectable } from 'kysely'
import type { Transaction } from './connect.js'
import type { Database, SubjectIdentityTable } from './tables.js'

/** A subject's lasting pseudonyms. */
export type SubjectIdentityRow = Selectable<SubjectIdentityTable>

/** A subject as met at the door, with the id to show where ids are open. */
export interface MetSubject {
  readonly subjectKey: string
  readonly linkKey: string | null
  readonly openId: string | null
}

const numberOf = (displayId: string): number => Number(/(\d+)$/.exec(displayId)?.[1] ?? 0)

/**
 * Gives each subject of a site its lasting display id: the open id where ids are not identifying, else the site and the
 * next number in the order of the keyed hashes, which says nothing about the order of the files.
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
    .selectAll()
    .where('study', '=', study)
    .where('site', '=', site)
    .execute()
  const linkOf = new Map(known.map(row => [row.subject_key, row.link_key]))
  let last = known.reduce((highest, row) => Math.max(highest, numberOf(row.display_id)), 0)
  const sorted = [...met].sort((a, b) => (a.subjectKey < b.subjectKey ? -1 : 1))
  const fresh: SubjectIdentityRow[] = []
  for (const subject of sorted) {
    const { subjectKey, linkKey, openId } = subject
    if (linkOf.has(subjectKey)) {
      if (linkKey !== null && linkOf.get(subjectKey) !== linkKey) {
        await database
          .updateTable('subject_identity')
          .set({ link_key: linkKey })
          .where('subject_key', '=', subjectKey)
          .execute()
      }
      continue
    }
    if (openId === null) last += 1
    fresh.push({
      subject_key: subjectKey,
      study,
      site,
      link_key: linkKey,
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

/** The pseudonyms of the subjects of a batch, by subject key. */
export const selectIdentities = async (
  db: Kysely<Database>,
  batchId: string,
): Promise<ReadonlyMap<string, SubjectIdentityRow & { readonly held_because: string | null }>> => {
  const rows = await db
    .selectFrom('batch_subject')
    .innerJoin('subject_identity', 'subject_identity.subject_key', 'batch_subject.subject_key')
    .selectAll('subject_identity')
    .select('batch_subject.held_because')
    .where('batch_subject.batch_id', '=', batchId)
    .execute()
  return new Map(rows.map(row => [row.subject_key, row]))
}
