import { normalQuantile } from '../distributions/normal.js'
import { requireProbability } from '../errors.js'
import { aliasedNotes, fewClustersNotes, noErrorNotes, overflowNotes, runawayNotes } from '../model-notes.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { rowsOf } from '../numeric/column.js'
import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'
import type { TestResult } from '../test-result.js'
import { chiSquareTest } from '../test-result.js'
import type { TermEstimate, WaldInference } from '../wald-inference.js'
import { notEstimated, robustInference, waldInference } from '../wald-inference.js'
import type { CoxData, CoxInput } from './cox-data.js'
import { prepareCox } from './cox-data.js'
import { prepareEqualRows } from './equal-rows.js'
import type { CoxMaximum } from './maximize-partial-likelihood.js'
import { maximizePartialLikelihood } from './maximize-partial-likelihood.js'
import type { Ties } from './partial-likelihood.js'
import { countClusters, robustCovariance, robustScoreStatistic } from './robust-covariance.js'
import { scoreResiduals } from './score-residuals.js'

export type { CoxInput } from './cox-data.js'

/** The choices of a Cox model. */
export interface CoxOptions {
  readonly ties?: Ties
  readonly robust?: boolean
  /** Whether a robust model gets its score test, which takes the residuals at coefficients 0 too: it does (true). */
  readonly robustScore?: boolean
  readonly confidence?: number
  /** Firth's penalized likelihood, which stays finite where an arm has no event. */
  readonly firth?: boolean
}

/** One term of a Cox model; everything is null when the term is aliased. */
export interface CoxTerm extends TermEstimate {
  readonly term: string
  readonly hazardRatio: number | null
  /** The inference by the model's own standard error, where the reported one is robust. */
  readonly naive: WaldInference | null
}

/** A fitted Cox model. Covariances are p x p row-major, on the covariates' own scale; rows of aliased terms are 0. */
export interface CoxFit {
  readonly n: number
  readonly events: number
  readonly ties: Ties
  readonly terms: readonly CoxTerm[]
  /** The coefficients as a vector, 0 for an aliased term: what residuals and predictions are computed at. */
  readonly coefficients: Float64Array
  readonly covariance: Float64Array
  readonly naiveCovariance: Float64Array | null
  /** At coefficients 0 and at the fit; with Firth's penalty when that was asked for. */
  readonly logLikelihood: { readonly null: number; readonly fitted: number }
  readonly likelihoodRatio: TestResult | null
  readonly wald: TestResult | null
  readonly score: TestResult | null
  readonly robustScore: TestResult | null
  readonly iterations: number
  readonly converged: boolean
  readonly notes: readonly Note[]
}

/**
 * Fits Cox's proportional hazards model (Cox 1972) with Efron's (default) or Breslow's rule for ties, strata, case
 * weights, an offset, (start, stop] intervals and robust standard errors by cluster (Lin and Wei 1989), or by clusters
 * two ways (Cameron, Gelbach and Miller 2011). Confidence limits are exp(b +- z se). One cluster alone has no robust
 * error: null, and a covariance of NaN; nor has a term to which the clusters' contributions cancel out, where R gives what
 * rounding leaves. The robust score test is of the model as it stands, its offset kept, where R
 * leaves the offset out. Agrees with R `survival::coxph(control = coxph.control(eps = 1e-14))` to 1e-8. Throws
 * InvalidInput, EmptySample, ModelDidNotConverge.
 */
