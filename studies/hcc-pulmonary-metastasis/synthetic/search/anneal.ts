import type { RandomDraws } from './random.js'

/** A search over a state that its owner changes in place. */
export interface AnnealingProblem {
  /** Changes the state and returns how to take the change back, or null where the change is not allowed. */
  readonly propose: () => (() => void) | null
  /** The cost of the state; may stop adding up once it is above the limit. */
  readonly cost: (limit: number) => number
}

/** How long and how hot a search runs. */
export interface AnnealingSettings {
  readonly steps: number
  readonly hot: number
  readonly cold: number
  /** The search ends at once when the cost is at or below this. */
  readonly goal: number
  readonly report?: (step: number, cost: number) => void
}

/**
 * Simulated annealing (Kirkpatrick 1983), geometric cooling; returns the last state's cost, that state being the one
 * left in place.
 */
export const anneal = (problem: AnnealingProblem, settings: AnnealingSettings, draws: RandomDraws): number => {
  let current = problem.cost(Number.POSITIVE_INFINITY)
  for (let step = 0; step < settings.steps && current > settings.goal; step += 1) {
    const temperature = settings.hot * (settings.cold / settings.hot) ** (step / settings.steps)
    const undo = problem.propose()
    if (undo === null) continue
    // The acceptance draw comes before the cost, so that a hopeless cost need not be computed whole.
    const limit = current - temperature * Math.log(1 - draws.real())
    const next = problem.cost(limit)
    if (next <= limit) current = next
    else undo()
    if (step % 1000 === 0) settings.report?.(step, current)
  }
  return current
}
