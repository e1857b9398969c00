import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { DayOrNull, Json, Moment, ToldOrNull, ToldText } from './column-types.js'
import type {
  AcceptanceDecisionTable,
  AcceptanceTable,
  DecisionTable,
  PersonDecisionTable,
} from './tables-acceptance.js'
import { blockTables, type BlockTables } from './tables-blocks.js'
import type { DomainViews } from './tables-domains.js'
import { findingTables, type FindingTables } from './tables-findings.js'
import { intakeTables, type IntakeTables, type IntakeViews } from './tables-intake.js'
import { nightTables, type NightTables } from './tables-nights.js'
import { outputTables, type OutputTables } from './tables-outputs.js'
import type { DayJudgement } from '../words/day-judgement.js'
import type { RunStatus } from '../words/run-status.js'
import type { SiteState } from '../words/site-state.js'
import type { Waiver } from '../words/waiver.js'

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
  /** The reported run whose report an unchanged run equals. */
  equals_run_id: Generated<string | null>
  /** The stage whose kept output was made again and compared, or all of them. */
  afresh: Generated<string | null>
  /** Why a report that changes nothing was written all the same: which file of the last one is gone or changed. */
  written_again: ToldOrNull
  /** What the day alone said of its sites; written before anything is computed. */
  judgements: ColumnType<readonly DayJudgement[], string | undefined, string>
  /** What named persons put up with, as it stood on the day of the run; written before anything is computed. */
  waivers: ColumnType<readonly Waiver[], string | undefined, string>
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

/** A file that a run wrote. */
export interface ReportFileTable {
  run_id: string
  path: string
  sha256: string
  bytes: number
}

/** One message per recipient. */
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
export interface Tables extends BlockTables, FindingTables, IntakeTables, NightTables, OutputTables {
  protocol: ProtocolTable
  mapping: MappingTable
  acceptance: AcceptanceTable
  acceptance_decision: AcceptanceDecisionTable
  decision: DecisionTable
  person_decision: PersonDecisionTable
  run: RunTable
  run_site: RunSiteTable
  run_event: RunEventTable
  run_stage: RunStageTable
  report_file: ReportFileTable
  mail: MailTable
}

// A table that is missing here does not compile: what is backed up, restored and forgotten is all there is.
const allTables: Readonly<Record<keyof Tables, true>> = {
  ...blockTables,
  ...findingTables,
  ...intakeTables,
  ...nightTables,
  ...outputTables,
  protocol: true,
  mapping: true,
  acceptance: true,
  acceptance_decision: true,
  decision: true,
  person_decision: true,
  run: true,
  run_site: true,
  run_event: true,
  run_stage: true,
  report_file: true,
  mail: true,
}

/** The names of every table of the schema. */
export const tableNames: readonly (keyof Tables)[] = (Object.keys(allTables) as (keyof Tables)[]).sort()

/** What may be asked of the schema: tables, and views of what stands in blocks. */
export interface Database extends Tables, DomainViews, IntakeViews {}
