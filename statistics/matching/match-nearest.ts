import { InvalidInput, MatchingInfeasible } from '../errors.js'
import { standardDeviation } from '../description/moments.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { RowSorter } from '../numeric/row-sorter.js'
import { ChosenControls } from './chosen-controls.js'
import { matchByCloseness } from './match-by-closeness.js'
import { matchInOrder } from './match-in-order.js'
import { checkMatchInput } from './match-input.js'
import type { MatchInput, MatchOptions, MatchOrder } from './match-input.js'
import { MatchedSets } from './matched-set.js'
import { fillMatchingWeights } from './matching-weights.js'
import { matchWithReplacement } from './match-with-replacement.js'
import { sortUnits } from './sort-units.js'
import { orderOfChoice } from './order-of-choice.js'

export type { MatchInput, MatchOptions, MatchOrder } from './match-input.js'
export type { MatchedSet } from './matched-set.js'

/**
 * A match: pairs by 0-based row, weights (treated 1, controls scaled to the number of matched controls), the raw
 * caliper.
 */
export interface MatchResult {
  readonly pairs: MatchedSets
  readonly unmatchedTreated: Uint32Array
  readonly weights: Float64Array
  readonly caliper: number | null
  readonly order: MatchOrder
  readonly ties: 'matchit' | 'rank'
  readonly notes: readonly Note[]
}

/**
 * Greedy nearest-neighbour matching on a distance (Rosenbaum and Rubin 1985), for the effect on the treated. The
 * caliper in SD is a multiple of the SD (n - 1) of the distance over all that are not discarded, both arms together.
 * Ties by MatchIt's rule (row order), or by a rank of the caller's so that the file's order cannot matter. Agrees
 * with R `MatchIt::matchit(method = "nearest")` 4.7.2. Throws InvalidInput, MatchingInfeasible. O(n log n), but for
 * `closest` where many treated crowd round few controls: each looks again whenever another was faster.
 */
export const matchNearest = (input: MatchInput, options: MatchOptions = {}): MatchResult => {
  const order = options.order ?? 'largest'
  const ties = options.ties ?? 'matchit'
  const ratio = options.ratio ?? 1
  checkMatchInput(input, options)
  const caliper = rawCaliper(input, options)
  const width = caliper ?? Infinity
  const sorter = new RowSorter(input.treated.length)
  const dataIndex = ties === 'rank' ? sortByRank(sorter, input) : null
  const { strata, spare, afterwards } = sortUnits(sorter, input)
  const chosen = new ChosenControls(input.treated, ratio, spare)
  for (const stratum of strata) {
    const turns = orderOfChoice(stratum, order, options.seed ?? 1, dataIndex)
    if (options.replacement === true) matchWithReplacement(stratum, turns, width, ratio, chosen)
    else if (order === 'closest' || order === 'farthest') matchByCloseness(stratum, turns, width, ratio, order, chosen)
    else matchInOrder(stratum, turns, width, ratio, chosen)
  }
  const { sets, unmatched } = chosen.close()
  if (sets.treated.length === 0) throw new MatchingInfeasible(infeasible(caliper))
  const notes: Note[] = []
  if (unmatched.length > 0)
    notes.push(note('left-out', `${unmatched.length} treated subjects have no control within reach`))
  const weights = new Float64Array(afterwards)
  fillMatchingWeights(weights, sets)
  return { pairs: new MatchedSets(sets), unmatchedTreated: unmatched, weights, caliper, order, ties, notes }
}

// Gives the place of each row in the order of the ranks.
const sortByRank = (sorter: RowSorter, { rank = [] }: MatchInput): Uint32Array => {
  if (rank instanceof Int32Array) sorter.byCode(rank)
  else sorter.byReal(Float64Array.from(rank))
  const { order } = sorter
  const index = new Uint32Array(order.length)
  for (let k = 0; k < order.length; k++) {
    if (k > 0 && rank[order[k]!] === rank[order[k - 1]!])
      throw new InvalidInput('the ranks that break ties must differ from each other')
    index[order[k]!] = k
  }
  return index
}

const rawCaliper = (input: MatchInput, options: MatchOptions): number | null => {
  if (options.caliper === undefined) return null
  if (options.caliperUnit === 'raw') return options.caliper
  const { distance, discarded } = input
  const kept = discarded === undefined ? distance : distance.filter((_, row) => discarded[row] === 0)
  return options.caliper * standardDeviation(kept)
}

const infeasible = (caliper: number | null): string =>
  caliper === null
    ? 'no control is left for any treated subject'
    : `no control within ${caliper} of any treated subject`
