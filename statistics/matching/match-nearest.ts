import { InvalidInput, MatchingInfeasible, requireFinite, requireSameLength } from '../errors.js'
import { standardDeviation } from '../description/moments.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { identityOrder } from '../numeric/radix-sort.js'
import { matchByCloseness } from './match-by-closeness.js'
import { matchInOrder } from './match-in-order.js'
import type { MatchedSet } from './matched-set.js'
import { matchingWeights } from './matching-weights.js'
import { matchWithReplacement } from './match-with-replacement.js'
import { sortUnits } from './sorted-units.js'

export type { MatchedSet } from './matched-set.js'

/**
 * In which order treated subjects choose: by distance, as the rows come, at random, or the closest (farthest) pair
 * first.
 */
export type MatchOrder = 'largest' | 'smallest' | 'data' | 'random' | 'closest' | 'farthest'

/** Who is to be matched on what; `exact` codes must be equal within a pair, `discarded` rows (1) take no part. */
export interface MatchInput {
  readonly treated: Uint8Array
  readonly distance: Float64Array
  readonly exact?: Int32Array
  readonly discarded?: Uint8Array
  /** A number of its own for every row, which takes the row order's place with `ties: 'rank'`. */
  readonly rank?: ArrayLike<number>
}

/** The choices of a nearest-neighbour match. */
export interface MatchOptions {
  readonly caliper?: number
  readonly caliperUnit?: 'sd' | 'raw'
  readonly order?: MatchOrder
  readonly ratio?: number
  readonly replacement?: boolean
  readonly ties?: 'matchit' | 'rank'
  readonly seed?: number
}

/**
 * A match: pairs by 0-based row, weights (treated 1, controls scaled to the number of matched controls), the raw
 * caliper.
 */
export interface MatchResult {
  readonly pairs: readonly MatchedSet[]
  readonly unmatchedTreated: readonly number[]
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
 * with R `MatchIt::matchit(method = "nearest")` 4.7.2. Throws InvalidInput, MatchingInfeasible. O(n log n).
 */
export function matchNearest(input: MatchInput, options: MatchOptions = {}): MatchResult {
  const settings = {
    order: options.order ?? 'largest',
    ratio: options.ratio ?? 1,
    replacement: options.replacement ?? false,
    ties: options.ties ?? 'matchit',
    seed: options.seed ?? 1,
  } as const
  checkInput(input, options)
  const n = input.treated.length
  const dataOrder = orderOfRows(input, settings.ties, n)
  const caliper = rawCaliper(input, options)
  const width = caliper ?? Infinity
  const isDiscarded = (row: number): boolean => (input.discarded?.[row] ?? 0) !== 0
  const controlsOf = new Map<number, number[]>()
  for (const rows of strataOf(dataOrder, input.exact)) {
    const units = sortUnits(rows, input.distance, (row) => input.treated[row] === 0 && !isDiscarded(row))
    const placeOf = new Map<number, number>()
    for (let k = 0; k < units.row.length; k++) if (input.treated[units.row[k]!] !== 0) placeOf.set(units.row[k]!, k)
    const treated = rows.filter((row) => input.treated[row] !== 0 && !isDiscarded(row))
    const places = treated.map((row) => placeOf.get(row) as number)
    const chosen = settings.replacement
      ? matchWithReplacement(units, places, width, settings.ratio)
      : settings.order === 'closest' || settings.order === 'farthest'
        ? matchByCloseness(units, places, width, settings.ratio, settings.order)
        : matchInOrder(units, places, width, settings.ratio, settings.order, settings.seed)
    chosen.forEach((controls, i) => {
      if (controls.length > 0)
        controlsOf.set(
          treated[i]!,
          controls.map((place) => units.row[place]!),
        )
    })
  }
  const pairs: MatchedSet[] = []
  const unmatchedTreated: number[] = []
  for (let row = 0; row < n; row++) {
    if (input.treated[row] === 0) continue
    const controls = controlsOf.get(row)
    if (controls === undefined) unmatchedTreated.push(row)
    else pairs.push({ treated: row, controls })
  }
  if (pairs.length === 0) throw new MatchingInfeasible(infeasible(caliper))
  const notes: Note[] = []
  if (unmatchedTreated.length > 0)
    notes.push(note('left-out', `${unmatchedTreated.length} treated subjects have no control within reach`))
  return {
    pairs,
    unmatchedTreated,
    weights: matchingWeights(n, pairs),
    caliper,
    order: settings.order,
    ties: settings.ties,
    notes,
  }
}

function checkInput(input: MatchInput, options: MatchOptions): void {
  const n = input.treated.length
  requireSameLength('distance', n, input.distance.length)
  requireFinite('distance', input.distance)
  if (input.exact !== undefined) requireSameLength('exact', n, input.exact.length)
  if (input.discarded !== undefined) requireSameLength('discarded', n, input.discarded.length)
  if (options.ratio !== undefined && !(Number.isInteger(options.ratio) && options.ratio > 0))
    throw new InvalidInput('the ratio must be a whole number above 0')
  if (options.caliper !== undefined && !(options.caliper >= 0))
    throw new InvalidInput('the caliper must not be negative')
  if (options.ties === 'rank') {
    if (input.rank === undefined) throw new InvalidInput('ties by rank need a rank for every row')
    requireSameLength('rank', n, input.rank.length)
    if (new Set(Array.from(input.rank)).size !== n)
      throw new InvalidInput('the ranks that break ties must differ from each other')
  }
  if (!input.treated.includes(0) || !input.treated.some((arm) => arm !== 0))
    throw new MatchingInfeasible('matching needs subjects in both arms')
}

function orderOfRows(input: MatchInput, ties: 'matchit' | 'rank', n: number): Uint32Array {
  const order = identityOrder(n)
  const { rank } = input
  return ties === 'rank' && rank !== undefined ? order.sort((a, b) => rank[a]! - rank[b]!) : order
}

function strataOf(order: Uint32Array, exact: Int32Array | undefined): readonly Uint32Array[] {
  if (exact === undefined) return [order]
  const strata = new Map<number, number[]>()
  for (const row of order) {
    const code = exact[row]!
    const rows = strata.get(code)
    if (rows === undefined) strata.set(code, [row])
    else rows.push(row)
  }
  return [...strata.values()].map((rows) => Uint32Array.from(rows))
}

function rawCaliper(input: MatchInput, options: MatchOptions): number | null {
  if (options.caliper === undefined) return null
  if (options.caliperUnit === 'raw') return options.caliper
  const kept = input.distance.filter((_, row) => (input.discarded?.[row] ?? 0) === 0)
  return options.caliper * standardDeviation(kept)
}

function infeasible(caliper: number | null): string {
  return caliper === null
    ? 'no control is left for any treated subject'
    : `no control within ${caliper} of any treated subject`
}
