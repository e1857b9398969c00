import { logBinomialMass } from './binomial.js'
import { InvalidInput } from '../errors.js'
import { requireNumber } from './distribution.js'
import { logComplement } from './incomplete-gamma.js'

/** Drawing `drawn` balls from an urn with `white` white and `black` black ones. */
export interface Urn {
  readonly white: number
  readonly black: number
  readonly drawn: number
}

/**
 * log P(x white balls drawn), by binomial masses (Loader 2000). Agrees with R `dhyper(x, white, black, drawn, log =
 * TRUE)`. Throws InvalidInput, as all of these.
 */
export const logHypergeometricMass = (x: number, urn: Urn): number => {
  requireUrn(urn)
  requireNumber(x)
  const { white, black, drawn } = urn
  if (!Number.isInteger(x) || x < 0 || x > white || x > drawn || drawn - x > black) return -Infinity
  const total = white + black
  if (total === 0) return 0
  const p = drawn / total
  return logBinomialMass(x, white, p) + logBinomialMass(drawn - x, black, p) - logBinomialMass(drawn, total, p)
}

/** P(x white balls drawn). Agrees with R `dhyper`. */
export const hypergeometricMass = (x: number, urn: Urn): number => Math.exp(logHypergeometricMass(x, urn))

/** P(at most x white balls drawn), as a sum of masses. Agrees with R `phyper`. */
export const hypergeometricLower = (x: number, urn: Urn): number => Math.exp(logHypergeometricLower(x, urn))

/** P(more than x white balls drawn). Agrees with R `phyper(lower.tail = FALSE)`. */
export const hypergeometricUpper = (x: number, urn: Urn): number => Math.exp(logHypergeometricUpper(x, urn))

/** log P(at most x white balls drawn). Agrees with R `phyper(log.p = TRUE)`. */
export const logHypergeometricLower = (x: number, urn: Urn): number => {
  requireUrn(urn)
  requireNumber(x)
  return logSumMasses(lowest(urn), Math.min(Math.floor(x), highest(urn)), urn)
}

/** log P(more than x white balls drawn). Agrees with R `phyper(lower.tail = FALSE, log.p = TRUE)`. */
export const logHypergeometricUpper = (x: number, urn: Urn): number => {
  requireUrn(urn)
  requireNumber(x)
  return logSumMasses(Math.max(Math.floor(x) + 1, lowest(urn)), highest(urn), urn)
}

/** The smallest x with P(at most x) >= probability. Agrees with R `qhyper`. */
export const hypergeometricQuantile = (probability: number, urn: Urn): number => {
  requireUrn(urn)
  if (!(probability >= 0 && probability <= 1)) throw new InvalidInput(`${probability} is no probability`)
  const last = highest(urn)
  let total = 0
  let x = lowest(urn)
  for (; x < last; x++) {
    total += hypergeometricMass(x, urn)
    if (total * (1 + 1000 * 2 ** -52) >= probability) return x
  }
  return last
}

const requireUrn = ({ white, black, drawn }: Urn): void => {
  const whole = [white, black, drawn].every(count => Number.isSafeInteger(count) && count >= 0)
  if (!whole || drawn > white + black) throw new InvalidInput('no such urn')
}

const lowest = (urn: Urn): number => Math.max(0, urn.drawn - urn.black)

const highest = (urn: Urn): number => Math.min(urn.white, urn.drawn)

// A stretch that holds the mode is summed as what it leaves out, so that a logarithm near 0 keeps its digits.
const logSumMasses = (from: number, to: number, urn: Urn): number => {
  if (to < from) return -Infinity
  const mode = Math.floor(((urn.drawn + 1) * (urn.white + 1)) / (urn.white + urn.black + 2))
  if (mode < from || mode > to) return logSum(from, to, urn, from > mode ? from : to)
  const left = lowest(urn) < from ? logSum(lowest(urn), from - 1, urn, from - 1) : -Infinity
  const right = to < highest(urn) ? logSum(to + 1, highest(urn), urn, to + 1) : -Infinity
  const larger = Math.max(left, right)
  if (larger === -Infinity) return 0
  return logComplement(larger + Math.log1p(Math.exp(Math.min(left, right) - larger)))
}

// The largest mass is taken out, so that a sum of masses below 1e-308 keeps its logarithm.
const logSum = (from: number, to: number, urn: Urn, peakAt: number): number => {
  const peak = logHypergeometricMass(peakAt, urn)
  let total = 0
  for (let x = from; x <= to; x++) total += Math.exp(logHypergeometricMass(x, urn) - peak)
  return Math.min(0, peak + Math.log(total))
}
