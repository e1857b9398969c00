import { logHypergeometricMass } from '../distributions/hypergeometric.js'
import { findRoot } from '../numeric/find-root.js'

/** The conditional distribution of a 2 x 2 table's first cell given its margins. */
export interface ConditionalTable {
  readonly observed: number
  readonly lowest: number
  readonly highest: number
  /** log hypergeometric mass at lowest, lowest + 1, ..., highest. */
  readonly logMass: Float64Array
}

/** The noncentral hypergeometric family of a 2 x 2 table a b / c d with all margins fixed. */
export const conditionalTable = (a: number, b: number, c: number, d: number): ConditionalTable => {
  const urn = { white: a + c, black: b + d, drawn: a + b }
  const lowest = Math.max(0, urn.drawn - urn.black)
  const highest = Math.min(urn.drawn, urn.white)
  const logMass = new Float64Array(highest - lowest + 1)
  for (let x = lowest; x <= highest; x++) logMass[x - lowest] = logHypergeometricMass(x, urn)
  return { observed: a, lowest, highest, logMass }
}

/** P(X >= x) and P(X <= x) at a log odds ratio, with the mean of X. */
export const conditionalTails = (
  table: ConditionalTable,
  logOdds: number,
): { readonly atLeast: number; readonly atMost: number; readonly mean: number } => {
  const { lowest, observed, logMass } = table
  let peak = -Infinity
  for (let i = 0; i < logMass.length; i++) peak = Math.max(peak, logMass[i]! + logOdds * i)
  let below = 0
  let at = 0
  let above = 0
  let weighted = 0
  for (let i = 0; i < logMass.length; i++) {
    const mass = Math.exp(logMass[i]! + logOdds * i - peak)
    if (lowest + i < observed) below += mass
    else if (lowest + i > observed) above += mass
    else at = mass
    weighted += i * mass
  }
  const total = below + at + above
  return { atLeast: (at + above) / total, atMost: (at + below) / total, mean: lowest + weighted / total }
}

/**
 * The conditional maximum likelihood odds ratio (Cornfield 1956), solved to the last digits where R's `uniroot`
 * stops early.
 */
export const conditionalOddsRatio = (table: ConditionalTable): number | null => {
  const { observed, lowest, highest } = table
  if (lowest === highest) return null
  if (observed === lowest) return 0
  if (observed === highest) return Infinity
  return Math.exp(solve(logOdds => conditionalTails(table, logOdds).mean - observed))
}

/** The lower limit of the odds ratio: where P(X >= observed) = tail. 0 when the cell is at its lowest. */
export const lowerOddsRatio = (table: ConditionalTable, tail: number): number => {
  if (table.observed === table.lowest) return 0
  return Math.exp(solve(logOdds => Math.log(conditionalTails(table, logOdds).atLeast) - Math.log(tail)))
}

/** The upper limit of the odds ratio: where P(X <= observed) = tail. Infinite when the cell is at its highest. */
export const upperOddsRatio = (table: ConditionalTable, tail: number): number => {
  if (table.observed === table.highest) return Infinity
  return Math.exp(solve(logOdds => Math.log(tail) - Math.log(conditionalTails(table, logOdds).atMost)))
}

const solve = (increasing: (logOdds: number) => number): number => {
  let low = -1
  let high = 1
  while (increasing(low) > 0 && low > -700) low *= 2
  while (increasing(high) < 0 && high < 700) high *= 2
  return findRoot(increasing, low, high)
}
