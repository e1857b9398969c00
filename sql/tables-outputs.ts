import type { GeneratedAlways } from 'kysely'
import type { Severity } from '../words/severity.js'
import type { KeptStage } from '../words/stages.js'
import type { Json, Moment, ToldText } from './column-types.js'
import type { FindingKind, RuleName } from '../words/finding-kinds.js'

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

/** A range of a cohort's subjects, with what is no column. */
export interface CohortBlockTable {
  content: number
  range: number
  subjects: number
  keys: string[]
  display_ids: string[]
  /** Null where a version of before kept rows, of which only who was in the cohort was taken over. */
  facts: Json<unknown> | null
}

/** Numbers or texts of one column, in the narrowest array that holds them; one value where all are equal. */
interface StoredColumn {
  path: string
  kind: 'i1' | 'u1' | 'i2' | 'u2' | 'i4' | 'f8' | 'texts'
  count: number
  /** What is stored is a number times ten to this power. */
  decimals: number
  small: (number | null)[] | null
  whole: (number | null)[] | null
  double: (number | null)[] | null
  texts: (string | null)[] | null
}

/** A column over the subjects of a range. */
export interface CohortColumnTable extends StoredColumn {
  content: number
  range: number
}

/** How many subjects of a site stand how. */
export interface CohortStatusTable {
  content: number
  site: string
  status: 'eligible' | 'excluded' | 'held'
  subjects: number
}

/** How many eligible subjects of a site had the event of an endpoint. */
export interface CohortEventTable {
  content: number
  site: string
  endpoint: string
  events: number
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
  kind: FindingKind | RuleName
  severity: Severity
  message: ToldText
  sources: Json<readonly unknown[]>
}

/** A matching: the cohort whose subjects it numbers. */
export interface MatchBlockTable {
  content: number
  cohort: number
}

/** Scores by subject, and pairs as numbers of subjects. */
export interface MatchColumnTable extends StoredColumn {
  content: number
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
  cohort_block: CohortBlockTable
  cohort_column: CohortColumnTable
  cohort_status: CohortStatusTable
  cohort_event: CohortEventTable
  attrition_step: AttritionStepTable
  cohort_query: CohortQueryTable
  match_block: MatchBlockTable
  match_column: MatchColumnTable
  result: ResultTable
  survival_curve: SurvivalCurveTable
}

/** The names of the tables of outputs: one that is missing here does not compile. */
export const outputTables: Readonly<Record<keyof OutputTables, true>> = {
  content: true,
  output: true,
  run_output: true,
  cohort_block: true,
  cohort_column: true,
  cohort_status: true,
  cohort_event: true,
  attrition_step: true,
  cohort_query: true,
  match_block: true,
  match_column: true,
  result: true,
  survival_curve: true,
}
