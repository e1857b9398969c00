import { normalQuantile } from '../distributions/normal.js'
import { requireProbability } from '../errors.js'
import { aliasedNotes, fewEventsNotes, overflowNotes } from '../model-notes.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { Maximum } from '../numeric/maximize-likelihood.js'
import { factorSymmetric, logDeterminant } from '../numeric/solve-symmetric.js'
import type { TermEstimate } from '../wald-inference.js'
import { notEstimated, waldInference } from '../wald-inference.js'
import { binomialLikelihood } from './binomial-likelihood.js'
import type { LogisticData, LogisticInput } from './logistic-data.js'
import { prepareLogistic } from './logistic-data.js'
import { maximizeLogistic } from './maximize-logistic.js'
import { predictRows } from './predict.js'
import { separationNote } from './separation.js'
import { unscale } from './unscale.js'

export type { LogisticInput } from './logistic-data.js'
export { inverseLogit } from './predict.js'

/** The choices of a logistic model. */
export interface LogisticOptions {
  readonly intercept?: boolean
  readonly confidence?: number
  /** Firth's penalized likelihood, which stays finite under separation (Heinze and Schemper 2002). */
  readonly firth?: boolean
}

/** One term of a logistic model; everything is null when the term is aliased. */
export interface LogisticTerm extends TermEstimate {
  readonly term: string
  readonly oddsRatio: number | null
}

/**
 * A fitted logistic model; `fitted` and `linear` are in the order of the rows given, equal for equal covariates bit
 * for bit.
 */
export interface LogisticFit {
  readonly n: number
  readonly events: number
  readonly terms: readonly LogisticTerm[]
  readonly fitted: Float64Array
  readonly linear: Float64Array
  readonly covariance: Float64Array
  readonly deviance: number
  readonly nullDeviance: number
  /** With Firth's penalty when that was asked for; the deviances are without it. */
  readonly logLikelihood: number
  /** Newton steps on all rows, after those on samples of them (see coefficientsOfSamples). */
  readonly iterations: number
  readonly converged: boolean
  readonly notes: readonly Note[]
}

/**
 * Logistic regression by maximum likelihood, Wald intervals exp(b +- z se). Separation is found and named (term and
 * cells). Agrees with R `glm(binomial, control = list(epsilon = 1e-15))` to 1e-8. Throws InvalidInput, EmptySample,
 * ModelDidNotConverge.
 */
export const fitLogistic = (input: LogisticInput, options: LogisticOptions = {}): LogisticFit => {
  const confidence = options.confidence ?? 0.95
  requireProbability('confidence', confidence)
  const data = prepareLogistic(input, options.intercept ?? true)
  const firth = options.firth === true
  const maximum = maximizeLogistic(data, firth)
  const plain = firth
    ? binomialLikelihood(data, data.n, maximum.beta, new Float64Array(data.p), null)
    : maximum.logLikelihood
  const names = input.terms ?? input.covariates.map((_, j) => `x${j + 1}`)
  const { coefficients, covariance } = unscale(data, maximum)
  const z = normalQuantile((1 + confidence) / 2)
  const [constant, slopes] = data.intercept ? [coefficients[0]!, coefficients.subarray(1)] : [0, coefficients]
  const { linear, fitted, extreme } = predictRows(data.n, input.covariates, input.offset, constant, slopes)
  const terms = (data.intercept ? ['(Intercept)', ...names] : names).map((term, j) =>
    describeTerm(term, maximum.aliased[j] === 1, coefficients[j]!, covariance[j * data.p + j]!, z),
  )
  return {
    n: data.n,
    events: data.events,
    terms,
    fitted,
    linear,
    covariance,
    deviance: -2 * plain,
    nullDeviance: nullDeviance(input, data),
    logLikelihood: plain + (firth ? penaltyOf(covariance, maximum.aliased) : 0),
    iterations: maximum.iterations,
    converged: !maximum.growing.some(flag => flag === 1),
    notes: notesOf(input, terms, maximum, data, extreme),
  }
}

// log |information| / 2 in the covariates' own units, from the information's inverse.
const penaltyOf = (covariance: Float64Array, aliased: Uint8Array): number => {
  const p = aliased.length
  const factor = covariance.slice()
  factorSymmetric(factor, p, aliased.slice(), 0)
  return -logDeterminant(factor, p, aliased) / 2
}

const nullDeviance = (input: LogisticInput, data: LogisticData): number => {
  if (!data.intercept || input.offset !== undefined) {
    const bare = prepareLogistic({ ...input, covariates: [], terms: [] }, data.intercept)
    return -2 * maximizeLogistic(bare).logLikelihood
  }
  const { events, others } = data.weightOf
  const share = (weight: number): number => (weight > 0 ? weight * Math.log(weight / (events + others)) : 0)
  return -2 * (share(events) + share(others))
}

const describeTerm = (
  term: string,
  aliased: boolean,
  coefficient: number,
  variance: number,
  z: number,
): LogisticTerm => {
  if (aliased) return { term, ...notEstimated, oddsRatio: null }
  const inference = waldInference(coefficient, Math.sqrt(variance), z)
  return { term, coefficient, ...inference, oddsRatio: Math.exp(coefficient) }
}

const notesOf = (
  input: LogisticInput,
  terms: readonly LogisticTerm[],
  maximum: Maximum,
  data: LogisticData,
  extreme: number,
): readonly Note[] => {
  const { events } = data
  const names = terms.map(({ term }) => term)
  const notes = [...aliasedNotes(names, maximum.aliased)]
  const first = data.intercept ? 1 : 0
  if (events === 0 || events === data.n)
    notes.push(note('separation', `all outcomes are ${events === 0 ? 0 : 1}: nothing can be fitted`, names))
  else {
    names.forEach((term, j) => {
      if (j >= first && maximum.growing[j] === 1) notes.push(separationNote(input, term, j - first))
    })
    notes.push(...overflowNotes(names, terms, maximum.growing))
  }
  const smaller = Math.min(events, data.n - events)
  notes.push(...fewEventsNotes(smaller, input.covariates.length))
  if (extreme > 0) notes.push(note('boundary', `${extreme} fitted probabilities are 0 or 1 within rounding`))
  return notes
}
