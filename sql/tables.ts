import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { FileFinding } from '../harmonize/file-finding.js'
import type { AcceptanceDecisionTable, AcceptanceTable, DecisionTable } from './tables-acceptance.js'
import type { DomainTables } from './tables-domains.js'

/** JSON as stored: written as text, read parsed. */
type Json<T> = ColumnType<T, string, string>

/** A moment, read as text in UTC. */
type Moment = ColumnType<string, string, string>

/** The protocol and its site mappings, whole, by their hashes. */
export interface ProtocolTable {
  readonly protocol_hash: string
  readonly study: string
  readonly resolved: Json<unknown>
}

/** One run of a study: what was minted at its start, and how it ended. */
export interface RunTable {
  run_id: string
  /** The place in the order of opening, which no clock moves. */
  opened: GeneratedAlways<number>
  study: string
  workflow_id: string
  execution_id: string
  kind: 'run' | 'rerun' | 'nightly'
  started_at: Moment
  started_by: string
  reason: string | null
  study_folder: string
  exports_folder: string
  out_folder: string
  data_cut: string | null
  data_cut_asked: string | null
  code_version: string
  library_versions: Json<Record<string, string>>
  /** The keyed check value of the identity key. */
  key_check: string
  protocol_hash: string
  previous_run_id: string | null
  status: 'running' | 'final' | 'provisional' | 'failed' | 'cancelled' | 'skipped'
  exit_code: number | null
  failure: string | null
  manifest_hash: string | null
  /** All that the run's results depend on; null until its sites are settled. */
  inputs: Json<unknown> | null
  inputs_hash: string | null
  finished_at: Moment | null
}

/** Which batch of a site a run used, and why. */
export interface RunSiteTable {
  run_id: string
  site: string
  state: 'fresh' | 'reused' | 'last good batch' | 'left out'
  batch_id: string | null
  data_date: string | null
  mapping_hash: string
  failure_kind: string | null
  reason: string | null
}

/** What a run said while it went on, for live progress and for `show`. */
export interface RunEventTable {
  event_id: Generated<number>
  run_id: string
  site: string | null
  stage: string
  state: 'started' | 'done' | 'failed'
  text: string
  at: Moment
}

/** A stage of a run that is done, with how long it took. */
export interface RunStageTable {
  run_id: string
  stage: string
  rows: number
  milliseconds: number
  finished_at: Moment
}

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
  data_date: string | null
  delivered: Json<readonly string[]>
  notes: Json<readonly string[]>
  /** What is wrong with a file or column as a whole; known once harmonized. */
  findings: ColumnType<readonly FileFinding[], string | undefined, string>
  ingested_at: Moment
  harmonized_at: Moment | null
}

/** The exports of a batch as they were read for it: the receipt. */
export interface BatchExportTable {
  batch_id: string
  file_id: string
  export_id: string
  file_name: string
  rows: number
  encoding: string
  sheets: Json<readonly string[]>
  notes: Json<readonly string[]>
  /** The study's day on which the content was met first; null in batches of before. */
  received_on: string | null
}

/** A row as received, without identifiers. */
export interface SourceRecordTable {
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
  cells: Json<Record<string, unknown>>
}

