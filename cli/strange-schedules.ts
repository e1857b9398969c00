import type { Client, ScheduleDescription } from '@temporalio/client'
import { studyOfNight } from '../workflows/study-run-id.js'

/**
 * What is said of a schedule whose nights go to a queue that nobody of this installation polls, as one that an older version
 * or another key set; null where its nights are ours.
 */
export const strangeSchedule = (
  study: string,
  { action }: Pick<ScheduleDescription, 'action'>,
  commonQueue: string,
): string | null =>
  action.taskQueue === commonQueue
    ? null
    : `the schedule of ${study} was set by an older version or under another COHORTIUM_SEAL_KEY, and its nights do not run here: ` +
      `set it again with 'cohortium schedule set ${study}'`

/** Every schedule of the namespace whose nights nobody of this installation works, in words. */
export const strangeSchedules = async (
  { schedule }: Pick<Client, 'schedule'>,
  commonQueue: string,
): Promise<readonly string[]> => {
  const lines: string[] = []
  for await (const { scheduleId } of schedule.list()) {
    const study = studyOfNight(scheduleId)
    if (study === null) continue
    const line = strangeSchedule(study, await schedule.getHandle(scheduleId).describe(), commonQueue)
    if (line !== null) lines.push(line)
  }
  return lines
}
