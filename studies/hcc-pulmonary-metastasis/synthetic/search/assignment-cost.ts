import { type CostPart, costPart, rowsPrint } from './cost-part.js'
import { type CovariateState, rowsOf } from './covariate-search.js'
import { searchCovariates } from './covariates.js'
import {
  firstTerm,
  type Follow,
  logCost,
  logRankP,
  medianCost,
  medianMonths,
  ratioCost,
  take,
  takeFollow,
} from './measure.js'
import type { OutcomeState } from './outcomes.js'
import { followsOf, shapeParts } from './outcome-search.js'
import { scoreChiSquares } from './screen-covariates.js'
import { endpointTargets, matchedOsMedians, matchedPfsLogRankP } from './targets.js'

/** Everything that the assignment of outcomes to subjects is judged by. */
export interface AssignmentInput {
  readonly covariates: CovariateState
  readonly outcomes: OutcomeState
  readonly pairs: readonly { readonly treated: number; readonly control: number }[]
  /** The longest follow-up that a row's index date leaves before the data cut, in days. */
  readonly room: Float64Array
}

/** Matched controls whose disease progressed early, and others: best responses of progressive disease need them. */
const earlyControls = { matched: 14, unmatched: 14 }

const earlyCost = ({ outcomes, pairs }: AssignmentInput): number => {
  const matched = new Set(pairs.map(pair => pair.control))
  const early = rowsOf('control').filter(
    row => outcomes.progressed[row] === 1 && (outcomes.pfsDays[row] as number) <= 120,
  )
  const inside = early.filter(row => matched.has(row)).length
  const outside = early.length - inside
  return (Math.max(0, earlyControls.matched - inside) + Math.max(0, earlyControls.unmatched - outside)) / 4
}

// A chi-square of 2.71 has P 0.1: selected covariates stay clearly above it, the others clearly below, also by Wald.
const chiSquares = { selected: 3.3, others: 2.3 }

const selectionCost = (follow: Follow, covariates: CovariateState, selected: readonly string[]): number =>
  scoreChiSquares(follow, covariates.values).reduce((sum, chiSquare, place) => {
    const isSelected = selected.includes(searchCovariates[place]?.id ?? '')
    return sum + Math.max(0, isSelected ? chiSquares.selected - chiSquare : chiSquare - chiSquares.others)
  }, 0)

const adjustingColumns = (covariates: CovariateState, selected: readonly string[]): readonly Float64Array[] =>
  searchCovariates.flatMap((covariate, place) =>
    selected.includes(covariate.id) ? [covariates.values[place] as Float64Array] : [],
  )

const endpointParts = (input: AssignmentInput, endpoint: 'pfs' | 'os'): readonly [CostPart, CostPart, CostPart] => {
  const { covariates, pairs } = input
  const targets = endpointTargets[endpoint]
  const follow = followsOf(input.outcomes)[endpoint]
  const arm = Float64Array.from(covariates.treated)
  const matchedRows = pairs.flatMap(pair => [pair.treated, pair.control])
  const matchedArm = take(arm, matchedRows)
  const columns = [arm, ...adjustingColumns(covariates, targets.selected)]
  const part = (name: string, cost: () => number): CostPart =>
    costPart(`${endpoint} ${name}`, cost, () => rowsPrint(follow.time, follow.event))
  return [
    part('matched ratio', () => ratioCost(firstTerm(takeFollow(follow, matchedRows), [matchedArm]), targets.matched)),
    part('adjusted ratio', () => ratioCost(firstTerm(follow, columns), targets.adjusted)),
    part('selection', () => selectionCost(follow, covariates, targets.selected)),
  ]
}

const matchedLogRankP = ({ covariates, outcomes, pairs }: AssignmentInput): number => {
  const rows = pairs.flatMap(pair => [pair.treated, pair.control])
  const arm = Uint8Array.from(rows, row => covariates.treated[row] as number)
  return logRankP(takeFollow(followsOf(outcomes).pfs, rows), arm)
}

const medianPart = ({ outcomes, pairs }: AssignmentInput, side: 'control' | 'treated'): CostPart => {
  const rows = pairs.map(pair => pair[side])
  const { os } = followsOf(outcomes)
  const cost = (): number => medianCost(medianMonths(takeFollow(os, rows)), matchedOsMedians[side])
  return costPart(`os matched median ${side}`, cost, () => rowsPrint(os.time, os.event))
}

/**
 * All published statements, those first that cost least to work out or that a change within an arm leaves as they are.
 */
export const assignmentParts = (input: AssignmentInput): readonly CostPart[] => {
  const { outcomes, covariates } = input
  const [pfsMatched, pfsAdjusted, pfsSelection] = endpointParts(input, 'pfs')
  const [osMatched, osAdjusted, osSelection] = endpointParts(input, 'os')
  const printOfPfs = (): number => rowsPrint(outcomes.pfsDays, outcomes.pfsEvent)
  return [
    ...shapeParts(outcomes, covariates.treated),
    { name: 'early progressions of controls', cost: () => earlyCost(input) },
    costPart('pfs matched log-rank', () => 0.5 * logCost(matchedLogRankP(input), matchedPfsLogRankP), printOfPfs),
    pfsSelection,
    osSelection,
    medianPart(input, 'control'),
    medianPart(input, 'treated'),
    pfsMatched,
    osMatched,
    pfsAdjusted,
    osAdjusted,
  ]
}
