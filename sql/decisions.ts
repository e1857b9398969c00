import type { Insertable, Kysely, Selectable } from 'kysely'
import type { DecisionTable } from './tables-acceptance.js'
import type { Database } from './tables.js'
import type { Told } from '../words/told.js'

/** A named decision that lets one export through, as stored. */
export type DecisionRow = Selectable<DecisionTable>

/** Stores a decision. */
export const insertDecision = async (db: Kysely<Database>, decision: Insertable<DecisionTable>): Promise<void> => {
  await db.insertInto('decision').values(decision).execute()
}

/** The decisions of a study, undone ones too, the oldest first. */
export const selectDecisions = async (db: Kysely<Database>, study: string): Promise<readonly DecisionRow[]> =>
  db
    .selectFrom('decision')
    .selectAll()
    .where('study', '=', study)
    .orderBy('decided_at')
    .orderBy('decision_id')
    .execute()

/** The decisions of a study that are in force: one of the inputs of its next run. */
export const selectDecisionsInForce = async (db: Kysely<Database>, study: string): Promise<readonly DecisionRow[]> =>
  (await selectDecisions(db, study)).filter(({ undone_at }) => undone_at === null)

/** Undoes a decision, with who and why; one that is undone already stays as it was undone. */
export const undoDecision = async (
  db: Kysely<Database>,
  decisionId: string,
  undone: { readonly by: string; readonly because: Told; readonly at: string },
): Promise<void> => {
  await db
    .updateTable('decision')
    .set({ undone_by: undone.by, undone_because: undone.because, undone_at: undone.at })
    .where('decision_id', '=', decisionId)
    .where('undone_at', 'is', null)
    .execute()
}

/** The decisions in force that let a batch of a site through. */
export const selectDecisionsOfBatch = async (
  db: Kysely<Database>,
  batchId: string,
  site: string,
): Promise<readonly DecisionRow[]> =>
  db
    .selectFrom('decision')
    .selectAll()
    .where('undone_at', 'is', null)
    .where('decision_id', 'in', query =>
      query
        .selectFrom('acceptance')
        .innerJoin('acceptance_decision as used', join =>
          join.onRef('used.run_id', '=', 'acceptance.run_id').onRef('used.site', '=', 'acceptance.site'),
        )
        .select('used.decision_id')
        .where('acceptance.batch_id', '=', batchId)
        .where('acceptance.site', '=', site),
    )
    .orderBy('decided_at')
    .execute()
