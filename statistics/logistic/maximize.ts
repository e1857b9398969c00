import { ModelDidNotConverge } from '../errors.js'
import { factorSymmetric, invertFactored, solveFactored } from '../numeric/solve-symmetric.js'
import type { LogisticData } from './logistic-data.js'

const SINGULAR = 1e-12
const MAX_ITERATIONS = 60

/** The maximum of a logistic model's likelihood on the scaled covariates. */
export interface LogisticMaximum {
  readonly beta: Float64Array
  readonly covariance: Float64Array
  readonly aliased: Uint8Array
  /** 1 where the coefficient was still growing when the likelihood had stopped: the outcome is separated. */
  readonly growing: Uint8Array
  readonly logLikelihood: number
  readonly iterations: number
}

/**
 * Maximizes the binomial likelihood with logit link by iteratively reweighted least squares (Newton-Raphson), until a step is below
 * 1e-10 standard errors: the optimum, where R's `glm` stops at 1e-8 of the deviance (`epsilon = 1e-15` agrees).
 */
export function maximizeLogistic(data: LogisticData): LogisticMaximum {
  const { p } = data
  const beta = new Float64Array(p)
  const score = new Float64Array(p)
  const information = new Float64Array(p * p)
  const factor = new Float64Array(p * p)
  const step = new Float64Array(p)
  const aliased = new Uint8Array(p)
  let logLikelihood = evaluate(data, beta, score, information)
  factor.set(information)
  factorSymmetric(factor, p, aliased, SINGULAR)
  let decrement = newtonStep(factor, aliased, score, step)
  let iterations = 0
  let lost = false
  while (decrement > 1e-20 && iterations < MAX_ITERATIONS) {
    iterations++
    const before = logLikelihood
    for (let j = 0; j < p; j++) beta[j] = (beta[j] as number) + (step[j] as number)
    logLikelihood = evaluate(data, beta, score, information)
    const slack = 1e-12 * Math.abs(before)
    for (let halving = 0; !(logLikelihood >= before - slack) && halving < 40; halving++) {
      for (let j = 0; j < p; j++) {
        step[j] = (step[j] as number) / 2
        beta[j] = (beta[j] as number) - (step[j] as number)
      }
      logLikelihood = evaluate(data, beta, score, information)
    }
    const next = information.slice()
    const pivots = aliased.slice()
    factorSymmetric(next, p, pivots, 1e-15)
    lost = pivots.some((flag, j) => flag !== aliased[j])
    if (lost) break
    factor.set(next)
    decrement = newtonStep(factor, aliased, score, step)
  }
  const settled = decrement <= 1e-10
  if (!settled && !lost) throw new ModelDidNotConverge(`the logistic model has not converged after ${iterations} iterations`)
  const growing = new Uint8Array(p)
  for (let j = 0; j < p; j++) {
    growing[j] = Math.abs(step[j] as number) > 1e-5 * (1 + Math.abs(beta[j] as number)) ? 1 : 0
    if (growing[j] === 0) beta[j] = (beta[j] as number) + (step[j] as number)
  }
  return { beta, covariance: invertFactored(factor, p, aliased), aliased, growing, logLikelihood, iterations }
}

function evaluate(data: LogisticData, beta: Float64Array, score: Float64Array, information: Float64Array): number {
  const { n, p, x, outcome, weight, offset } = data
  score.fill(0)
  information.fill(0)
  let logLikelihood = 0
  for (let k = 0; k < n; k++) {
    const at = k * p
    let eta = offset === null ? 0 : (offset[k] as number)
    for (let j = 0; j < p; j++) eta += (x[at + j] as number) * (beta[j] as number)
    const small = Math.exp(-Math.abs(eta))
    const w = weight === null ? 1 : (weight[k] as number)
    const died = outcome[k] === 1
    const wrong = died ? -eta : eta
    logLikelihood -= w * (Math.log1p(small) + (wrong > 0 ? wrong : 0))
    const other = small / (1 + small)
    const mean = eta > 0 ? 1 - other : other
    const residual = w * (died ? (eta > 0 ? other : 1 - other) : -mean)
    const curvature = (w * small) / ((1 + small) * (1 + small))
    for (let i = 0; i < p; i++) {
      const xi = x[at + i] as number
      score[i] = (score[i] as number) + residual * xi
      const cx = curvature * xi
      for (let j = 0; j <= i; j++) information[i * p + j] = (information[i * p + j] as number) + cx * (x[at + j] as number)
    }
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) information[j * p + i] = information[i * p + j] as number
  return logLikelihood
}

function newtonStep(factor: Float64Array, aliased: Uint8Array, score: Float64Array, step: Float64Array): number {
  step.set(score)
  solveFactored(factor, score.length, aliased, step)
  let decrement = 0
  for (let j = 0; j < score.length; j++) decrement += (step[j] as number) * (score[j] as number)
  return decrement
}
