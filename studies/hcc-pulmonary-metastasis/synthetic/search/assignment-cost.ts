import { type CovariateState, rowsOf } from './covariate-search.js'
import { searchCovariates } from './covariates.js'
import { firstTerm, type Follow, logCost, logRankP, medianCost, medianMonths, ratioCost, take, takeFollow } from './measure.js'
import type { OutcomeState } from './outcomes.js'
import { followsOf, shapeCost } from './outcome-search.js'
import { endpointTargets, matchedOsMedians, matchedPfsLogRankP } from './targets.js'

/** Everything that the assignment of outcomes to subjects is judged by. */
export interface AssignmentInput {
  readonly covariates: CovariateState
  readonly outcomes: OutcomeState
  readonly pairs: readonly { readonly treated: number; readonly control: number }[]
  /** The longest follow-up that a row's index date leaves before the data cut, in days. */
  readonly room: Float64Array
}

/** One published statement and how far the state is from it. */
export interface CostPart {
  readonly name: string
  readonly cost: () => number
}

/** Matched controls whose disease progressed early, and others: best responses of progressive disease need them. */
const earlyControls = { matched: 14, unmatched: 14 }

const earlyCost = ({ outcomes, pairs }: AssignmentInput): number => {
  const matched = new Set(pairs.map((pair) => pair.control))
  const early = rowsOf('control').filter((row) =>
    outcomes.progressed[row] === 1 && (outcomes.pfsDays[row] as number) <= 120)
  const inside = early.filter((row) => matched.has(row)).length
  const outside = early.length - inside
  return (Math.max(0, earlyControls.matched - inside) + Math.max(0, earlyControls.unmatched - outside)) / 4
}

/** Selected covariates stay clearly below a univariate P of 0.1, the others clearly above. */
const univariateP = { selected: { low: 1e-9, high: 0.088 }, others: { low: 0.112, high: 1 } }

const selectionCost = (follow: Follow, covariates: CovariateState, selected: readonly string[]): number =>
  searchCovariates.reduce((sum, covariate, place) => {
    const p = firstTerm(follow, [covariates.values[place] as Float64Array]).p ?? 1
    return sum + 0.3 * logCost(p, univariateP[selected.includes(covariate.id) ? 'selected' : 'others'])
  }, 0)

const adjustingColumns = (covariates: CovariateState, selected: readonly string[]): readonly Float64Array[] =>
  searchCovariates.flatMap((covariate, place) => (
    selected.includes(covariate.id) ? [covariates.values[place] as Float64Array] : []
  ))

const endpointParts = (input: AssignmentInput, endpoint: 'pfs' | 'os'): readonly CostPart[] => {
  const { covariates, pairs } = input
  const targets = endpointTargets[endpoint]
  const follow = followsOf(input.outcomes)[endpoint]
  const arm = Float64Array.from(covariates.treated)
  const matchedRows = pairs.flatMap((pair) => [pair.treated, pair.control])
  const matchedTerm = (): ReturnType<typeof firstTerm> => firstTerm(
    takeFollow(follow, matchedRows), [take(arm, matchedRows)],
  )
  const adjusted = (): ReturnType<typeof firstTerm> => firstTerm(
    follow, [arm, ...adjustingColumns(covariates, targets.selected)],
  )
  return [
    { name: `${endpoint} matched ratio`, cost: () => ratioCost(matchedTerm(), targets.matched) },
    { name: `${endpoint} adjusted ratio`, cost: () => ratioCost(adjusted(), targets.adjusted) },
    { name: `${endpoint} selection`, cost: () => selectionCost(follow, covariates, targets.selected) },
  ]
}

/** Cost of what does not depend on who of an arm had which outcome. */
export const armsCost = ({ outcomes, covariates }: AssignmentInput): number =>
  shapeCost(outcomes, covariates.treated, Number.POSITIVE_INFINITY)

const matchedLogRankP = ({ covariates, outcomes, pairs }: AssignmentInput): number => {
  const rows = pairs.flatMap((pair) => [pair.treated, pair.control])
  return logRankP(takeFollow(followsOf(outcomes).pfs, rows), Uint8Array.from(rows, (row) => covariates.treated[row] as number))
}

/** All published statements that depend on who had which outcome, the cheap ones first. */
export const assignmentParts = (input: AssignmentInput): readonly CostPart[] => {
  const { outcomes, pairs } = input
  const [pfsMatched, pfsAdjusted, pfsSelection] = endpointParts(input, 'pfs') as [CostPart, CostPart, CostPart]
  const [osMatched, osAdjusted, osSelection] = endpointParts(input, 'os') as [CostPart, CostPart, CostPart]
  const medianPart = (side: 'control' | 'treated'): CostPart => ({
    name: `os matched median ${side}`,
    cost: () => medianCost(
      medianMonths(takeFollow(followsOf(outcomes).os, pairs.map((pair) => pair[side]))), matchedOsMedians[side],
    ),
  })
  return [
    { name: 'early progressions', cost: () => earlyCost(input) },
    { name: 'pfs matched log-rank', cost: () => 0.5 * logCost(matchedLogRankP(input), matchedPfsLogRankP) },
    pfsMatched, osMatched, medianPart('control'), medianPart('treated'),
    pfsAdjusted, osAdjusted, pfsSelection, osSelection,
  ]
}

/** Cost of all published statements at once, of which that of the arms is given; stops adding up above the limit. */
export const assignmentCost = (input: AssignmentInput, arms: number, limit: number): number => {
  let cost = arms
  for (const part of assignmentParts(input)) {
    if (cost > limit) return cost
    cost += part.cost()
  }
  return cost
}
