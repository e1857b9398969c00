import { ModelDidNotConverge } from '../errors.js'
import { factorSymmetric, invertFactored, solveFactored } from '../numeric/solve-symmetric.js'
import type { CoxData } from './cox-data.js'
import type { PartialLikelihood, Ties } from './partial-likelihood.js'
import { allocatePartialLikelihood, evaluatePartialLikelihood } from './partial-likelihood.js'

const SINGULAR = 2 ** -39
const MAX_ITERATIONS = 60

/** The maximum of a partial likelihood on the scaled covariates. */
export interface CoxMaximum {
  readonly beta: Float64Array
  /** Inverse information at the maximum, row-major; rows of aliased covariates are 0. */
  readonly covariance: Float64Array
  readonly aliased: Uint8Array
  /** 1 where the coefficient was still growing when the likelihood had stopped: it may be infinite. */
  readonly growing: Uint8Array
  readonly logLikelihood: number
  readonly nullLogLikelihood: number
  readonly scoreStatistic: number
  readonly iterations: number
  readonly converged: boolean
  readonly at: PartialLikelihood
}

/**
 * Maximizes Cox's partial likelihood by Newton-Raphson from 0 with step halving, until a step is below 1e-10 standard errors: the
 * optimum itself, where R's default stops at a relative change of 1e-9 in the log likelihood (`coxph.control(eps = 1e-14)` agrees).
 */
export function maximizePartialLikelihood(
  data: CoxData, ties: Ties, onStart?: (at: PartialLikelihood) => void,
): CoxMaximum {
  const { p } = data
  const at = allocatePartialLikelihood(data)
  const beta = new Float64Array(p)
  const aliased = new Uint8Array(p)
  const factor = new Float64Array(p * p)
  const step = new Float64Array(p)
  evaluatePartialLikelihood(data, ties, beta, at)
  const nullLogLikelihood = at.logLikelihood
  onStart?.(at)
  factor.set(at.information)
  factorSymmetric(factor, p, aliased, SINGULAR)
  let decrement = newtonStep(factor, p, aliased, at.score, step)
  const scoreStatistic = decrement
  let iterations = 0
  let lost = new Uint8Array(p)
  while (decrement > 1e-20 && iterations < MAX_ITERATIONS) {
    iterations++
    const before = at.logLikelihood
    for (let j = 0; j < p; j++) beta[j] = (beta[j] as number) + (step[j] as number)
    evaluatePartialLikelihood(data, ties, beta, at)
    const slack = 1e-12 * Math.abs(before)
    for (let halving = 0; !(at.logLikelihood >= before - slack) && halving < 40; halving++) {
      for (let j = 0; j < p; j++) {
        step[j] = (step[j] as number) / 2
        beta[j] = (beta[j] as number) - (step[j] as number)
      }
      evaluatePartialLikelihood(data, ties, beta, at)
    }
    const pivots = aliased.slice()
    const next = at.information.slice()
    factorSymmetric(next, p, pivots, 0)
    lost = pivots.map((flag, j) => flag - (aliased[j] as number))
    if (lost.some((flag) => flag === 1)) break
    factor.set(next)
    decrement = newtonStep(factor, p, aliased, at.score, step)
  }
  const settled = decrement <= 1e-10
  if (!settled && !lost.some((flag) => flag === 1)) throw new ModelDidNotConverge(`the Cox model has not converged after ${iterations} iterations`)
  const growing = new Uint8Array(p)
  for (let j = 0; j < p; j++) {
    growing[j] = lost[j] === 1 || Math.abs(step[j] as number) > 1e-5 * (1 + Math.abs(beta[j] as number)) ? 1 : 0
    beta[j] = (beta[j] as number) + (settled && growing[j] === 0 ? (step[j] as number) : 0)
  }
  return {
    beta, aliased, growing, nullLogLikelihood, scoreStatistic, iterations, at,
    covariance: invertFactored(factor, p, aliased),
    logLikelihood: at.logLikelihood,
    converged: !growing.some((flag) => flag === 1),
  }
}

function newtonStep(factor: Float64Array, p: number, aliased: Uint8Array, score: Float64Array, step: Float64Array): number {
  step.set(score)
  solveFactored(factor, p, aliased, step)
  let decrement = 0
  for (let j = 0; j < p; j++) decrement += (step[j] as number) * (score[j] as number)
  return decrement
}
