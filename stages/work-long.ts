import { Context } from '@temporalio/activity'
import { isStageDone } from '../sql/stages.js'
import type { Dependencies, LongWork } from './dependencies.js'
import { oncePerStage } from './once-per-stage.js'

// A process of its own takes half a second to start: what so many received rows cost is done in less.
const mostRowsHere = 20_000

// A row of a long file is rarely shorter.
const bytesOfRow = 30

/** Has a process made ready while exports of so many bytes are read, where their stages will be worked by one. */
export const expectLong = ({ prepare }: Pick<Dependencies, 'prepare'>, bytes: number): void => {
  if (bytes > mostRowsHere * bytesOfRow) prepare?.()
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
  if (workApart === undefined || (await rows()) <= mostRowsHere) return here()
  const { cancelled } = Context.current()
  const apart = (): Promise<void> => workApart(work, cancelled)
  return mark === null ? apart() : oncePerStage(store, runId, mark, apart)
}
