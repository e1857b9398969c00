import { requireFinite, requireSameLength } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'
import { orderRows } from '../survival/order-rows.js'
import { chiSquareTest } from '../test-result.js'
import type { CompetingInput } from './competing-input.js'
import { checkCompetingInput, requireCause } from './competing-input.js'
import { GrayScore } from './gray-score.js'

/** Competing risks of several groups (coded by whole numbers), in strata when given. */
export interface GrayInput extends CompetingInput {
  readonly group: Int32Array
  readonly strata?: Int32Array
}

/** Gray's test of one cause. */
export interface GrayResult {
  readonly cause: number
  readonly statistic: number | null
  readonly df: number
  readonly p: number | null
  readonly logP: number | null
  readonly notes: readonly Note[]
}

/**
 * Gray's (1988) k-sample test that the cumulative incidence of a cause is the same in all groups, weights (1 -
 * F(t-))^rho (rho 0 unless given), compared within `strata`. A variance that does not exist is a note. Agrees with R
 * `cmprsk::cuminc(time, cause, group, strata, rho)$Tests`. Throws InvalidInput, EmptySample.
 */
export const grayTest = (input: GrayInput, cause: number, options: { readonly rho?: number } = {}): GrayResult => {
  checkCompetingInput(input)
  requireCause(cause)
  requireFinite('rho', [options.rho ?? 0])
  const n = input.time.length
  requireSameLength('group', n, input.group.length)
  requireSameLength('strata', n, input.strata?.length ?? n)
  const codes = [...new Set(input.group)].sort((a, b) => a - b)
  const groupOf = Int32Array.from(input.group, code => codes.indexOf(code))
  const size = codes.length
  const df = size - 1
  if (size < 2) return refuse(cause, 0, 'one group cannot be compared')
  const { order, time } = orderRows(input.time, [input.cause, groupOf], input.strata)
  const score = new Float64Array(df)
  const variance = new Float64Array(df * df)
  for (let from = 0; from < n;) {
    let to = from + 1
    while (to < n && input.strata?.[order[to]!] === input.strata?.[order[from]!]) to++
    const stratum = new GrayScore(size, options.rho ?? 0)
    stratum.run(time.subarray(from, to), order.subarray(from, to), input.cause, groupOf, cause)
    stratum.addTo(score, variance)
    from = to
  }
  if (!variance.every(Number.isFinite))
    return refuse(cause, df, 'the pooled incidence reaches 1 while several groups are at risk')
  const aliased = new Uint8Array(df)
  const solved = score.slice()
  factorSymmetric(variance, df, aliased, 1e-10)
  if (aliased.includes(1))
    return refuse(cause, df, 'the variance is singular: a group has no event of this cause to compare')
  solveFactored(variance, df, aliased, solved)
  const statistic = score.reduce((sum, value, i) => sum + value * solved[i]!, 0)
  return { cause, ...chiSquareTest(statistic, df), notes: [] }
}

const refuse = (cause: number, df: number, why: string): GrayResult => ({
  cause,
  statistic: null,
  df,
  p: null,
  logP: null,
  notes: [note('not-estimable', why)],
})
