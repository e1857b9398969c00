import { anneal } from './anneal.js'
import { type AssignmentInput, assignmentParts } from './assignment-cost.js'
import { totalCost } from './cost-part.js'
import { rowsOf } from './covariate-search.js'
import { exchangeOutcomes, type OutcomeState } from './outcomes.js'
import { exchangeProgressions, exchangeSurvivals, moveOneTime } from './outcome-search.js'
import type { RandomDraws } from './random.js'

const armRows = { control: rowsOf('control'), treated: rowsOf('treated') }

/**
 * Gives outcomes to subjects so that each has room before the data cut: the longest follow-up first, to one of those
 * with room.
 */
export const placeOutcomes = (outcomes: OutcomeState, room: Float64Array, draws: RandomDraws): void => {
  const daysOf = (row: number): number => outcomes.osDays[row] as number
  for (const rows of [armRows.treated, armRows.control]) {
    const open = new Set(rows)
    while (open.size > 0) {
      const longest = [...open].reduce((one, other) => (daysOf(other) > daysOf(one) ? other : one))
      const days = daysOf(longest)
      const able = [...open].filter(row => (room[row] as number) >= days)
      if (able.length === 0) throw new Error('no index date leaves room for the longest follow-up')
      const seat = draws.pick(able)
      exchangeOutcomes(outcomes, longest, seat)
      open.delete(seat)
    }
  }
}

/**
 * How hot a search of the assignment starts and ends, and how often it exchanges outcomes whole and progressions
 * alone.
 */
export interface AssignmentSettings {
  readonly steps: number
  readonly hot: number
  readonly cold: number
  readonly exchanges: number
  readonly progressions: number
}

/**
 * Exchanges outcomes within an arm, and now and then moves a time a little, until all published numbers come out at
 * once.
 */
export const searchAssignment = (
  input: AssignmentInput,
  draws: RandomDraws,
  settings: AssignmentSettings,
  report: (step: number, cost: number) => void,
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
    const undo = draws.chance(0.2)
      ? exchangeSurvivals(outcomes, draws)
      : moveOneTime(outcomes, draws.whole(0, outcomes.osDays.length - 1), draws)
    if (undo === null || room.every((_, row) => fits(row))) return undo
    undo()
    return null
  }
  const propose = (): (() => void) | null => {
    const kind = draws.real()
    if (kind < settings.exchanges) return exchange()
    return kind < settings.exchanges + settings.progressions ? exchangeProgressions(outcomes, draws) : move()
  }
  const parts = assignmentParts(input)
  const problem = { propose, cost: (limit: number) => totalCost(parts, limit) }
  return anneal(problem, { ...settings, goal: 0, report }, draws)
}
