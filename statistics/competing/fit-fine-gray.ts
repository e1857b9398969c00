import { normalQuantile } from '../distributions/normal.js'
import { requireProbability } from '../errors.js'
import { aliasedNotes, noErrorNotes, overflowNotes, runawayNotes } from '../model-notes.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { Maximum } from '../numeric/maximize-likelihood.js'
import { maximizeLikelihood } from '../numeric/maximize-likelihood.js'
import type { TermEstimate } from '../wald-inference.js'
import { notEstimated, robustInference } from '../wald-inference.js'
import type { FineGrayData, FineGrayInput, ZeroTimes } from './fine-gray-data.js'
import { prepareFineGray } from './fine-gray-data.js'
import { fineGrayResiduals } from './fine-gray-residuals.js'
import type { SubdistributionLikelihood } from './subdistribution-likelihood.js'
import { allocateSubdistribution, evaluateSubdistribution } from './subdistribution-likelihood.js'

export type { FineGrayInput } from './fine-gray-data.js'

/** One term of a Fine-Gray model; everything is null when the term is aliased. */
export interface FineGrayTerm extends TermEstimate {
  readonly term: string
  readonly hazardRatio: number | null
}

/** A fitted Fine-Gray model: subdistribution hazard ratios of one cause. */
export interface FineGrayFit {
  readonly n: number
  readonly events: number
  readonly cause: number
  readonly terms: readonly FineGrayTerm[]
  readonly covariance: Float64Array
  readonly logLikelihood: { readonly null: number; readonly fitted: number }
  readonly iterations: number
  readonly converged: boolean
  readonly notes: readonly Note[]
}

/**
 * Fine and Gray's (1999) proportional subdistribution hazards model of one cause: one censoring distribution for all
 * rows, Breslow ties, sandwich standard errors that count the censoring weights as estimated; `zeroTimes` says what a
 * time of 0 weighs. Who has an event when another is censored counts as at risk of censoring, as in `cmprsk::crr`;
 * `survival::finegray` takes the events out first. Agrees with R `cmprsk::crr(gtol = 1e-11)` to 1e-8, and without ties
 * with `coxph` on the rows of `finegray`. Throws InvalidInput, EmptySample, ModelDidNotConverge.
 */
export const fitFineGray = (
  input: FineGrayInput,
  cause: number,
  options: { readonly confidence?: number; readonly zeroTimes?: ZeroTimes } = {},
): FineGrayFit => {
  const confidence = options.confidence ?? 0.95
  requireProbability('confidence', confidence)
  const data = prepareFineGray(input, cause, options.zeroTimes)
  const names = input.terms ?? input.covariates.map((_, j) => `x${j + 1}`)
  const at = allocateSubdistribution(data)
  const maximum = maximizeLikelihood({
    name: 'Fine-Gray model',
    p: data.p,
    score: at.score,
    information: at.information,
    moments: at.moments,
    singular: 2 ** -39,
    usualInformation: data.events,
    vanished: 0,
    evaluate: beta => evaluateSubdistribution(data, beta, at),
  })
  const covariance = sandwich(data, at, maximum)
  const z = normalQuantile((1 + confidence) / 2)
  const terms = names.map((term, j) => describeTerm(term, j, data, maximum, covariance, data.events === 0, z))
  return {
    n: data.n,
    events: data.events,
    cause,
    terms,
    covariance,
    logLikelihood: { null: maximum.startLogLikelihood, fitted: maximum.logLikelihood },
    iterations: maximum.iterations,
    converged: data.events > 0 && !maximum.growing.includes(1),
    notes: notesOf(names, maximum, terms, data.events),
  }
}

const sandwich = (data: FineGrayData, at: SubdistributionLikelihood, maximum: Maximum): Float64Array => {
  const { n, p, scale } = data
  const residuals = fineGrayResiduals(data, at)
  const out = new Float64Array(p * p)
  const influence = new Float64Array(p)
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < p; i++) {
      let value = 0
      for (let j = 0; j < p; j++) value += residuals[k * p + j]! * maximum.covariance[j * p + i]!
      influence[i] = value / scale[i]!
    }
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) out[i * p + j]! += influence[i]! * influence[j]!
  }
  return out
}

const describeTerm = (
  term: string,
  j: number,
  data: FineGrayData,
  maximum: Maximum,
  covariance: Float64Array,
  empty: boolean,
  z: number,
): FineGrayTerm => {
  if (empty || maximum.aliased[j] === 1) return { term, ...notEstimated, hazardRatio: null }
  const coefficient = maximum.beta[j]! / data.scale[j]!
  const at = j * data.p + j
  const own = maximum.covariance[at]! / data.scale[j]! ** 2
  const inference = robustInference(coefficient, covariance[at]!, own, z)
  return { term, coefficient, ...inference, hazardRatio: Math.exp(coefficient) }
}

const notesOf = (
  names: readonly string[],
  maximum: Maximum,
  terms: readonly FineGrayTerm[],
  events: number,
): readonly Note[] => {
  if (events === 0) return [note('not-estimable', 'no event of this cause', names)]
  const { aliased, growing } = maximum
  return [
    ...aliasedNotes(names, aliased),
    ...runawayNotes(names, growing),
    ...overflowNotes(names, terms, growing),
    ...noErrorNotes(names, terms, growing),
  ]
}
