import { ModelDidNotConverge } from '../errors.js'
import { factorSymmetric, invertFactored, solveFactored } from './solve-symmetric.js'

// Below, U is the score, I the information, I^-1 U Newton's step and U' I^-1 U the decrement: the squared step in
// standard errors, twice what the step promises to the log likelihood. Each constant says what was measured with others
// on 10,440 logistic and Cox fits of 4 to 40,000 rows, by whose design 2,916 coefficients are known to be infinite: all
// are said to be, and no other (test/statistics/infinite-coefficients.test.ts draws such designs). 'Nothing' means that
// no flag and no coefficient changed by more than 1e-10 standard errors.

// These fits take 9 steps on average, 19 where one coefficient of several is infinite.
const MAX_ITERATIONS = 60

// Where a model gives no other: a step of 1e-10 standard errors. The last step is taken too, and squares it.
const NEGLIGIBLE_STEP = 1e-20

// After the last step, a decrement above this is a failure. 1e-6 and 1e-12 change nothing.
const CONVERGED = 1e-10

// 2^-40 of a step. With 20 halvings 3 fits fail and 18 coefficients are wrongly said to be infinite; with 80 nothing.
const MOST_HALVINGS = 40

// A fall of the log likelihood by this share of itself is rounding. Half, double and 1e-9 change nothing; with 0 steps
// are halved for rounding (2 % more of them).
const SLACK = 1e-12

// Where the likelihood is flat to rounding (the decrement) but a coefficient still moves by 1e-3 of a covariate's SD,
// it runs away: going on would only wear out the information's last digits. FLAT from 0 to 1e-11 and RUNAWAY from 1e-5
// to 0.1 change nothing where the next rule ends the search first.
const FLAT = 1e-13
const RUNAWAY = 1e-3

// Near a maximum Newton's steps square the decrement: from 1e-4 on it falls by a factor of 1e4 or more. Where the
// likelihood rises for ever as c - exp(-b), score and information are exp(-b) both, so each step is 1 and leaves 1 / e
// = 0.37 of the decrement. SHARE_LEFT lies between the two, and RECEDING_STEPS in a row that leave more say that a
// coefficient is infinite, before rounding ends the search somewhere. It goes on to RECEDED, so that the other
// coefficients are those of the limit (7e-15 standard errors; with 1e-5 4e-12). SHARE_LEFT from 0.01 to 0.3, 2 or 8
// steps, and RECEDING_FROM from 1e-5 to 1e-2 change nothing but the infinite coefficients' size; without the rule such
// fits take 32 steps instead of 19.
const SHARE_LEFT = 0.1
const RECEDING_STEPS = 4
const RECEDING_FROM = 1e-4
const RECEDED = 1e-7

// 512 units of the last place, for what sums over the rows lose to rounding. Half and double change nothing; with 2^-48
// a coefficient is 0.16 standard errors off, and with 0 6 infinite ones are missed.
const ROUNDING = 2 ** -43

// U' step below - PASSED: the score points back by more than rounding. From 0 to 1e-3 nothing changes.
const PASSED = 1e-6

// The least part of an SD by which a covariate must move with a runaway one, per SD of it, to be infinite too. From
// 1e-6 to 0.1 nothing changes.
const TAKEN_ALONG = 1e-3

// A last step of more than this share of a coefficient is no convergence: the coefficient may be infinite. From 1e-7 to
// 1e-3 nothing changes.
const STILL_MOVING = 1e-5

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
 * Maximizes a likelihood by Newton-Raphson, b + I^-1 U, from 0 with step halving, until a step is below 1e-10 standard
 * errors: the optimum itself, where R's defaults stop earlier. A coefficient without a finite maximum (Albert and
 * Anderson 1984 for logistic models, Heinze and Schemper 2001 for Cox's) is found by its information having vanished,
 * by its decrement receding too slowly, or by its last step. test/statistics/plain/newton.ts are the bare steps, and
 * maximum.test.ts holds both together to 1e-9 standard errors. Throws ModelDidNotConverge.
 */
