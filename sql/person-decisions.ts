import { type Insertable, type Kysely, type Selectable, sql } from 'kysely'
import type { NamedSubject, PersonDecision } from '../cohort/across/person-decision.js'
import type { Told } from '../words/told.js'
import type { PersonDecisionTable } from './tables-acceptance.js'
import type { Database } from './tables.js'

/** What a named person decided of two subjects, as stored. */
export type PersonDecisionRow = Selectable<PersonDecisionTable>

/** Stores what was decided of two subjects. */
export const insertPersonDecision = async (
  db: Kysely<Database>,
  decision: Insertable<PersonDecisionTable>,
): Promise<void> => {
  await db.insertInto('person_decision').values(decision).execute()
}

/** What was decided of subjects of a study, undone decisions too, the oldest first. */
export const selectPersonDecisions = async (
  db: Kysely<Database>,
  study: string,
): Promise<readonly PersonDecisionRow[]> =>
  db
    .selectFrom('person_decision')
    .selectAll()
    .where('study', '=', study)
    .orderBy('decided_at')
    .orderBy('decision_id')
    .execute()

/** Undoes what was decided of two subjects, with who and why; what is undone already stays as it was undone. */
export const undoPersonDecision = async (
  db: Kysely<Database>,
  decisionId: string,
  undone: { readonly by: string; readonly because: Told; readonly at: string },
): Promise<void> => {
  await db
    .updateTable('person_decision')
    .set({ undone_by: undone.by, undone_because: undone.because, undone_at: undone.at })
    .where('decision_id', '=', decisionId)
    .where('undone_at', 'is', null)
    .execute()
}

/** What was decided of subjects in the decisions that a run went by, whatever became of these since; in an order of their subjects. */
export const selectPersonDecisionsOf = async (
  db: Kysely<Database>,
  study: string,
  decisionIds: readonly string[],
): Promise<readonly PersonDecision[]> =>
  (await selectPersonDecisions(db, study))
    .filter(({ decision_id }) => decisionIds.includes(decision_id))
    .map(row => ({
      one: { key: row.one_key, site: row.one_site, displayId: row.one_display_id },
      other: { key: row.other_key, site: row.other_site, displayId: row.other_display_id },
      same: row.same,
    }))
    .sort((a, b) => (pairKey(a) < pairKey(b) ? -1 : 1))

const pairKey = ({ one, other }: PersonDecision): string => `${one.key} ${other.key}`

/** The subjects that a study has met under a display id, or under one with the site before it. */
export const selectSubjectsShownAs = async (
  db: Kysely<Database>,
  study: string,
  shown: string,
): Promise<readonly NamedSubject[]> =>
  (
    await db
      .selectFrom('subject_identity')
      .select(['subject_key', 'site', 'display_id'])
      .where('study', '=', study)
      .where(where => where.or([where('display_id', '=', shown), sql<boolean>`site || '-' || display_id = ${shown}`]))
      .orderBy('site')
      .execute()
  ).map(({ subject_key: key, site, display_id: displayId }) => ({ key, site, displayId }))
