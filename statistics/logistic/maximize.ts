import type { Maximum } from '../numeric/maximize-likelihood.js'
import { maximizeLikelihood } from '../numeric/maximize-likelihood.js'
import { addFirthPenalty } from './firth-penalty.js'
import type { LogisticData } from './logistic-data.js'

/**
 * Maximizes the binomial likelihood with logit link by iteratively reweighted least squares (Newton-Raphson) to its
 * optimum, where R's `glm` stops at 1e-8 of the deviance (`epsilon = 1e-15` agrees); with Firth's (1993) penalty when
 * asked. On the scaled covariates.
 */
export function maximizeLogistic(data: LogisticData, firth = false): Maximum {
  const score = new Float64Array(data.p)
  const information = new Float64Array(data.p * data.p)
  return maximizeLikelihood({
    name: 'logistic model',
    p: data.p,
    score,
    information,
    evaluate: (beta) => {
      const logLikelihood = evaluate(data, beta, score, information)
      return firth ? logLikelihood + addFirthPenalty(data, beta, score, information) : logLikelihood
    },
    singular: 1e-12,
    vanished: 1e-15,
    maxIterations: firth ? 1000 : 60,
  })
}

function evaluate(data: LogisticData, beta: Float64Array, score: Float64Array, information: Float64Array): number {
  const { n, p, x, outcome, weight, offset } = data
  score.fill(0)
  information.fill(0)
  let logLikelihood = 0
  for (let k = 0; k < n; k++) {
    const at = k * p
    let eta = offset === null ? 0 : offset[k]!
    for (let j = 0; j < p; j++) eta += x[at + j]! * beta[j]!
    const small = Math.exp(-Math.abs(eta))
    const w = weight === null ? 1 : weight[k]!
    const died = outcome[k] === 1
    const wrong = died ? -eta : eta
    logLikelihood -= w * (Math.log1p(small) + (wrong > 0 ? wrong : 0))
    const other = small / (1 + small)
    const mean = eta > 0 ? 1 - other : other
    const residual = w * (died ? (eta > 0 ? other : 1 - other) : -mean)
    const curvature = (w * small) / ((1 + small) * (1 + small))
    for (let i = 0; i < p; i++) {
      const xi = x[at + i]!
      score[i]! += residual * xi
      const cx = curvature * xi
      for (let j = 0; j <= i; j++) information[i * p + j]! += cx * x[at + j]!
    }
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) information[j * p + i] = information[i * p + j]!
  return logLikelihood
}
