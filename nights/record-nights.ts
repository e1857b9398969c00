import { raiseAlarm } from '../sql/alarms.js'
import { selectRunsSince } from '../sql/runs.js'
import { type ScheduleRow, selectNights, selectSchedules, upsertNight } from '../sql/schedules.js'
import { told, toldId } from '../words/told.js'
import type { Dependencies } from '../stages/dependencies.js'
import { dueBetween } from './due-nights.js'
import { nightOutcome, type NightOutcome } from '../runs/night-outcome.js'

type World = Pick<Dependencies, 'store' | 'clock'>

const day = 24 * 3_600_000

/** Nights before that are history: what became of them was written down in their time, or nobody can say. */
const lookBack = 10 * day

/** A run that began so long before may still have been going on. */
const longestRun = day

const raiseNight = async ({ store, clock }: World, study: string, due: Date, became: NightOutcome): Promise<void> => {
  if (became.outcome === 'ran' || became.reason === null) return
  // An instant has no colon in a told id; the day and the minute are what a person looks for.
  const when = toldId(due.toISOString().slice(0, 16))
  const missed = became.outcome === 'missed'
  await raiseAlarm(store.database, {
    alarm_key: `night/${study}/${due.toISOString()}`,
    study,
    kind: missed ? 'night missed' : 'night skipped',
    words: told`The night of ${toldId(study)} that was due at ${when} (UTC) did not run: ${became.reason}.`,
    raised_at: clock().toISOString(),
  })
}

const recordOf = async (world: World, schedule: ScheduleRow): Promise<void> => {
  const { store, clock } = world
  const { study, cron, zone } = schedule
  const now = clock()
  const since = new Date(Math.max(Date.parse(schedule.set_at), now.getTime() - lookBack))
  const due = dueBetween(cron, zone, since, now) ?? []
  const [first] = due
  if (first === undefined) return
  const runs = await selectRunsSince(store.database, study, new Date(first.getTime() - longestRun).toISOString())
  const known = await selectNights(store.database, study, since.toISOString())
  for (const [at, night] of due.entries()) {
    const became = nightOutcome(night, due[at + 1] ?? null, now, runs)
    const before = known.find(one => Date.parse(one.due_at) === night.getTime())
    if (became === null || (before?.outcome === became.outcome && before.run_id === became.run_id)) continue
    await raiseNight(world, study, night, became)
    await upsertNight(store.database, { study, due_at: night.toISOString(), ...became, noted_at: now.toISOString() })
  }
}

/** Writes down what became of each night that was due, and raises an alarm for each that did not run. */
export const recordNights = async (world: World): Promise<void> => {
  for (const schedule of await selectSchedules(world.store.database)) await recordOf(world, schedule)
}
