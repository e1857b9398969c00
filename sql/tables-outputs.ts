import type { GeneratedAlways } from 'kysely'
import type { Arm } from '../cohort/arms.js'
import type { KeptStage } from '../words/stages.js'
import type { DayOrNull, Json, Moment, ToldText } from './column-types.js'

/** What a stage made, once: its rows stand in the stage's tables under this number. */
export interface ContentTable {
  content: GeneratedAlways<number>
  study: string
  stage: KeptStage
  /** SHA-256 over its values. */
  hash: string
  rows: number
}

/** What followed from all that a stage reads, from its plan and its code. */
export interface OutputTable {
  /** SHA-256 over the parts. */
  address: string
  study: string
  content: number
  /** What the address is made of, by name. */
  parts: Json<Readonly<Record<string, string>>>
  /** The run that made it, which may be forgotten. */
  made_by: string
  made_at: Moment
  milliseconds: number
}

/** Which output of each stage a run has, and whether it was there already. */
export interface RunOutputTable {
  run_id: string
  stage: KeptStage
  address: string
  content: number
  found: boolean
}

/** ADSL: a subject assessed, with status, arm, variables and covariates. */
export interface SubjectLevelTable {
  content: number
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
  content: number
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
  content: number
  position: number
  criterion: string
  excluded: number
  remaining: number
  by_site: Json<Record<string, number>>
  by_arm: Json<Record<string, number>>
}

/** A question to a site that came up across rows. */
export interface CohortQueryTable {
  content: number
  sequence: number
  site: string
  display_id: string
  kind: string
  message: ToldText
  sources: Json<readonly unknown[]>
}

/** ADTTE: a time to event. */
export interface TimeToEventTable {
  content: number
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
  content: number
  subject_key: string
  target: string
  response: 'cr' | 'pr' | 'sd' | 'pd' | 'ne'
}

/** ADAE: a worst grade in a category. */
export interface WorstGradeTable {
  content: number
  subject_key: string
  category: string
  grade: number
}

/** The source rows of a derived value: many to many. */
export interface LineageTable {
  content: number
  subject_key: string
  derived: 'variable' | 'endpoint' | 'response' | 'grade' | 'subsequent'
  item: string
  sequence: number
  site: string
  file_id: string
  row: number
}

/** A subject's propensity score. */
export interface PropensityScoreTable {
  content: number
  display_id: string
  score: number
}

/** A matched pair by display ids. */
export interface MatchedPairTable {
  content: number
  pair: number
  treated: string
  control: string
  treated_score: number
  control_score: number
  distance: number
}

/** A number under its lasting key. */
export interface ResultTable {
  content: number
  position: number
  key: string
  body: Json<unknown>
}

/** A Kaplan-Meier curve as drawn. */
export interface SurvivalCurveTable {
  content: number
  key: string
  body: Json<unknown>
}

/** The tables of what stages made, by name. */
export interface OutputTables {
  content: ContentTable
  output: OutputTable
  run_output: RunOutputTable
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
}
