import { Context } from '@temporalio/activity'
import { isStageDone } from '../sql/stages.js'
import type { Dependencies, LongWork } from './dependencies.js'
import { giveBack } from './give-back.js'
import { oncePerStage } from './once-per-stage.js'

// What so many received rows cost is done before a process of its own has loaded its code and the run's data.
const mostRowsHere = 20_000

// While more rows pass the door, the process that reads them holds the most that it ever does: another is started when it has ended.
const mostRowsBeside = 2_000_000

/** Has made ready what the stages of a run will need, while so many received rows pass the door. */
export const expectStages = ({ prepare }: Pick<Dependencies, 'prepare'>, rows: number): void => {
  if (rows <= mostRowsBeside) prepare?.(rows > mostRowsHere ? 'apart' : 'here')
}

/**
 * Works a stage here where little is to be done, and apart where it would hold the thread that answers for this process:
 * its heart goes on beating, and a cancel is obeyed at once. A stage that has its mark is done already.
 */
export const workLong = async (
  { store, workApart }: Pick<Dependencies, 'store' | 'workApart'>,
  work: LongWork,
  /** The stage's mark; null for one that is to be worked again although it is done. */
  mark: string | null,
  rows: () => Promise<number>,
  here: () => Promise<void>,
): Promise<void> => {
  const { runId } = work.of
  if (mark !== null && (await isStageDone(store.database, runId, mark))) return
  const count = workApart === undefined ? 0 : await rows()
  if (workApart === undefined || count <= mostRowsHere) return here()
  // A received site has been stored: its columns are given back while a process works on it.
  if (work.activity === 'harmonizeSite') giveBack(count)
  const { cancelled } = Context.current()
  const apart = (): Promise<void> => workApart(work, cancelled)
  return mark === null ? apart() : oncePerStage(store, runId, mark, apart)
}
