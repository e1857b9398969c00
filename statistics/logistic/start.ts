import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'
import { binomialLikelihood } from './binomial-likelihood.js'
import type { LogisticData } from './logistic-data.js'
import { SAMPLED } from './order-by-contents.js'

const ROWS_A_COEFFICIENT = 30
const MOST_STEPS = 10
const MOST_APPROACHES = 3

// A squared step, to each case of the rarer outcome, that two Newton steps will end: some 1e-5 in the linear
// predictors, squared twice, is nothing.
const NEAR = 3e-11

/** Newton steps that go on with one factored information. */
interface Search {
  readonly data: LogisticData
  readonly beta: Float64Array
  readonly score: Float64Array
  readonly factor: Float64Array
  readonly aliased: Uint8Array
}

/**
 * Coefficients near the maximum, on the scaled covariates, for the price of a fraction of the passes: the intercept of
 * the null model, then Newton steps on a systematic 1/64 and 1/8 of the rows (see placeByContents) as far as these are
 * enough rows, then steps on all rows that keep the sample's information, which is most of a pass's work. Undefined
 * where there is nothing to go by: a sample in which a coefficient runs away, too.
 */
export function startLogistic(data: LogisticData): Float64Array | undefined {
  const { n, p, intercept } = data
  const search: Search = {
    data,
    beta: new Float64Array(p),
    score: new Float64Array(p),
    factor: new Float64Array(p * p),
    aliased: new Uint8Array(p),
  }
  if (intercept) search.beta[0] = Math.log(data.weightOf.events / data.weightOf.others)
  if (!Number.isFinite(search.beta[0])) return undefined
  const shares = [SAMPLED * SAMPLED, SAMPLED].filter((share) => n >= share * ROWS_A_COEFFICIENT * p)
  for (const share of shares) if (!climbSample(search, Math.floor(n / share))) return undefined
  if (shares.length > 1) approach(search)
  return search.beta
}

// The maximum of a sample is off by its sampling error anyway: a step much shorter than that is the last.
function climbSample(search: Search, rows: number): boolean {
  const { data, beta, score, factor, aliased } = search
  for (let k = 0; k < MOST_STEPS; k++) {
    binomialLikelihood(data, rows, beta, score, factor)
    aliased.fill(0)
    factorSymmetric(factor, data.p, aliased, 1e-9)
    if (takeStep(search) < 0.1 * data.p) return true
  }
  return false
}

// The information of the sample, times the rows that it stands for, is within some per cent of the whole one, and so
// is each step.
function approach(search: Search): void {
  const { data, beta, score, factor } = search
  for (let j = 0; j < data.p; j++) factor[j * data.p + j]! *= SAMPLED
  let before = 0
  for (let k = 0; k < MOST_APPROACHES; k++) {
    binomialLikelihood(data, data.n, beta, score, null)
    const decrement = takeStep(search)
    // The next one would be shorter by as much again.
    if ((decrement * decrement) / before < NEAR * Math.min(data.weightOf.events, data.weightOf.others)) return
    before = decrement
  }
}

function takeStep({ beta, score, factor, aliased }: Search): number {
  const step = score.slice()
  solveFactored(factor, beta.length, aliased, step)
  let decrement = 0
  for (let j = 0; j < beta.length; j++) {
    decrement += step[j]! * score[j]!
    beta[j]! += step[j]!
  }
  return decrement
}
