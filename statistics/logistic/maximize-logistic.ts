import { ModelDidNotConverge } from '../errors.js'
import type { Maximum } from '../numeric/maximize-likelihood.js'
import { maximizeLikelihood } from '../numeric/maximize-likelihood.js'
import { binomialLikelihood } from './binomial-likelihood.js'
import { addFirthPenalty } from './logistic-firth-penalty.js'
import type { LogisticData } from './logistic-data.js'
import { refineCovariance } from './refine-covariance.js'
import { coefficientsOfSamples } from './coefficients-of-samples.js'

// The squared step that ends the search, per case of the rarer outcome: linear predictors that move by less than 1e-11
// (root mean square, by their share in the information) leave the information as it is. With 3e-22 and 3e-24 the models
// that coefficients-of-samples.ts was measured on take as many steps.
const NEGLIGIBLE = 3e-23

// However many cases there are, a step of 1e-6 standard errors is not negligible.
const SETTLED = 1e-12

/**
 * Maximizes the binomial likelihood with logit link by iteratively reweighted least squares (Newton-Raphson) to its
 * optimum, where R's `glm` stops at 1e-8 of the deviance (`epsilon = 1e-15` agrees), from near it where there are many
 * rows, else from 0; with Firth's (1993) penalty when asked. On the scaled covariates.
 */
export const maximizeLogistic = (data: LogisticData, firth = false): Maximum => {
  const near = firth ? null : coefficientsOfSamples(data)
  const maximum = near === null ? null : maximizeNear(near, data)
  return maximum ?? maximizeFrom(new Float64Array(data.p), data, firth)
}

// What is aliased or runs away is decided from 0, where every row has weight: here only what is neither.
const maximizeNear = (start: Float64Array, data: LogisticData): Maximum | null => {
  try {
    const maximum = maximizeFrom(start, data, false)
    return maximum.aliased.includes(1) || maximum.growing.includes(1) ? null : maximum
  } catch (error) {
    if (error instanceof ModelDidNotConverge) return null
    throw error
  }
}

const maximizeFrom = (start: Float64Array, data: LogisticData, firth: boolean): Maximum => {
  const score = new Float64Array(data.p)
  const information = new Float64Array(data.p * data.p)
  const rarer = Math.min(data.weightOf.events, data.weightOf.others)
  const maximum = maximizeLikelihood({
    name: 'logistic model',
    p: data.p,
    score,
    information,
    evaluate: beta => {
      const logLikelihood = binomialLikelihood(data, data.n, beta, score, information)
      return firth ? logLikelihood + addFirthPenalty(data, beta, score, information) : logLikelihood
    },
    singular: 1e-12,
    vanished: 1e-15,
    maxIterations: firth ? 1000 : 60,
    start,
    ...(firth || rarer === 0 ? {} : { negligible: Math.min(SETTLED, NEGLIGIBLE * rarer) }),
  })
  return { ...maximum, covariance: refineCovariance(data, maximum) }
}
