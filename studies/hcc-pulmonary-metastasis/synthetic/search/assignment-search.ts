import { anneal } from './anneal.js'
import { type CovariateState, rowsOf } from './covariate-search.js'
import { searchCovariates } from './covariates.js'
import { firstTerm, logCost, medianCost, medianMonths, ratioCost, take, takeFollow } from './measure.js'
import { exchangeOutcomes, type OutcomeState } from './outcomes.js'
import { followsOf, moveOneTime, shapeCost } from './outcome-search.js'
import type { RandomDraws } from './random.js'
import { endpointTargets, matchedOsMedians } from './targets.js'

/** Everything that the assignment of outcomes to subjects is judged by. */
export interface AssignmentInput {
  readonly covariates: CovariateState
  readonly outcomes: OutcomeState
  readonly pairs: readonly { readonly treated: number; readonly control: number }[]
  /** The longest follow-up that a row's index date leaves before the data cut, in days. */
  readonly room: Float64Array
}

/** Matched controls whose disease progressed early, and others: best responses of progressive disease need them. */
const earlyMatchedControls = { matched: 14, unmatched: 14 }

const armRows = { control: rowsOf('control'), treated: rowsOf('treated') }

const selectionCost = (follow: ReturnType<typeof followsOf>['pfs'], covariates: CovariateState, selected: readonly string[]): number =>
  searchCovariates.reduce((sum, covariate, place) => {
    const p = firstTerm(follow, [covariates.values[place] as Float64Array]).p ?? 1
    return sum + 0.5 * logCost(p, selected.includes(covariate.id) ? { low: 1e-9, high: 0.088 } : { low: 0.112, high: 1 })
  }, 0)

const earlyCost = (input: AssignmentInput): number => {
  const matched = new Set(input.pairs.map((pair) => pair.control))
  const early = armRows.control.filter((row) => input.outcomes.progressed[row] === 1 && (input.outcomes.pfsDays[row] as number) <= 120)
  const inside = early.filter((row) => matched.has(row)).length
  return (Math.max(0, earlyMatchedControls.matched - inside) + Math.max(0, earlyMatchedControls.unmatched - (early.length - inside))) / 4
}

/** Cost of all published numbers at once, cheapest parts first. */
export const assignmentCost = (input: AssignmentInput, limit: number): number => {
  const { covariates, outcomes, pairs } = input
  const follows = followsOf(outcomes)
  const arm = Float64Array.from(covariates.treated)
  const matchedRows = pairs.flatMap((pair) => [pair.treated, pair.control])
  const matchedArm = take(arm, matchedRows)
  let cost = earlyCost(input)
  for (const endpoint of ['pfs', 'os'] as const) {
    const targets = endpointTargets[endpoint]
    cost += ratioCost(firstTerm(takeFollow(follows[endpoint], matchedRows), [matchedArm]), targets.matched)
    const adjusting = searchCovariates.flatMap((covariate, place) => (targets.selected.includes(covariate.id) ? [covariates.values[place] as Float64Array] : []))
    if (cost > limit) return cost
    cost += ratioCost(firstTerm(follows[endpoint], [arm, ...adjusting]), targets.adjusted)
    if (cost > limit) return cost
  }
  for (const side of ['control', 'treated'] as const) {
    cost += medianCost(medianMonths(takeFollow(follows.os, pairs.map((pair) => pair[side]))), matchedOsMedians[side])
  }
  if (cost > limit) return cost
  cost += shapeCost(outcomes, covariates.treated, limit - cost)
  for (const endpoint of ['pfs', 'os'] as const) {
    if (cost > limit) return cost
    cost += selectionCost(follows[endpoint], covariates, endpointTargets[endpoint].selected)
  }
  return cost
}

/** Gives outcomes to subjects so that each has room before the data cut: the longest follow-up first, to one of those with room. */
export const placeOutcomes = (outcomes: OutcomeState, room: Float64Array, draws: RandomDraws): void => {
  for (const rows of [armRows.treated, armRows.control]) {
    const placed = new Set<number>()
    const byLength = (): number[] => rows.filter((row) => !placed.has(row)).sort((one, other) => (outcomes.osDays[other] as number) - (outcomes.osDays[one] as number))
    for (let left = byLength(); left.length > 0; left = byLength()) {
      const longest = left[0] as number
      const days = outcomes.osDays[longest] as number
      const able = left.filter((row) => (room[row] as number) >= days)
      if (able.length === 0) throw new Error('no index date leaves room for the longest follow-up')
      const seat = draws.pick(able)
      exchangeOutcomes(outcomes, longest, seat)
      placed.add(seat)
    }
  }
}

/** Exchanges outcomes within an arm, and now and then moves a time a little, until all published numbers come out at once. */
export const searchAssignment = (
  input: AssignmentInput, draws: RandomDraws, steps: number, report: (step: number, cost: number) => void,
): number => {
  const { outcomes, room } = input
  const fits = (row: number): boolean => (outcomes.osDays[row] as number) <= (room[row] as number)
  const exchange = (): (() => void) | null => {
    const rows = armRows[draws.chance(0.7) ? 'control' : 'treated']
    const [one, other] = [draws.pick(rows), draws.pick(rows)]
    if (one === other) return null
    exchangeOutcomes(outcomes, one, other)
    if (fits(one) && fits(other)) return () => exchangeOutcomes(outcomes, one, other)
    exchangeOutcomes(outcomes, one, other)
    return null
  }
  const move = (): (() => void) | null => {
    const row = draws.whole(0, outcomes.osDays.length - 1)
    const undo = moveOneTime(outcomes, row, draws)
    if (undo === null || fits(row)) return undo
    undo()
    return null
  }
  const propose = (): (() => void) | null => (draws.chance(0.7) ? exchange() : move())
  const problem = { propose, cost: (limit: number) => assignmentCost(input, limit) }
  return anneal(problem, { steps, hot: 0.3, cold: 0.01, goal: 0, report }, draws)
}