export const fitCox = (input: CoxInput, options: CoxOptions = {}): CoxFit => {
  const ties = options.ties ?? 'efron'
  const confidence = options.confidence ?? 0.95
  requireProbability('confidence', confidence)
  const names = input.terms ?? input.covariates.map((_, j) => `x${j + 1}`)
  const robust = options.robust ?? input.clusters !== undefined
  const data = robust && input.clusters === undefined ? prepareCox(input) : prepareEqualRows(input)
  const n = rowsOf(input.time)
  if (data.events === 0) return withoutEvents(data, n, ties, names)
  const start: { residuals: Float64Array | null } = { residuals: null }
  const maximum = maximizePartialLikelihood(data, ties, {
    firth: options.firth === true,
    keepsRisk: robust || options.firth === true,
    onStart: at => {
      if (robust && options.robustScore !== false) start.residuals = scoreResiduals(data, ties, at)
    },
  })
  const naive = unscale(maximum.covariance, data)
  const sandwich = robust
    ? robustCovariance(data, scoreResiduals(data, ties, maximum.at), maximum.covariance, maximum.aliased)
    : null
  const clusters = robust ? fewestClusters(data) : Infinity
  const lone = clusters < 2
  const covariance = sandwich === null ? naive : lone ? naive.map(() => NaN) : unscale(sandwich.matrix, data)
  const estimable = data.p - sum(maximum.aliased)
  const z = normalQuantile((1 + confidence) / 2)
  const robustStart =
    start.residuals === null || lone ? null : robustScoreStatistic(data, start.residuals, maximum.aliased)
  const { aliased, growing } = maximum
  // The penalty, log |information| / 2, is of the scaled covariates: the logarithms of their scales bring it back.
  const units = options.firth === true ? sumOfLogs(data.scale, aliased) : 0
  const terms = names.map((term, j) => describeTerm(term, j, data, maximum, covariance, robust ? naive : null, z))
  const unknown = terms.some(({ coefficient, se }, j) => growing[j] === 0 && coefficient !== null && se === null)
  return {
    n,
    events: data.events,
    ties,
    terms,
    coefficients: maximum.beta.map((value, j) => value / data.scale[j]!),
    covariance,
    naiveCovariance: robust ? naive : null,
    logLikelihood: { null: maximum.startLogLikelihood + units, fitted: maximum.logLikelihood + units },
    likelihoodRatio: testOf(2 * (maximum.logLikelihood - maximum.startLogLikelihood), estimable),
    wald:
      lone || unknown
        ? null
        : testOf(waldStatistic(maximum.beta, sandwich?.matrix ?? maximum.covariance, maximum.aliased), estimable),
    score: options.firth === true ? null : testOf(maximum.scoreStatistic, estimable),
    robustScore: robustStart === null ? null : testOf(robustStart, estimable),
    iterations: maximum.iterations,
    converged: !maximum.growing.includes(1),
    notes: [
      ...aliasedNotes(names, aliased),
      ...runawayNotes(names, growing),
      ...overflowNotes(names, terms, growing),
      ...fewClustersNotes(clusters),
      ...(lone ? [] : noErrorNotes(names, terms, growing)),
      ...(sandwich?.sharedKept === true ? [sharedKeptNote] : []),
    ],
  }
}

const describeTerm = (
  term: string,
  j: number,
  data: CoxData,
  maximum: CoxMaximum,
  covariance: Float64Array,
  naive: Float64Array | null,
  z: number,
): CoxTerm => {
  if (maximum.aliased[j] === 1) return emptyTerm(term)
  const coefficient = maximum.beta[j]! / data.scale[j]!
  const at = j * data.p + j
  const own = waldInference(coefficient, Math.sqrt((naive ?? covariance)[at]!), z)
  return {
    term,
    coefficient,
    ...(naive === null ? own : robustInference(coefficient, covariance[at]!, naive[at]!, z)),
    hazardRatio: Math.exp(coefficient),
    naive: naive === null ? null : own,
  }
}

const sharedKeptNote = note(
  'approximate',
  'the errors clustered two ways were not positive: what both ways share was counted twice, which errs to the safe side',
)

// Without clusters the rows are their own.
const fewestClusters = ({ cluster, secondCluster }: CoxData): number =>
  cluster === null ? Infinity : Math.min(countClusters(cluster), countClusters(secondCluster ?? cluster))

const emptyTerm = (term: string): CoxTerm => ({ term, ...notEstimated, hazardRatio: null, naive: null })

const testOf = (statistic: number, df: number): TestResult | null => (df > 0 ? chiSquareTest(statistic, df) : null)

const unscale = (covariance: Float64Array, data: CoxData): Float64Array => {
  const { p, scale } = data
  return covariance.map((value, index) => value / (scale[Math.floor(index / p)]! * scale[index % p]!))
}

const waldStatistic = (beta: Float64Array, covariance: Float64Array, aliased: Uint8Array): number => {
  const factor = covariance.slice()
  const skipped = aliased.slice()
  factorSymmetric(factor, beta.length, skipped, 1e-14)
  const solved = beta.slice()
  solveFactored(factor, beta.length, skipped, solved)
  let statistic = 0
  for (let j = 0; j < beta.length; j++) statistic += beta[j]! * solved[j]!
  return statistic
}

const withoutEvents = (data: CoxData, n: number, ties: Ties, names: readonly string[]): CoxFit => ({
  n,
  events: 0,
  ties,
  terms: names.map(emptyTerm),
  coefficients: new Float64Array(data.p),
  covariance: new Float64Array(data.p * data.p),
  naiveCovariance: null,
  logLikelihood: { null: 0, fitted: 0 },
  likelihoodRatio: null,
  wald: null,
  score: null,
  robustScore: null,
  iterations: 0,
  converged: false,
  notes: [note('not-estimable', 'no event: the hazard ratio is not estimable', names)],
})

const sumOfLogs = (scale: Float64Array, aliased: Uint8Array): number =>
  scale.reduce((total, unit, j) => (aliased[j] === 1 ? total : total + Math.log(unit)), 0)

const sum = (flags: Uint8Array): number => {
  let total = 0
  for (const flag of flags) total += flag
  return total
}
