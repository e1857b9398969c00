import type { ColumnType, Generated } from 'kysely'
import type { FileFinding } from '../harmonize/columns/file-finding.js'
import type { MarkedHeader } from '../harmonize/door/marked-headers.js'
import type { FateCounts } from '../words/row-fates.js'
import type { DayOrNull, Json, Moment, ToldOrNull, ToldText } from './column-types.js'
import type { FindingKind } from '../words/finding-kinds.js'

/** One received file, known by the hash of its content, and when it was met first. */
export interface ExportTable {
  export_id: string
  study: string
  site: string
  file_id: string
  bytes: number
  received_at: Moment
}

/** An immutable, content-addressed batch: one site's exports through one mapping, one key and one version of the code. */
export interface BatchTable {
  batch_id: string
  study: string
  site: string
  mapping_hash: string
  code_version: string
  key_check: string
  /** Hash of what else harmonizing goes by: the study's tests and its way of counting time. */
  settings_hash: string
  /** Known once harmonized; null in a study of day offsets. */
  data_date: DayOrNull
  delivered: Json<readonly string[]>
  notes: Json<readonly string[]>
  /** What is wrong with a file or column as a whole; known once harmonized. */
  findings: ColumnType<readonly FileFinding[], string | undefined, string>
  ingested_at: Moment
  harmonized_at: Moment | null
  /** SHA-256 over its rows in the shared schema and what holds them; null in batches of older versions. */
  rows_hash: Generated<string | null>
}

/** The exports of a batch as they were read for it: the receipt. */
export interface BatchExportTable {
  batch_id: string
  file_id: string
  export_id: string
  file_name: ToldText
  /** Rows received, also those that were no rows of the table. */
  rows: number
  encoding: string
  sheets: Json<readonly string[]>
  notes: Json<readonly string[]>
  /** The study's day on which the content was met first; null in batches of before. */
  received_on: DayOrNull
  /** How many rows have each fate, all of them once the batch is harmonized; null in batches of before. */
  fates: Json<FateCounts | null>
  /** Blank rows between its rows, which are none received; null in batches of before. */
  blank_rows: number | null
  /** Its headers by their keyed hashes, in their order; null in batches of before. */
  headers: ColumnType<readonly MarkedHeader[] | null, string | undefined, string>
}

/** A file of a site whose exports a run read or could not read, whatever became of them. */
export interface LookedAtTable {
  run_id: string
  site: string
  /** Its place among the files of the site's mapping, from 0. */
  place: number
  file_name: ToldText
  /** Null where it was not there. */
  bytes: number | null
  export_id: string | null
  /** Rows received; null where it was not read. */
  rows: number | null
  blank_rows: number | null
  /** Why it was not read, or null. */
  not_read: ToldOrNull
}

/** A row as received, without identifiers. */
export interface SourceRecordView {
  batch_id: string
  file_id: string
  file: string
  sheet: string
  row: number
  subject_key: string
  link_key: string | null
  /** The received id, only where a mapping declares ids non-identifying. */
  open_id: string | null
  held: string | null
  /** Each cell that is not empty, by its column. */
  cells: Readonly<Record<string, unknown>>
}

/** Subjects that a study has met, with the lasting ids that they are shown by; never an identifier. */
export interface IdentityBlockTable {
  study: string
  site: string
  block: number
  keys: readonly string[]
  display_ids: readonly string[]
}

/** The lasting pseudonyms of a subject. */
export interface SubjectIdentityView {
  subject_key: string
  study: string
  site: string
  display_id: string
}

/** The keyed check value of the one identity key that a study's subjects are hashed with. */
export interface StudyKeyTable {
  study: string
  key_check: string
  since: Moment
}

/** The subjects of a batch, and why a whole record is held. */
export interface BatchSubjectView {
  batch_id: string
  subject_key: string
  /** The person's link key as this batch has it. */
  link_key: string | null
  held_because: string | null
}

/** Something wrong in a value or row. */
export interface RecordIssueTable {
  batch_id: string
  sequence: number
  file: ToldText
  sheet: ToldText
  row: number
  column_name: ToldOrNull
  subject_key: string | null
  kind: FindingKind
  effect: string
  message: ToldText
}

/** The tables of what sites deliver, by name. */
export interface IntakeTables {
  export: ExportTable
  batch: BatchTable
  batch_export: BatchExportTable
  looked_at_file: LookedAtTable
  identity_block: IdentityBlockTable
  study_key: StudyKeyTable
  record_issue: RecordIssueTable
}

/** The names of the tables of what sites deliver: one that is missing here does not compile. */
export const intakeTables: Readonly<Record<keyof IntakeTables, true>> = {
  export: true,
  batch: true,
  batch_export: true,
  looked_at_file: true,
  identity_block: true,
  study_key: true,
  record_issue: true,
}

/** The views of what sites deliver, by name. */
export interface IntakeViews {
  source_record: SourceRecordView
  batch_subject: BatchSubjectView
  subject_identity: SubjectIdentityView
}
