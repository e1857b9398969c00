import { ageOfSites } from '../runs/age-of-sites.js'
import { judgeSites } from '../runs/judge-sites.js'
import { readRun } from '../runs/run-context.js'
import { studyDay } from '../runs/study-day.js'
import { updateRun } from '../sql/runs.js'
import { waiversOfRun } from '../runs/findings/waivers-of-run.js'
import { selectSchedule } from '../sql/schedules.js'
import { selectWaivers } from '../sql/waivers.js'
import { writeStage } from '../sql/stages.js'
import type { Dependencies } from '../stages/dependencies.js'
import { stages } from '../words/stages.js'

/**
 * Judges what depends on the day alone, and nothing else is made again when it changes: whether the data of a study that
 * has nights are too old at a site, and whether that is waived; which waivers of findings are in force.
 */
export const judgeDay = async (dependencies: Dependencies, { runId }: { readonly runId: string }): Promise<void> => {
  const started = dependencies.clock().getTime()
  const { store, clock } = dependencies
  const { run, study, operations } = await readRun(dependencies, runId)
  const schedule = await selectSchedule(store.database, run.study)
  const hasNights = schedule !== undefined && schedule.removed_at === null
  const ages = hasNights ? await ageOfSites(store, runId, study.timeZone) : []
  const today = studyDay(new Date(run.started_at), study.timeZone)
  const judgements = judgeSites(today, operations, ages)
  const waivers = waiversOfRun(today, operations, await selectWaivers(store.database, run.study))
  await writeStage(store, runId, stages.judgeDay.mark, started, clock, async ({ database }) => {
    await updateRun(database, runId, { judgements: JSON.stringify(judgements), waivers: JSON.stringify(waivers) })
    return judgements.length
  })
}
