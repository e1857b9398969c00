import { countSubjectsOfStatus } from '../sql/cohort-counts.js'
import type { Store } from '../sql/connect.js'
import { nobodysKinds } from '../words/finding-kinds.js'
import { selectRunSites } from '../sql/runs.js'
import { selectIssues } from '../sql/issues.js'

/**
 * What a run holds: subjects out of this run, and values or records set aside because of an issue; a total or a note
 * below the data is nobody's and not counted.
 */
export interface HeldCounts {
  readonly subjects: number
  readonly values: number
}

/** How many values or records a batch's issues set aside. */
export const valuesHeld = (issues: readonly { readonly effect: string; readonly kind: string }[]): number =>
  issues.filter(({ effect, kind }) => effect.endsWith('held') && !nobodysKinds.has(kind)).length

/** Counts what a run holds. */
export const countHeld = async (store: Store, runId: string): Promise<HeldCounts> => {
  const subjects = await countSubjectsOfStatus(store.database, runId, 'held')
  let values = 0
  for (const { batch_id, site } of await selectRunSites(store.database, runId)) {
    if (batch_id === null) continue
    values += valuesHeld(await selectIssues(store.database, batch_id, site))
  }
  return { subjects, values }
}
