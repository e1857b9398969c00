import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'
import { binomialLikelihood } from './binomial-likelihood.js'
import type { LogisticData } from './logistic-data.js'
import { SAMPLED } from './order-by-contents.js'

// None of these decides a result: what comes of them is where the search on all rows begins, and it is begun at 0 when
// they give nothing. Measured on six models of 2e4 to 3e5 rows and 5 or 10 covariates, rare outcomes, levels of 0.1 %
// and strong effects among them: a fit takes 1 or 2 steps on all rows instead of 5 to 9, and 0.5 to 0.8 of the time.

// So many rows of a sample for each coefficient. With 60 a fit of 2e4 rows has no sample of a 64th and takes 4 steps on
// all rows; 15 changes nothing.
const ROWS_PER_COEFFICIENT = 30

// With 5, effects of 3 per SD are not reached on a sample and the fit begins at 0; 20 changes nothing.
const MOST_STEPS = 10

// Steps on all rows with the sample's information. With 2 fits take one more step on all rows or as many, with 8 one
// fewer or as many, in the same time; with none 2 more.
const MOST_APPROACHES = 4

// A column's information, to the intercept's or the largest, that a sample must have kept to say anything of it: a rare
// level, or a few large values, may be missing from it or lie on one side. Half and double change nothing here.
const PRESENT = 0.2

// A squared step, per case of the rarer outcome, that two Newton steps will end: some 5e-6 in the linear predictors,
// squared twice, is nothing. Half and double change at most one step on all rows; 1e-9 costs one step.
const NEAR = 1e-11

/** Newton steps that go on with one factored information. */
interface Search {
  readonly data: LogisticData
  readonly beta: Float64Array
  readonly score: Float64Array
  readonly factor: Float64Array
  /** 1 for a coefficient that stays as it is. */
  readonly fixed: Uint8Array
}

/**
 * Coefficients b near the maximum, on the scaled covariates, for the price of a fraction of the passes. With U the
 * score, I the information and S the rows of a sample:
 *
 *   from b = (log(events / others), 0, ..)   the null model
 *   b + I_S(b)^-1 U_S(b)                     on a 64th of the rows, then on an eighth (see placeByContents)
 *   b + (8 I_S)^-1 U(b)                      on all rows: without their information, which is half of a pass's work
 *
 * Null where there are too few rows, or the samples mislead.
 */
export const coefficientsOfSamples = (data: LogisticData): Float64Array | null => {
  const { n, p, weightOf } = data
  const logOdds = Math.log(weightOf.events / weightOf.others)
  const shares = [SAMPLED * SAMPLED, SAMPLED].filter(share => n >= share * ROWS_PER_COEFFICIENT * p)
  if (shares.length === 0 || p === 0 || !Number.isFinite(logOdds)) return null
  const search: Search = {
    data,
    beta: new Float64Array(p),
    score: new Float64Array(p),
    factor: new Float64Array(p * p),
    fixed: new Uint8Array(p),
  }
  if (data.intercept) search.beta[0] = logOdds
  for (const share of shares) if (!climbSample(search, Math.floor(n / share))) return null
  if (shares.length > 1) approach(search)
  return search.beta
}

// The maximum of a sample is off by its sampling error anyway: a step much shorter than that is the last.
const climbSample = (search: Search, rows: number): boolean => {
  const { data, beta, score, factor, fixed } = search
  for (let k = 0; k < MOST_STEPS; k++) {
    binomialLikelihood(data, rows, beta, score, factor)
    fixAbsent(factor, data.p, fixed)
    factorSymmetric(factor, data.p, fixed, 1e-9)
    if (takeStep(search, nextStep(search)) < 0.1 * data.p) return true
  }
  return false
}

const fixAbsent = (information: Float64Array, p: number, fixed: Uint8Array): void => {
  let largest = 0
  for (let j = 0; j < p; j++) largest = Math.max(largest, information[j * p + j]!)
  const usual = Math.min(largest, information[0]!)
  for (let j = 0; j < p; j++) fixed[j] = information[j * p + j]! < PRESENT * usual ? 1 : 0
}

// The information of the sample, times the rows that it stands for, is within some per cent of the whole one, and so
// is each step; where a step is not much shorter than the one before, it is not, and the step is not taken.
const approach = (search: Search): void => {
  const { data, beta, score, factor } = search
  for (let j = 0; j < data.p; j++) factor[j * data.p + j]! *= SAMPLED
  let before = SAMPLED * MOST_STEPS * data.p
  for (let k = 0; k < MOST_APPROACHES; k++) {
    binomialLikelihood(data, data.n, beta, score, null)
    const step = nextStep(search)
    const decrement = dot(step, score)
    if (!(decrement < before / 4)) return
    takeStep(search, step)
    // The next one would be shorter by as much again.
    if (k > 0 && (decrement * decrement) / before < NEAR * Math.min(data.weightOf.events, data.weightOf.others)) return
    before = decrement
  }
}

const nextStep = ({ beta, score, factor, fixed }: Search): Float64Array => {
  const step = score.slice()
  solveFactored(factor, beta.length, fixed, step)
  return step
}

const takeStep = ({ beta, score }: Search, step: Float64Array): number => {
  for (let j = 0; j < beta.length; j++) beta[j]! += step[j]!
  return dot(step, score)
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!
  return sum
}