export const maximizeLikelihood = (likelihood: Likelihood): Maximum => {
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
  // A coefficient that has run away stays where it is: the others still have a way to go.
  const left = aliased.slice()
  const next = new Float64Array(p * p)
  const most = likelihood.maxIterations ?? MAX_ITERATIONS
  let receding = 0
  while (decrement > negligible && iterations < most) {
    iterations++
    logLikelihood = climb(likelihood, beta, step, logLikelihood)
    if (!(score.every(Number.isFinite) && information.every(Number.isFinite))) {
      // A coefficient has run so far away that its derivatives are beyond the doubles: the step before was the last.
      for (let j = 0; j < p; j++) beta[j]! -= step[j]!
      logLikelihood = likelihood.evaluate(beta)
      decrement = newtonStep(factor, left, score, step)
      receding = RECEDING_STEPS
      break
    }
    let found = factorAt(likelihood, next, left)
    for (let halving = 0; halving < MOST_HALVINGS && hasPassed(found, left, score, step); halving++) {
      logLikelihood = halveStep(likelihood, beta, step)
      found = factorAt(likelihood, next, left)
    }
    left.set(found)
    factor.set(next)
    const before = decrement
    decrement = newtonStep(factor, left, score, step)
    receding = decrement < RECEDING_FROM && decrement > SHARE_LEFT * before ? receding + 1 : 0
    if (most <= MAX_ITERATIONS && receding >= RECEDING_STEPS && decrement < RECEDED) break
    if (decrement < FLAT && step.some(move => Math.abs(move) > RUNAWAY)) break
  }
  if (decrement > CONVERGED && receding < RECEDING_STEPS)
    throw new ModelDidNotConverge(`the ${likelihood.name} has not converged after ${iterations} iterations`)
  const runaway = left.map((flag, j) => flag - aliased[j]!)
  const growing = takenAlong(likelihood, factor, left, runaway)
  for (let j = 0; j < p; j++) {
    if (Math.abs(step[j]!) > STILL_MOVING * (1 + Math.abs(beta[j]!))) growing[j] = 1
    if (growing[j] === 0) beta[j]! += step[j]!
  }
  return {
    beta,
    covariance: covarianceOf(likelihood, factor, left, runaway),
    aliased,
    growing,
    logLikelihood,
    startLogLikelihood,
    scoreStatistic,
    iterations,
  }
}

const factorAt = (likelihood: Likelihood, factor: Float64Array, left: Uint8Array): Uint8Array => {
  factor.set(likelihood.information)
  const found = left.slice()
  factorSymmetric(factor, likelihood.p, found, likelihood.vanished, roundingOf(likelihood))
  return found
}

// Far beyond a maximum a concave function is straight, and has no information either: there it falls.
const hasPassed = (found: Uint8Array, left: Uint8Array, score: Float64Array, step: Float64Array): boolean => {
  if (found.every((flag, j) => flag === left[j])) return false
  let slope = 0
  for (let j = 0; j < step.length; j++) slope += score[j]! * step[j]!
  return slope < -PASSED
}

const halveStep = (likelihood: Likelihood, beta: Float64Array, step: Float64Array): number => {
  for (let j = 0; j < beta.length; j++) {
    step[j] = step[j]! / 2
    beta[j]! -= step[j]!
  }
  return likelihood.evaluate(beta)
}

// What a runaway coefficient takes along runs away with it: they move together where the likelihood is flat.
const takenAlong = (
  { information, p }: Likelihood,
  factor: Float64Array,
  left: Uint8Array,
  runaway: Uint8Array,
): Uint8Array => {
  const growing = runaway.slice()
  const along = new Float64Array(p)
  for (let l = 0; l < p; l++) {
    if (runaway[l] === 0) continue
    for (let j = 0; j < p; j++) along[j] = information[j * p + l]!
    solveFactored(factor, p, left, along)
    for (let j = 0; j < p; j++) if (Math.abs(along[j]!) > TAKEN_ALONG) growing[j] = 1
  }
  return growing
}

// A runaway coefficient has the variance that its last information allows, and no more than rounding does.
const covarianceOf = (
  likelihood: Likelihood,
  factor: Float64Array,
  left: Uint8Array,
  runaway: Uint8Array,
): Float64Array => {
  const { information, p, vanished } = likelihood
  const covariance = invertFactored(factor, p, left)
  const rounding = roundingOf(likelihood)
  for (let j = 0; j < p; j++) {
    if (runaway[j] === 0) continue
    const least = Math.max(rounding?.[j] ?? 0, vanished, Number.EPSILON)
    covariance[j * p + j] = 1 / Math.max(information[j * p + j]!, least)
  }
  return covariance
}

// A column that never varies has no information but what rounding leaves of the sums.
const withoutInformation = ({ information, p, singular, usualInformation = 0 }: Likelihood): Uint8Array => {
  const own = Float64Array.from({ length: p }, (_, j) => information[j * p + j]!)
  const largest = own.reduce((a, b) => Math.max(a, b), usualInformation)
  return Uint8Array.from(own, value => (value > singular * largest ? 0 : 1))
}

const roundingOf = ({ moments }: Likelihood): Float64Array | undefined => moments?.map(value => ROUNDING * value)

// One step; it is halved as long as it leads downhill by more than rounding.
const climb = (likelihood: Likelihood, beta: Float64Array, step: Float64Array, before: number): number => {
  for (let j = 0; j < beta.length; j++) beta[j]! += step[j]!
  let value = likelihood.evaluate(beta)
  const slack = SLACK * Math.abs(before)
  for (let halving = 0; !(value >= before - slack) && halving < MOST_HALVINGS; halving++) {
    value = halveStep(likelihood, beta, step)
  }
  return value
}

const newtonStep = (factor: Float64Array, aliased: Uint8Array, score: Float64Array, step: Float64Array): number => {
  step.set(score)
  solveFactored(factor, score.length, aliased, step)
  let decrement = 0
  for (let j = 0; j < score.length; j++) decrement += step[j]! * score[j]!
  return decrement
}