/** The lasting pseudonyms of a subject; never an identifier. */
export interface SubjectIdentityTable {
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
export interface BatchSubjectTable {
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
  file: string
  sheet: string
  row: number
  column_name: string | null
  subject_key: string | null
  kind: string
  effect: string
  message: string
}

/** ADSL: a subject assessed in a run, with status, arm, variables and covariates. */
export interface SubjectLevelTable {
  run_id: string
  subject_key: string
  display_id: string
  site: string
  status: 'eligible' | 'excluded' | 'held'
  first_reason: string | null
  reasons: Json<readonly string[]>
  index_date: string | null
  arm: 'control' | 'treated' | null
  variables: Json<Record<string, unknown>>
  covariates: Json<Record<string, unknown>>
  subsequent_therapy: string | null
}

/** A criterion's verdict for a subject. */
export interface CriterionVerdictTable {
  run_id: string
  subject_key: string
  position: number
  criterion: string
  criterion_kind: 'inclusion' | 'exclusion'
  truth: 'true' | 'false' | 'unknown'
  outcome: 'passes' | 'excluded' | 'held'
  decided_on: Json<Record<string, string>>
}

/** A step of the attrition. */
export interface AttritionStepTable {
  run_id: string
  position: number
  criterion: string
  excluded: number
  remaining: number
  by_site: Json<Record<string, number>>
  by_arm: Json<Record<string, number>>
}

/** A question to a site that came up across rows. */
export interface CohortQueryTable {
  run_id: string
  sequence: number
  site: string
  display_id: string
  kind: string
  message: string
  sources: Json<readonly unknown[]>
}

/** ADTTE: a time to event. */
export interface TimeToEventTable {
  run_id: string
  subject_key: string
  endpoint: string
  days: number
  time: number
  event: boolean
  reason: string
  date: string | null
}

/** ADRS: a best overall response on a target. */
export interface BestResponseTable {
  run_id: string
  subject_key: string
  target: string
  response: 'cr' | 'pr' | 'sd' | 'pd' | 'ne'
}

/** ADAE: a worst grade in a category. */
export interface WorstGradeTable {
  run_id: string
  subject_key: string
  category: string
  grade: number
}

/** The source rows of a derived value: many to many. */
export interface LineageTable {
  run_id: string
  subject_key: string
  derived: 'variable' | 'endpoint' | 'response' | 'grade' | 'subsequent'
  item: string
  sequence: number
  site: string
  export_id: string
  file: string
  sheet: string
  row: number
}

/** A subject's propensity score. */
export interface PropensityScoreTable {
  run_id: string
  display_id: string
  score: number
}

/** A matched pair by display ids. */
export interface MatchedPairTable {
  run_id: string
  pair: number
  treated: string
  control: string
  treated_score: number
  control_score: number
  distance: number
}

/** A number under its lasting key; `stage` tells which activity made it. */
export interface ResultTable {
  run_id: string
  stage: 'match' | 'analyze'
  position: number
  key: string
  body: Json<unknown>
}

/** A Kaplan-Meier curve as drawn. */
export interface SurvivalCurveTable {
  run_id: string
  key: string
  body: Json<unknown>
}

/** A file that a run wrote. */
export interface ReportFileTable {
  run_id: string
  path: string
  sha256: string
  bytes: number
}

/** One message a recipient. */
export interface MailTable {
  run_id: string
  recipient: string
  message_id: string
  state: 'sending' | 'sent' | 'written' | 'refused' | 'not due'
  answer: string | null
  at: Moment
}

/** Every table of the schema, by name. */
export interface Database extends DomainTables {
  protocol: ProtocolTable
  run: RunTable
  run_site: RunSiteTable
  run_event: RunEventTable
  run_stage: RunStageTable
  export: ExportTable
  batch: BatchTable
  batch_export: BatchExportTable
  acceptance: AcceptanceTable
  acceptance_decision: AcceptanceDecisionTable
  decision: DecisionTable
  source_record: SourceRecordTable
  subject_identity: SubjectIdentityTable
  study_key: StudyKeyTable
  batch_subject: BatchSubjectTable
  record_issue: RecordIssueTable
  subject_level: SubjectLevelTable
  criterion_verdict: CriterionVerdictTable
  attrition_step: AttritionStepTable
  cohort_query: CohortQueryTable
  time_to_event: TimeToEventTable
  best_response: BestResponseTable
  worst_grade: WorstGradeTable
  lineage: LineageTable
  propensity_score: PropensityScoreTable
  matched_pair: MatchedPairTable
  result: ResultTable
  survival_curve: SurvivalCurveTable
  report_file: ReportFileTable
  mail: MailTable
}
