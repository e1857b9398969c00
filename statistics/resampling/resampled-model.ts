import type { CoxInput } from '../cox/cox-data.js'
import { prepareCox } from '../cox/cox-data.js'
import type { CoxFit, CoxOptions } from '../cox/fit-cox.js'
import { indexCodes } from '../numeric/index-codes.js'
import type { ResampledModel } from './resample-cox.js'

/**
 * Sorts a Cox model's rows once for all its resamples. The rows of a cluster are one unit, drawn or left out together;
 * without clusters each row is one, numbered by its contents so that the order of the file does not matter.
 */
export const prepareResampling = (
  input: CoxInput,
  whole: CoxFit,
  options: CoxOptions,
): { readonly model: ResampledModel; readonly unitCodes: readonly number[] | null } => {
  const data = prepareCox(input)
  // A coefficient that runs away in the sample may be finite in a resample: those searches begin at 0.
  const start = new Float64Array(data.p)
  if (whole.converged) for (let j = 0; j < data.p; j++) start[j] = whole.coefficients[j]! * data.scale[j]!
  const settings = { data, ties: options.ties ?? 'efron', firth: options.firth === true, start } as const
  if (data.cluster === null || input.clusters === undefined) {
    const unit = Int32Array.from(data.order, (_, place) => place)
    return { model: { ...settings, unit, units: data.n }, unitCodes: null }
  }
  const { codes } = indexCodes(input.clusters)
  return { model: { ...settings, unit: data.cluster, units: codes.length }, unitCodes: codes }
}

/** The names of a Cox model's terms. */
export const termNames = (input: CoxInput): readonly string[] =>
  input.terms ?? input.covariates.map((_, j) => `x${j + 1}`)

/** One coefficient's values over the resamples, a row of p each. */
export const coefficientColumn = (coefficients: Float64Array, p: number, j: number): Float64Array =>
  Float64Array.from({ length: coefficients.length / p }, (_, r) => coefficients[r * p + j]!)
