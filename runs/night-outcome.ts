import { type Told, told, toldId } from '../words/told.js'
import type { NightRow } from '../sql/schedules.js'
import type { RunRow } from '../sql/runs.js'

/** What became of a night that was due. */
export type NightOutcome = Pick<NightRow, 'outcome' | 'run_id'> & { readonly reason: Told | null }

/** A run of the study beside a night. */
export type RunBeside = Pick<RunRow, 'run_id' | 'kind' | 'status' | 'started_at' | 'finished_at'>

/** So long after it was due a night without a run is missed: it may wait for another run for an hour before it is one. */
export const missedAfter = 90 * 60_000

const wasGoingOn = ({ started_at, finished_at }: RunBeside, at: number): boolean =>
  Date.parse(started_at) <= at && (finished_at === null || Date.parse(finished_at) > at)

const nobody = told`nobody was there: no worker, or no Temporal server`

/**
 * What became of a night, by the runs of its study: it ran, it was skipped because another run went on, or it was missed
 * because nobody was there. Null where that is not decided yet. A night that is made up for later has run.
 */
export const nightOutcome = (
  due: Date,
  next: Date | null,
  now: Date,
  runs: readonly RunBeside[],
): NightOutcome | null => {
  const [from, until] = [due.getTime(), next?.getTime() ?? Infinity]
  const own = runs.find(({ kind, started_at }) => {
    const at = Date.parse(started_at)
    return kind === 'nightly' && at >= from && at < until
  })
  if (own !== undefined && own.status === 'skipped')
    return { outcome: 'skipped', run_id: own.run_id, reason: told`another run went on for longer than a night waits` }
  if (own !== undefined) return { outcome: 'ran', run_id: own.run_id, reason: null }
  const other = runs.find(run => run.status !== 'skipped' && wasGoingOn(run, from))
  const decided = now.getTime() >= from + missedAfter || now.getTime() >= until
  if (!decided) return null
  if (other === undefined) return { outcome: 'missed', run_id: null, reason: nobody }
  return { outcome: 'skipped', run_id: null, reason: told`run ${toldId(other.run_id)} was going on` }
}

/** What a report says of the nights since the last one; null where each of them ran. */
export const nightsInWords = (nights: readonly Pick<NightRow, 'outcome'>[]): Told | null => {
  const count = (outcome: NightRow['outcome']): number => nights.filter(night => night.outcome === outcome).length
  const [missed, skipped] = [count('missed'), count('skipped')]
  if (missed + skipped === 0) return null
  const parts = [
    ...(missed === 0 ? [] : [told`${missed} missed because nobody was there`]),
    ...(skipped === 0 ? [] : [told`${skipped} skipped because another run went on`]),
  ]
  const [first = told`none`, second] = parts
  return second === undefined
    ? told`Nights since the last report: ${first}.`
    : told`Nights since the last report: ${first}, ${second}.`
}
