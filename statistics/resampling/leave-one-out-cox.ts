import type { CoxInput } from '../cox/cox-data.js'
import type { CoxOptions } from '../cox/fit-cox.js'
import { fitCox } from '../cox/fit-cox.js'
import { mean } from '../description/moments.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { coefficientColumn, prepareResampling, termNames } from './resampled-model.js'
import { fitOutcomes } from './resample-cox.js'
import type { PoolOptions } from './resample-on-all-cores.js'
import { resampleOnAllCores } from './resample-on-all-cores.js'

/** One coefficient over the fits that each leave one unit out. */
export interface LeftOutTerm {
  readonly term: string
  readonly coefficient: number | null
  /** The jackknife standard error, sqrt((m - 1) / m sum (b_i - mean b)^2); null when a fit has no estimate. */
  readonly jackknifeSe: number | null
  readonly lowest: number | null
  readonly highest: number | null
  /** The unit (row, or cluster's code) that moves the coefficient most, and by how much: b without it minus b. */
  readonly mostInfluential: { readonly unit: number; readonly change: number } | null
}

/** A Cox model fitted without each of its units in turn. */
export interface CoxLeaveOneOut {
  /** What was left out, in the order of the fits: rows from 0, or the clusters' codes ascending. */
  readonly units: Int32Array
  /** units x p, row-major: NaN where a fit has no estimate, +-Infinity where it may be infinite. */
  readonly coefficients: Float64Array
  readonly terms: readonly LeftOutTerm[]
  readonly notes: readonly Note[]
}

/**
 * Fits a Cox model without each subject, or without each cluster (a site, say), on all cores: Quenouille's jackknife
 * (1956), to see whether a single one carries the result. Agrees with R `coxph(data = d[-i, ])` in a loop.
 * Throws InvalidInput, EmptySample, ModelDidNotConverge.
 */
export const leaveOneOutCox = async (
  input: CoxInput,
  options: CoxOptions & PoolOptions = {},
): Promise<CoxLeaveOneOut> => {
  const names = termNames(input)
  const p = names.length
  const whole = fitCox(input, { ...options, robust: false })
  const { model, unitCodes } = prepareResampling(input, whole, options)
  const fits = await resampleOnAllCores(model, { kind: 'leave-one-out', replicates: model.units }, options)
  const { units, coefficients } =
    unitCodes === null
      ? inRowOrder(model.data.order, fits.coefficients, p)
      : { units: Int32Array.from(unitCodes), coefficients: fits.coefficients }
  const failed = fits.outcome.filter(code => fitOutcomes[code] !== 'fitted').length
  const notes =
    failed === 0 ? [] : [note('not-estimable', `${failed} of ${model.units} fits do not estimate every term`, names)]
  return {
    units,
    coefficients,
    terms: names.map((term, j) =>
      describeTerm(term, whole.terms[j]?.coefficient ?? null, units, coefficientColumn(coefficients, p, j)),
    ),
    notes: [...whole.notes, ...notes],
  }
}

const inRowOrder = (
  order: Uint32Array,
  sorted: Float64Array,
  p: number,
): { readonly units: Int32Array; readonly coefficients: Float64Array } => {
  const coefficients = new Float64Array(sorted.length)
  order.forEach((row, place) => coefficients.set(sorted.subarray(place * p, (place + 1) * p), row * p))
  return { units: Int32Array.from(order, (_, row) => row), coefficients }
}

const describeTerm = (
  term: string,
  coefficient: number | null,
  units: Int32Array,
  values: Float64Array,
): LeftOutTerm => {
  const finite = values.filter(value => Number.isFinite(value))
  let mostInfluential: LeftOutTerm['mostInfluential'] = null
  if (coefficient !== null)
    for (let i = 0; i < values.length; i++) {
      const change = values[i]! - coefficient
      if (Math.abs(change) > Math.abs(mostInfluential?.change ?? 0)) mostInfluential = { unit: units[i]!, change }
    }
  return {
    term,
    coefficient,
    jackknifeSe: finite.length < values.length || values.length < 2 ? null : jackknifeSe(values),
    lowest: finite.length === 0 ? null : finite.reduce((a, b) => Math.min(a, b)),
    highest: finite.length === 0 ? null : finite.reduce((a, b) => Math.max(a, b)),
    mostInfluential,
  }
}

const jackknifeSe = (values: Float64Array): number => {
  const centre = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return Math.sqrt(((values.length - 1) / values.length) * squares)
}
