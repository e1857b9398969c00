import { raiseAlarm } from '../sql/alarms.js'
import { selectUnsentSince } from '../sql/report-files.js'
import { selectGoingOn, selectLastEventAt, selectLastOf, selectLastReported } from '../sql/runs.js'
import { selectSchedules } from '../sql/schedules.js'
import { dayWords } from '../words/day-words.js'
import { told, toldId } from '../words/told.js'
import type { Dependencies } from '../stages/dependencies.js'
import { ageOfSites } from '../runs/age-of-sites.js'
import { judgeSites } from '../runs/judge-sites.js'
import { operationsOf } from '../runs/run-context.js'
import { studyDay } from '../runs/study-day.js'

type World = Pick<Dependencies, 'store' | 'clock'>

const hour = 3_600_000

/** Longer than any run may go on. */
const oldRun = 13 * hour

/** Longer than a message is tried. */
const oldMessage = 3 * hour

const raiseStale = async ({ store, clock }: World, study: string): Promise<void> => {
  const last = await selectLastReported(store.database, study, null)
  if (last === undefined) return
  const operations = operationsOf((await selectLastOf(store.database, study)) ?? last)
  const now = clock()
  const ages = await ageOfSites(store, last.run_id, 'UTC')
  for (const judged of judgeSites(studyDay(now, 'UTC'), operations, ages)) {
    const { site, kind, since, waivedUntil } = judged
    if (waivedUntil !== null) continue
    await raiseAlarm(store.database, {
      alarm_key: `${kind}/${study}/${site}/${since}`,
      study,
      kind: 'site stale',
      words: dayWords(told`Site ${toldId(site)}`, judged),
      raised_at: now.toISOString(),
    })
  }
}

const raiseOldRuns = async ({ store, clock }: World): Promise<void> => {
  const now = clock()
  for (const run of await selectGoingOn(store.database)) {
    const heard = (await selectLastEventAt(store.database, run.run_id)) ?? run.started_at
    if (now.getTime() - Date.parse(heard) < oldRun) continue
    const id = toldId(run.run_id)
    await raiseAlarm(store.database, {
      alarm_key: `run/${run.run_id}`,
      study: run.study,
      kind: 'run failed',
      words: told`Run ${id} says that it goes on, and nothing was heard of it for 13 hours. See: cohortium show ${id}`,
      raised_at: now.toISOString(),
    })
  }
}

const raiseUnsent = async ({ store, clock }: World): Promise<void> => {
  const now = clock()
  const before = new Date(now.getTime() - oldMessage).toISOString()
  for (const { run_id, study, recipient } of await selectUnsentSince(store.database, before)) {
    const id = toldId(run_id)
    await raiseAlarm(store.database, {
      alarm_key: `mail/${run_id}/${recipient}`,
      study,
      kind: 'message refused',
      words: told`A message of run ${id} was not sent for three hours. See: cohortium show ${id}`,
      raised_at: now.toISOString(),
    })
  }
}

/** Raises an alarm for what only time tells: stale sites of studies with nights, runs too old, messages that lie about. */
export const raiseWatched = async (world: World): Promise<void> => {
  for (const { study } of await selectSchedules(world.store.database)) await raiseStale(world, study)
  await raiseOldRuns(world)
  await raiseUnsent(world)
}
