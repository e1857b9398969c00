import type { Maximum } from '../numeric/maximize-likelihood.js'
import { maximizeLikelihood } from '../numeric/maximize-likelihood.js'
import { binomialLikelihood } from './binomial-likelihood.js'
import { addFirthPenalty } from './firth-penalty.js'
import type { LogisticData } from './logistic-data.js'
import { startLogistic } from './start.js'

// The squared step a row that ends the search: linear predictors that move by less than 1e-10 (root mean square, each
// row by its weight) leave the information as it is.
const NEGLIGIBLE = 1e-21

/**
 * Maximizes the binomial likelihood with logit link by iteratively reweighted least squares (Newton-Raphson) to its
 * optimum, where R's `glm` stops at 1e-8 of the deviance (`epsilon = 1e-15` agrees); with Firth's (1993) penalty when
 * asked. On the scaled covariates.
 */
export function maximizeLogistic(data: LogisticData, firth = false): Maximum {
  const score = new Float64Array(data.p)
  const information = new Float64Array(data.p * data.p)
  const start = firth ? undefined : startLogistic(data)
  return maximizeLikelihood({
    name: 'logistic model',
    p: data.p,
    score,
    information,
    evaluate: (beta) => {
      const logLikelihood = binomialLikelihood(data, data.n, beta, score, information)
      return firth ? logLikelihood + addFirthPenalty(data, beta, score, information) : logLikelihood
    },
    singular: 1e-12,
    vanished: 1e-15,
    maxIterations: firth ? 1000 : 60,
    negligible: NEGLIGIBLE * data.n,
    ...(start === undefined ? {} : { start }),
  })
}
