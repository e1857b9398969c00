import type { Study } from '../protocol/language/study.js'
import type { Settling } from '../sources/files/settle-export.js'
import { insertRunEvent, type RunRow } from '../sql/runs.js'
import type { Dependencies } from '../stages/dependencies.js'
import { told } from '../words/told.js'
import type { StageActivity } from '../words/stages.js'

const patienceTimes = 20
const mostPatience = 25 * 60_000

/** How a run waits for a site's files that are still being written: longer at night, when nobody sees it. */
export const settlingOf = (
  { store, clock, wait }: Dependencies,
  run: RunRow,
  study: Study,
  site: string,
): Settling | null => {
  const seconds = Number.parseInt(run.kind === 'nightly' ? study.settle.night : study.settle.byHand, 10)
  if (wait === undefined || seconds === 0) return null
  return {
    quietMilliseconds: seconds * 1_000,
    patienceMilliseconds: Math.min(patienceTimes * seconds * 1_000, mostPatience),
    now: () => clock().getTime(),
    wait,
    tell: file =>
      insertRunEvent(store.database, {
        run_id: run.run_id,
        site,
        stage: 'ingestSite' satisfies StageActivity,
        state: 'started',
        text: told`waits until '${file}' has not changed for ${seconds} s`,
        at: clock().toISOString(),
      }),
  }
}
