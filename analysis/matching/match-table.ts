import type { Matching } from '../../protocol/language/analyses.js'
import type { MatchingPlan } from '../../protocol/facts/study-plan.js'
import { MatchingInfeasible } from '../../statistics/errors.js'
import { type MatchResult, matchNearest } from '../../statistics/matching/match-nearest.js'
import { matchingCovariates } from '../covariate-plan.js'
import { type Attempt, refused } from '../results/attempt.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import { armCode, eligibleSubjects } from '../sets/analysis-set.js'
import { knownOf } from '../sets/covariate-values.js'
import { gatherCodes, gatherWhether } from '../sets/gather.js'
import { upTo, selectFrom } from '../sets/select.js'
import type { SubjectTable } from '../sets/subject-table.js'
import { fitPropensity, type PropensityFit } from './fit-propensity.js'
import { matchingOrder } from './matching-order.js'
import { matchingRefused, matchingResults } from './matching-results.js'
import { noPairs, numberPairs } from './number-pairs.js'
import { propensityRefused, propensityResults } from './propensity-results.js'
import type { TableMatching } from './table-matching.js'

/**
 * Matches treated subjects to controls by propensity score, greedily without looking ahead, as the study says.
 * Pairs are numbered in the order of the treated subjects; what cannot be matched is a result and why.
 */
export const matchTable = (study: MatchingPlan, table: SubjectTable): TableMatching => {
  const { matching } = study
  const covariates = matchingCovariates(study)
  const subjects = eligibleSubjects(table)
  const known = knownOf(table, covariates)
  const complete = selectFrom(subjects, subject => known[subject] === 1)
  const incomplete = selectFrom(subjects, subject => known[subject] === 0)
  const score = new Float64Array(table.n).fill(NaN)
  const refuse = (reason: string): TableMatching => ({
    score,
    pairs: noPairs,
    results: [...propensityRefused(covariates, reason), ...matchingRefused(matching, { table, incomplete }, reason)],
  })
  if (matching === undefined) return refuse('the study asks for no matching')
  const order = matchingOrder(table, complete, matching.ties, covariates)
  const rows = gatherCodes(complete, order)
  const model = fitPropensity(table, rows, covariates)
  if (!model.estimable) return refuse(model.reason)

  const { separated } = model.estimate
  const { scored, distance } = distancesOf(model.estimate, matching)
  const treated = gatherWhether(table.arm, armCode.treated, rows)
  const matched = findPairs(treated, distance, separated, matching)
  for (let row = 0; row < rows.length; row++) if (scored[row] === 1) score[rows[row]!] = distance[row]!
  const pairs = matched.estimable ? numberPairs(matched.estimate, rows, order) : noPairs
  const results = [
    ...propensityResults(model.estimate),
    ...matchingResults({
      matching,
      table,
      treated,
      distance,
      separated,
      found: { score, pairs },
      incomplete,
      caliper: matched.estimable ? matched.estimate.caliper : null,
      notes: [
        ...separatedNotes(model.estimate),
        ...(matched.estimable ? matched.estimate.notes : [resultNote('not-estimable', matched.reason)]),
      ],
    }),
  ]
  return { score, pairs, results }
}

const orders = { 'largest first': 'largest', 'smallest first': 'smallest', 'subject order': 'data' } as const

/** Distances of all, and for whom there is one: a linear predictor of somebody set apart is no number. */
const distancesOf = (
  { fitted, linear, separated }: PropensityFit,
  matching: Matching,
): { readonly scored: Uint8Array; readonly distance: Float64Array } =>
  matching.distance === 'probability'
    ? { scored: new Uint8Array(fitted.length).fill(1), distance: fitted }
    : {
        scored: separated.map(apart => 1 - apart),
        distance: linear.map((value, row) => (separated[row] === 1 ? 0 : value)),
      }

const separatedNotes = ({ separated, notes }: PropensityFit): readonly ResultNote[] =>
  separated.includes(1) ? notes.slice(0, 1) : []

const findPairs = (
  treated: Uint8Array,
  distance: Float64Array,
  discarded: Uint8Array,
  matching: Matching,
): Attempt<MatchResult> => {
  const [width, unit] = matching.caliper.split(' ')
  try {
    const estimate = matchNearest(
      {
        treated,
        distance,
        discarded,
        ...(matching.ties === 'matchit' ? {} : { rank: upTo(treated.length) }),
      },
      {
        ...(matching.caliper === 'none' ? {} : { caliper: Number(width), caliperUnit: unit === 'SD' ? 'sd' : 'raw' }),
        order: orders[matching.order],
        ratio: matching.ratio,
        replacement: matching.replacement,
        ties: matching.ties === 'matchit' ? 'matchit' : 'rank',
      },
    )
    return { estimable: true, estimate }
  } catch (error) {
    if (error instanceof MatchingInfeasible) return refused(error.message)
    throw error
  }
}
