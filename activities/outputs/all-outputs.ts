import type { KeptActivity, KeptStage } from '../../words/stages.js'
import { analyzeStage } from './analyze.js'
import { cohortStage } from './cohort.js'
import { matchStage } from './match.js'

/** The stages whose outputs are kept, by the names of their activities. */
export const allOutputs = {
  selectCohort: cohortStage,
  matchCohort: matchStage,
  analyze: analyzeStage,
} as const satisfies Readonly<Record<KeptActivity, { readonly name: KeptStage }>>
