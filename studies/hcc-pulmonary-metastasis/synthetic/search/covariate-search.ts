import { fitLogistic } from '../../../../statistics/logistic/fit-logistic.js'
import { matchNearest } from '../../../../statistics/matching/match-nearest.js'
import { anneal } from './anneal.js'
import { armSizes, searchCovariates, subjectCount } from './covariates.js'
import type { RandomDraws } from './random.js'

/** Covariates of all subjects, treated rows first, and what matching makes of them. */
export interface CovariateState {
  /** One column a covariate: 1 is its second level. */
  readonly values: readonly Float64Array[]
  readonly treated: Uint8Array
  /** Row to its place by index date, unique, so that equal scores are matched in one way only. */
  readonly rank: Int32Array
}

/** Rows of both arms by the search's order. */
export const rowsOf = (arm: 'control' | 'treated'): readonly number[] =>
  Array.from({ length: armSizes[arm] }, (_, place) => (arm === 'treated' ? place : armSizes.treated + place))

const pairsWanted = 38

/** A treated row and the control row matched to it. */
export interface RowPair {
  readonly treated: number
  readonly control: number
}

/** Pairs of rows by the product's own propensity score and matching rule. */
export const matchState = (state: CovariateState): readonly RowPair[] => {
  const fit = fitLogistic({ outcome: state.treated, covariates: state.values })
  const matched = matchNearest(
    { treated: state.treated, distance: fit.fitted, rank: state.rank },
    { caliper: 0.2, caliperUnit: 'sd', order: 'largest', ties: 'rank' },
  )
  return matched.pairs.map(pair => ({ treated: pair.treated, control: pair.controls[0] ?? -1 }))
}

const secondLevels = (column: Float64Array, rows: readonly number[]): number =>
  rows.reduce((sum, row) => sum + (column[row] ?? 0), 0)

/** How far the matched marginals are from the printed ones, in subjects. */
export const marginalsOff = (state: CovariateState, pairs: readonly RowPair[]): number => {
  const treatedRows = pairs.map(pair => pair.treated)
  const controlRows = pairs.map(pair => pair.control)
  return searchCovariates.reduce((sum, covariate, place) => {
    const column = state.values[place] as Float64Array
    if (covariate.matched === null) return sum
    const treated = Math.abs(secondLevels(column, treatedRows) - covariate.matched.treated)
    return sum + treated + Math.abs(secondLevels(column, controlRows) - covariate.matched.control)
  }, 0)
}

const inventedOff = (state: CovariateState, pairs: readonly RowPair[]): number =>
  searchCovariates.reduce((sum, covariate, place) => {
    if (covariate.matched !== null) return sum
    const column = state.values[place] as Float64Array
    const matchedLevels = (side: 'treated' | 'control'): number =>
      secondLevels(
        column,
        pairs.map(pair => pair[side]),
      )
    return sum + Math.max(0, Math.abs(matchedLevels('treated') - matchedLevels('control')) - 2)
  }, 0)

/** Subjects whose score another of their arm shares, where it could matter whom a rule for ties prefers. */
export const tiedSubjects = (state: CovariateState, pairs: readonly RowPair[]): number => {
  const patternOf = (row: number): number =>
    state.values.reduce((bits, column) => bits * 2 + (column[row] as number), 0)
  const tied = (rows: readonly number[], among: readonly number[]): number => {
    const counts = new Map<number, number>()
    for (const row of among) counts.set(patternOf(row), (counts.get(patternOf(row)) ?? 0) + 1)
    return rows.filter(row => (counts.get(patternOf(row)) ?? 0) > 1).length
  }
  return (
    tied(rowsOf('treated'), rowsOf('treated')) +
    tied(
      pairs.map(pair => pair.control),
      rowsOf('control'),
    )
  )
}

const costOf = (state: CovariateState): number => {
  const pairs = matchState(state)
  return (
    4 * Math.abs(pairs.length - pairsWanted) +
    marginalsOff(state, pairs) +
    0.25 * inventedOff(state, pairs) +
    0.25 * tiedSubjects(state, pairs)
  )
}

const startingColumn = (second: number, size: number, draws: RandomDraws): readonly number[] =>
  draws.shuffled(Array.from({ length: size }, (_, place) => (place < second ? 1 : 0)))

/** Covariates with the printed marginals in both arms, whose matching gives the printed pairs and matched marginals. */
export const searchCovariateState = (
  draws: RandomDraws,
  rank: Int32Array,
  steps: number,
  report: (step: number, cost: number) => void,
): { readonly state: CovariateState; readonly cost: number } => {
  const treated = Uint8Array.from({ length: subjectCount }, (_, row) => (row < armSizes.treated ? 1 : 0))
  const values = searchCovariates.map(covariate =>
    Float64Array.from([
      ...startingColumn(covariate.treated, armSizes.treated, draws),
      ...startingColumn(covariate.control, armSizes.control, draws),
    ]),
  )
  const state = { values, treated, rank }
  const armRows = { control: rowsOf('control'), treated: rowsOf('treated') }
  const propose = (): (() => void) | null => {
    const column = draws.pick(values)
    const rows = armRows[draws.chance(0.6) ? 'control' : 'treated']
    const [one, other] = [draws.pick(rows), draws.pick(rows)]
    if (column[one] === column[other]) return null
    const exchange = (): void => {
      const kept = column[one] as number
      column[one] = column[other] as number
      column[other] = kept
    }
    exchange()
    return exchange
  }
  const cost = anneal({ propose, cost: () => costOf(state) }, { steps, hot: 1, cold: 0.1, goal: 0, report }, draws)
  return { state, cost }
}
