import { studyTime } from '../runs/study-day.js'
import type { NightRow, ScheduleRow } from '../sql/schedules.js'

/** What was set, by whom and when. */
export const setLines = (
  row: Pick<ScheduleRow, 'cron' | 'zone' | 'set_by' | 'set_at' | 'removed_by' | 'removed_at'>,
): readonly string[] => [
  `  set to '${row.cron}' (${row.zone}) by ${row.set_by} on ${studyTime(new Date(row.set_at), row.zone)}`,
  ...(row.removed_at === null
    ? []
    : [`  removed by ${row.removed_by ?? '-'} on ${studyTime(new Date(row.removed_at), row.zone)}`]),
]

/** That nights of a study cannot run, where its folder holds no study any more, with what to do; none where it does. */
export const movedLines = (
  { study, study_folder: folder, removed_at: removed }: Pick<ScheduleRow, 'study' | 'study_folder' | 'removed_at'>,
  isThere: boolean,
): readonly string[] =>
  isThere || removed !== null
    ? []
    : [
        `  NOT THERE: ${folder} holds no study any more, so each night fails (StudyMoved); ` +
          `give 'cohortium schedule set FOLDER' from its new place, or 'cohortium schedule remove ${study}'`,
      ]

/** What became of the last nights, the newest first, missed and skipped ones with the reason. */
export const nightLines = (
  nights: readonly Pick<NightRow, 'due_at' | 'outcome' | 'run_id' | 'reason'>[],
  zone: string,
): readonly string[] =>
  nights.length === 0
    ? []
    : [
        '  nights',
        ...nights.map(({ due_at, outcome, run_id, reason }) => {
          const why = [run_id, reason].filter(one => one !== null).join(', ')
          return `    ${studyTime(new Date(due_at), zone)}  ${outcome.padEnd(7)}  ${why}`
        }),
      ]
