import { ModelDidNotConverge } from '../errors.js'
import { factorSymmetric, invertFactored, solveFactored } from './solve-symmetric.js'

const MAX_ITERATIONS = 60
const NEGLIGIBLE_STEP = 1e-20

// Where the likelihood is flat to rounding but a coefficient still moves by 1e-3 of a covariate's SD, it runs away:
// going on would only wear out the information's last digits.
const FLAT = 1e-13
const RUNAWAY = 1e-3

// Near a maximum Newton's steps square the decrement. Where the likelihood rises for ever, each step takes the same
// share of it away: so many in a row tell that, before rounding ends the search somewhere.
const SHARE_LEFT = 0.1
const RECEDING_STEPS = 4
const RECEDING_FROM = 1e-4
const RECEDED = 1e-7

const ROUNDING = 2 ** -43

/**
 * A log likelihood that can be evaluated at any coefficients: it fills score and information (p x p, row-major) and
 * returns its value.
 */
export interface Likelihood {
  readonly name: string
  readonly p: number
  readonly score: Float64Array
  readonly information: Float64Array
  readonly evaluate: (beta: Float64Array) => number
  /** A column is aliased when at the start its pivot falls below this share of its own information (or the largest). */
  readonly singular: number
  /** What a column of SD 1 may have, where that is known: a single column is aliased by it. */
  readonly usualInformation?: number
  /** Later pivots below this share mean that a coefficient has run away. */
  readonly vanished: number
  /**
   * The sums of squares that the information is a difference from, where it is one: a pivot of less than a share of
   * 2^-43 of them is what rounding leaves, so the column is aliased, or its coefficient has run away.
   */
  readonly moments?: Float64Array
  /** 60 unless the steps are not Newton's own (a penalty that the information leaves out converges linearly). */
  readonly maxIterations?: number
  /** Called once at coefficients 0. */
  readonly onStart?: () => void
  /** Coefficients to begin at, 0 unless given; the start's log likelihood and score statistic are then theirs. */
  readonly start?: Float64Array
  /** The squared step, in standard errors, that ends the search: 1e-20 unless given. The last step is still taken. */
  readonly negligible?: number
}

/** The maximum of a likelihood. */
export interface Maximum {
  readonly beta: Float64Array
  /** Inverse information at the maximum; rows of aliased coefficients are 0. */
  readonly covariance: Float64Array
  readonly aliased: Uint8Array
  /** 1 where a coefficient was still growing when the likelihood had stopped: it may be infinite. */
  readonly growing: Uint8Array
  readonly logLikelihood: number
  readonly startLogLikelihood: number
  /** The score statistic at coefficients 0. */
  readonly scoreStatistic: number
  readonly iterations: number
}

/**
 * Maximizes a likelihood by Newton-Raphson from 0 with step halving, until a step is below 1e-10 standard errors:
 * the optimum itself, where R's defaults stop earlier. Throws ModelDidNotConverge.
 */
export function maximizeLikelihood(likelihood: Likelihood): Maximum {
  const { p, score, information } = likelihood
  const beta = likelihood.start?.slice() ?? new Float64Array(p)
  const factor = new Float64Array(p * p)
  const step = new Float64Array(p)
  const startLogLikelihood = likelihood.evaluate(beta)
  likelihood.onStart?.()
  factor.set(information)
  const aliased = withoutInformation(likelihood)
  factorSymmetric(factor, p, aliased, likelihood.singular, roundingOf(likelihood))
  let decrement = newtonStep(factor, aliased, score, step)
  const scoreStatistic = decrement
  let logLikelihood = startLogLikelihood
  let iterations = 0
  const negligible = likelihood.negligible ?? NEGLIGIBLE_STEP
  let lost = new Uint8Array(p)
  const next = new Float64Array(p * p)
  const most = likelihood.maxIterations ?? MAX_ITERATIONS
  let receding = 0
  while (decrement > negligible && iterations < most) {
    iterations++
    logLikelihood = climb(likelihood, beta, step, logLikelihood)
    next.set(information)
    const pivots = aliased.slice()
    factorSymmetric(next, p, pivots, likelihood.vanished, roundingOf(likelihood))
    lost = pivots.map((flag, j) => flag - aliased[j]!)
    if (lost.includes(1)) break
    factor.set(next)
    const before = decrement
    decrement = newtonStep(factor, aliased, score, step)
    receding = decrement < RECEDING_FROM && decrement > SHARE_LEFT * before ? receding + 1 : 0
    if (most <= MAX_ITERATIONS && receding >= RECEDING_STEPS && decrement < RECEDED) break
    if (decrement < FLAT && step.some(move => Math.abs(move) > RUNAWAY)) break
  }
  const settled = decrement <= 1e-10 || receding >= RECEDING_STEPS
  if (!settled && !lost.includes(1))
    throw new ModelDidNotConverge(`the ${likelihood.name} has not converged after ${iterations} iterations`)
  const growing = new Uint8Array(p)
  for (let j = 0; j < p; j++) {
    growing[j] = lost[j] === 1 || Math.abs(step[j]!) > 1e-5 * (1 + Math.abs(beta[j]!)) ? 1 : 0
    if (growing[j] === 0) beta[j]! += step[j]!
  }
  return {
    beta,
    covariance: invertFactored(factor, p, aliased),
    aliased,
    growing,
    logLikelihood,
    startLogLikelihood,
    scoreStatistic,
    iterations,
  }
}

// A column that never varies has no information but what rounding leaves of the sums.
function withoutInformation({ information, p, singular, usualInformation = 0 }: Likelihood): Uint8Array {
  const own = Float64Array.from({ length: p }, (_, j) => information[j * p + j]!)
  const largest = own.reduce((a, b) => Math.max(a, b), usualInformation)
  return Uint8Array.from(own, value => (value > singular * largest ? 0 : 1))
}

function roundingOf({ moments }: Likelihood): Float64Array | undefined {
  return moments?.map(value => ROUNDING * value)
}

// One step; it is halved as long as it leads downhill by more than rounding.
function climb(likelihood: Likelihood, beta: Float64Array, step: Float64Array, before: number): number {
  for (let j = 0; j < beta.length; j++) beta[j]! += step[j]!
  let value = likelihood.evaluate(beta)
  const slack = 1e-12 * Math.abs(before)
  for (let halving = 0; !(value >= before - slack) && halving < 40; halving++) {
    for (let j = 0; j < beta.length; j++) {
      step[j] = step[j]! / 2
      beta[j]! -= step[j]!
    }
    value = likelihood.evaluate(beta)
  }
  return value
}

function newtonStep(factor: Float64Array, aliased: Uint8Array, score: Float64Array, step: Float64Array): number {
  step.set(score)
  solveFactored(factor, score.length, aliased, step)
  let decrement = 0
  for (let j = 0; j < score.length; j++) decrement += step[j]! * score[j]!
  return decrement
}
