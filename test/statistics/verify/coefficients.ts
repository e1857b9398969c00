import { logTwoSidedNormal, normalQuantile } from '../../../statistics/distributions/normal.js'
import type { Analysis, Json } from './fixture.js'
import type { Ledger } from './ledger.js'
import { field, isList, list, numeric } from './ledger.js'

/** A fitted term as both Cox and logistic models report it. */
export interface FittedTerm {
  readonly coefficient: number | null
  readonly se: number | null
  readonly z: number | null
  readonly p: number | null
  readonly logP: number | null
  readonly ratio: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/**
 * Compares coefficients with R's converged fit, and what follows from them with what R's converged coefficients
 * give. `exactErrors` are the standard errors at these where R's own lag behind them: then they are compared too.
 */
export const compareCoefficients = (
  terms: readonly FittedTerm[],
  result: Analysis['result'],
  ratios: readonly [string, string, string] | null,
  comparable: readonly boolean[],
  ledger: Ledger,
  exactErrors?: readonly number[],
): void => {
  const coef = list(field(result, 'tight', 'coef') ?? result['coef'])
  const se = list(field(result, 'tight', 'se') ?? result['se'])
  // Where R's errors of one estimated term are NaN its information has no digits left for the others either.
  const withoutErrors = se.some((value, i) => Number.isNaN(numeric(value)) && !Number.isNaN(numeric(coef[i])))
  if (coef.length !== terms.length) ledger.fail('coef.length', coef.length, terms.length)
  terms.forEach((term, i) => {
    if (comparable[i] !== true) return
    const b = numeric(coef[i])
    // Of a term that it could not estimate R says NA and, at times, an error of 0.
    const s = Number.isNaN(b) ? NaN : (exactErrors?.[i] ?? numeric(se[i]))
    const z = b / s
    const logP = Number.isNaN(z) ? NaN : logTwoSidedNormal(z)
    const half = normalQuantile(0.975) * s
    ledger.number(`tight.coef[${i}]`, coef[i], term.coefficient, 1e-8)
    if (withoutErrors) return
    ledger.number(exactErrors === undefined ? `tight.se[${i}]` : `se at tight.coef[${i}]`, s, term.se, 1e-8)
    ledger.number(`z[${i}]`, z, term.z, 1e-8)
    ledger.number(`p[${i}]`, Math.exp(logP), term.p, 1e-7, { strict: true })
    ledger.number(`logP[${i}]`, logP, term.logP, 1e-7)
    if (ratios === null) return
    ledger.number(`${ratios[0]}[${i}]`, Math.exp(b), term.ratio, 1e-8)
    ledger.number(`${ratios[1]}[${i}]`, Math.exp(b - half), term.lower, 1e-8)
    ledger.number(`${ratios[2]}[${i}]`, Math.exp(b + half), term.upper, 1e-8)
  })
}

/** Whether R itself failed, warned of infinity or of non-convergence, or its default and converged fits lie apart. */
export const excuse = (result: Analysis['result']): boolean => {
  if (hasError(result)) return true
  const warnings = list(result['warnings']).map(String)
  if (warnings.some(text => /infinite|converge|fitted probabilities/i.test(text))) return true
  if (list(result['coef']).some(value => value === null || value === 'NaN')) return true
  return numeric(field(result, 'tight', 'maxAbsDiffDefault')) > 1e-4 && !alike(result).every(same => same)
}

// Default and converged coefficients within 1e-4; of large ones (a covariate of tiny units) within 1e-4 of themselves.
const alike = (result: Analysis['result']): readonly boolean[] => {
  const own = list(result['coef']).map(numeric)
  const tight = list(field(result, 'tight', 'coef')).map(numeric)
  return own.map((value, i) => {
    const other = tight[i] ?? NaN
    if (Number.isNaN(value) && Number.isNaN(other)) return true
    return Math.abs(value - other) <= 1e-4 * Math.max(1, Math.abs(other) / 1000)
  })
}

/**
 * Which terms may be compared: all, or in an excused fit those whose default and converged coefficients agree within
 * 1e-4 (none where R has no converged fit).
 */
export const comparableTerms = (result: Analysis['result']): readonly boolean[] => {
  const converged = field(result, 'tight', 'coef') !== undefined
  return converged ? alike(result) : list(result['coef']).map(() => !excuse(result))
}

/** Whether R gave an error instead of an answer. */
export const hasError = (value: Json | { readonly [key: string]: Json }): boolean => {
  if (value === null || typeof value !== 'object' || isList(value)) return false
  return value['error'] !== undefined
}
