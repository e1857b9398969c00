import { InvalidInput, MatchingInfeasible, requireFinite, requireSameLength } from '../errors.js'

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

/** Checks a match's columns and choices. Throws InvalidInput, MatchingInfeasible when an arm is empty. */
export const checkMatchInput = (input: MatchInput, options: MatchOptions): void => {
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
    requireFinite('rank', input.rank)
  }
  if (!input.treated.includes(0) || !input.treated.some(arm => arm !== 0))
    throw new MatchingInfeasible('matching needs subjects in both arms')
}
