import type { SubjectQuestion } from '../harmonize/acceptance/comparison.js'
import type { JudgedFinding } from '../harmonize/acceptance/judged-finding.js'
import type { Json, Moment, ToldOrNull, ToldText } from './column-types.js'

/** How a site's export was judged in a run: by itself, and beside the last accepted one. */
export interface AcceptanceTable {
  run_id: string
  site: string
  batch_id: string
  /** The last accepted batch; null for a site's first export. */
  compared_with: string | null
  outcome: 'accepted' | 'refused'
  findings: Json<readonly JudgedFinding[]>
  questions: Json<readonly SubjectQuestion[]>
}

/** Which decision let an export through in a run. */
export interface AcceptanceDecisionTable {
  run_id: string
  site: string
  decision_id: string
}

/** A named decision that lets one export of a site through, and what was found in it when it was decided. */
export interface DecisionTable {
  decision_id: string
  study: string
  site: string
  export_id: string
  file_name: ToldText
  findings: Json<readonly JudgedFinding[]>
  reason: ToldText
  decided_by: string
  decided_at: Moment
  undone_by: string | null
  undone_because: ToldOrNull
  undone_at: Moment | null
}

/** What a named person decided of two subjects: one person, or two. */
export interface PersonDecisionTable {
  decision_id: string
  study: string
  one_key: string
  one_site: string
  one_display_id: string
  other_key: string
  other_site: string
  other_display_id: string
  same: boolean
  reason: ToldText
  decided_by: string
  decided_at: Moment
  undone_by: string | null
  undone_because: ToldOrNull
  undone_at: Moment | null
}
