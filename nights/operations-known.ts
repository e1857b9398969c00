import { noOperations, type Operations } from '../protocol/language/operations.js'
import type { Store } from '../sql/connect.js'
import { selectLastOf } from '../sql/runs.js'
import { selectSchedule } from '../sql/schedules.js'
import { operationsOf } from '../runs/run-context.js'

/** How a study is run as far as the database knows: as of its last run, also one that failed, else as when its nights were set. */
export const operationsKnown = async ({ database }: Pick<Store, 'database'>, study: string): Promise<Operations> => {
  const last = await selectLastOf(database, study)
  if (last !== undefined && last.operations !== null) return operationsOf(last)
  const schedule = await selectSchedule(database, study)
  // What was stored is what the loader checked.
  return { ...noOperations, ...(schedule?.operations as Partial<Operations> | undefined) }
}
