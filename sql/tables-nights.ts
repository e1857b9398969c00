import type { Json, Moment, ToldOrNull, ToldText } from './column-types.js'

/** When a study runs by itself, as it was set: one row per study, also after it was removed. */
export interface ScheduleTable {
  study: string
  cron: string
  zone: string
  study_folder: string
  exports_folder: string | null
  out_folder: string
  /** What each night is asked to do. */
  request: Json<unknown>
  operations: Json<unknown>
  set_by: string
  set_at: Moment
  removed_by: string | null
  removed_at: Moment | null
}

/** What became of a night that was due. */
export interface NightTable {
  study: string
  due_at: Moment
  outcome: 'ran' | 'skipped' | 'missed'
  run_id: string | null
  reason: ToldOrNull
  noted_at: Moment
}

/** Something that a study's keeper is told once. */
export interface AlarmTable {
  alarm_key: string
  study: string
  kind: 'run failed' | 'message refused' | 'site stale' | 'night missed' | 'night skipped'
  words: ToldText
  raised_at: Moment
  told_at: Moment | null
  /** How, or for whom it waits: then it was said at no moment yet. */
  told_how: string | null
}

/** The tables of nights, by name. */
export interface NightTables {
  schedule: ScheduleTable
  night: NightTable
  alarm: AlarmTable
}

/** The names of the tables of nights: one that is missing here does not compile. */
export const nightTables: Readonly<Record<keyof NightTables, true>> = {
  schedule: true,
  night: true,
  alarm: true,
}
