import type { ColumnType } from 'kysely'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import type { Severity } from '../words/severity.js'
import type { Moment, ToldOrNull, ToldText } from './column-types.js'

/** From which run to which a finding of a study was there; open where the last run still had it. */
export interface FindingSpanTable {
  study: string
  finding_id: string
  from_run: string
  /** The place of its run in the order of opening, which no clock moves. */
  from_opened: number
  from_day: ColumnType<IsoDate, string, string>
  to_run: string | null
  to_opened: number | null
  rule: string
  site: string
  file_id: string | null
  column_name: ToldOrNull
  display_id: string | null
  severity: Severity
  message: ToldText
}

/** A decision of a named person who puts up with what holds at a place, until a day. */
export interface WaiverTable {
  waiver_id: string
  study: string
  site: string
  rule: string
  file_id: string | null
  column_name: ToldOrNull
  display_id: string | null
  at_most: number
  until: ColumnType<IsoDate, string, string>
  reason: ToldText
  decided_by: string
  decided_at: Moment
  undone_by: string | null
  undone_because: ToldOrNull
  undone_at: Moment | null
}

/** The tables of findings, by name. */
export interface FindingTables {
  finding_span: FindingSpanTable
  waiver: WaiverTable
}

/** The names of the tables of findings: one that is missing here does not compile. */
export const findingTables: Readonly<Record<keyof FindingTables, true>> = { finding_span: true, waiver: true }
