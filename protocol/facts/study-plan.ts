import type { Study } from '../language/study.js'

// How a study is pulled, shown and sent decides no number.
const beside = [
  'title',
  'data',
  'source',
  'timeZone',
  'publicationCut',
  'exports',
  'settle',
  'unusable',
  'expected',
  'report',
  'mail',
  'published',
] as const

/** What of a study the analyses go by: all but how it is pulled, shown and sent. */
export type AnalysisPlan = Omit<Study, (typeof beside)[number]>

/** What of a study the matching goes by: no analysis. */
export type MatchingPlan = Omit<AnalysisPlan, 'analyses'>

/** What of a study the cohort goes by: no matching and no analysis. */
export type CohortPlan = Omit<MatchingPlan, 'matching'>

const without = <Whole extends object, Key extends keyof Whole>(
  whole: Whole,
  keys: readonly Key[],
): Omit<Whole, Key> => {
  const left = { ...whole }
  for (const key of keys) Reflect.deleteProperty(left, key)
  return left
}

/** What of a study the analyses go by. */
export const analysisPlan = (study: Study): AnalysisPlan => without(study, beside)

/** What of a study the matching goes by. */
export const matchingPlan = (study: Study): MatchingPlan => without(analysisPlan(study), ['analyses'])

/** What of a study the cohort goes by. */
export const cohortPlan = (study: Study): CohortPlan => without(matchingPlan(study), ['matching'])
