import type { Generated, GeneratedAlways } from 'kysely'
import type { Arm } from '../cohort/arms.js'
import type { DayOrNull, Json, Moment, ToldOrNull, ToldText } from './column-types.js'
import type { AcceptanceDecisionTable, AcceptanceTable, DecisionTable } from './tables-acceptance.js'
import type { DomainTables } from './tables-domains.js'
import type { IntakeTables } from './tables-intake.js'
import type { NightTables } from './tables-nights.js'
import type { RunStatus } from '../words/run-status.js'
import type { SiteState } from '../words/site-state.js'

/** The protocol and its site mappings, whole, by their hashes. */
export interface ProtocolTable {
  readonly protocol_hash: string
  readonly study: string
  readonly resolved: Json<unknown>
}

/** A site's mapping, whole, by its hash: a batch stays explained by the mapping that it was read through. */
export interface MappingTable {
  readonly mapping_hash: string
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
  reason: ToldOrNull
  study_folder: string
  exports_folder: string
  out_folder: string
  data_cut: DayOrNull
  data_cut_asked: DayOrNull
  code_version: string
  library_versions: Json<Record<string, string>>
  /** The keyed check value of the identity key. */
  key_check: string
  protocol_hash: string
  previous_run_id: string | null
  status: RunStatus
  exit_code: number | null
  failure: ToldOrNull
  manifest_hash: string | null
  /** All that the run's results depend on; null until its sites are settled. */
  inputs: Json<unknown> | null
  inputs_hash: string | null
  finished_at: Moment | null
  /** How the study was run when the run was minted; null in runs of older versions. */
  operations: Json<unknown> | null
  /** When its outputs were removed because newer nights take their place; null while they are there. */
  outputs_removed_at: Moment | null
  /** The mark of the installation that began it; null in runs of older versions. */
  installation: string | null
}

/** Which batch of a site a run used, and why. */
export interface RunSiteTable {
  run_id: string
  site: string
  state: SiteState
  batch_id: string | null
  data_date: DayOrNull
  mapping_hash: string
  failure_kind: ToldOrNull
  reason: ToldOrNull
}

/** What a run said while it went on, for live progress and for `show`. */
export interface RunEventTable {
  event_id: Generated<number>
  run_id: string
  site: string | null
  stage: string
  state: 'started' | 'done' | 'failed'
  text: ToldText
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

/** ADSL: a subject assessed in a run, with status, arm, variables and covariates. */
export interface SubjectLevelTable {
  run_id: string
  subject_key: string
  display_id: string
  site: string
  status: 'eligible' | 'excluded' | 'held'
  first_reason: string | null
  reasons: Json<readonly string[]>
  index_date: DayOrNull
  arm: Arm | null
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
  message: ToldText
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
  date: DayOrNull
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
  file: ToldText
  sheet: ToldText
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
  /** `due`: not taken yet, asked again; `delivery unknown`: its sending was cut off, and so was the second. */
  state: 'sending' | 'due' | 'sent' | 'written' | 'refused' | 'not due' | 'delivery unknown'
  answer: ToldOrNull
  at: Moment
  /** How often the mail server was asked to take it. */
  tries: Generated<number>
  /** Whether it was sent once more because nobody knows whether the first sending arrived. */
  resent: Generated<boolean>
}

/** Every table of the schema, by name. */
export interface Database extends DomainTables, IntakeTables, NightTables {
  protocol: ProtocolTable
  mapping: MappingTable
  acceptance: AcceptanceTable
  acceptance_decision: AcceptanceDecisionTable
  decision: DecisionTable
  run: RunTable
  run_site: RunSiteTable
  run_event: RunEventTable
  run_stage: RunStageTable
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
