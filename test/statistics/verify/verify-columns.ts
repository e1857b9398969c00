import { grayTest } from '../../../statistics/competing/gray-test.js'
import type { CoxInput } from '../../../statistics/cox/fit-cox.js'
import { fitCox } from '../../../statistics/cox/fit-cox.js'
import { fitLogistic } from '../../../statistics/logistic/fit-logistic.js'
import { leaveOneGroupOut } from '../../../statistics/sensitivity/leave-one-group-out.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import { designOf, parseFormula } from './formula.js'
import { codeColumn, codeColumns, frameOf, numberColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric } from './ledger.js'

/** A Cox model's input over (start, stop] rows, with the columns of weights, offset and clusters that a spec names. */
export const intervalInput = (fixture: Fixture, analysis: Analysis): CoxInput => {
  const { spec } = analysis
  const frame = frameOf(fixture, analysis)
  const formula = parseFormula(spec['rhs'] as string)
  const { columns, terms } = designOf(frame, formula)
  const named = (name: string): string | null => (spec[name] ?? null) as string | null
  const [weights, offset, cluster] = [named('weights'), named('offset'), named('cluster')]
  return {
    start: numberColumn(frame, spec['start'] as string),
    time: numberColumn(frame, spec['time'] as string),
    event: Uint8Array.from(numberColumn(frame, spec['event'] as string)),
    covariates: columns,
    terms,
    ...(formula.strata.length === 0 ? {} : { strata: codeColumns(frame, formula.strata).codes }),
    ...(weights === null ? {} : { weights: numberColumn(frame, weights) }),
    ...(offset === null ? {} : { offset: numberColumn(frame, offset) }),
    ...(cluster === null ? {} : { clusters: codeColumn(frame, cluster).codes }),
  }
}

/** Checks a model with columns of weights and offsets. */
export const verifyColumns = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  if (analysis.spec['model'] === 'cox') compareWeightedCox(fixture, analysis, ledger)
  else compareWeightedLogistic(fixture, analysis, ledger)
}

/** Checks the Cox models without each group. */
export const verifyLeaveOut = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { codes } = codeColumn(frameOf(fixture, analysis), analysis.spec['group'] as string)
  const fits = leaveOneGroupOut(intervalInput(fixture, analysis), codes).map(({ fit }) => fit.terms)
  ledger.array(
    'coef',
    analysis.result['coef'],
    fits.flatMap(terms => terms.map(({ coefficient }) => coefficient)),
    1e-8,
  )
  ledger.array(
    'se',
    analysis.result['se'],
    fits.flatMap(terms => terms.map(({ se }) => se)),
    1e-8,
  )
}

/** Checks Gray's tests of every cause, in strata and with a weight of the incidence. */
export const verifyGray = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const frame = frameOf(fixture, analysis)
  const input = {
    time: Float64Array.from(list(spec['time']), numeric),
    cause: Int32Array.from(numberColumn(frame, spec['cause'] as string)),
    group: codeColumn(frame, spec['group'] as string).codes,
    ...(typeof spec['strata'] === 'string' ? { strata: codeColumn(frame, spec['strata']).codes } : {}),
  }
  list(result['cause']).forEach((cause, i) => {
    const test = grayTest(input, numeric(cause), { rho: numeric(spec['rho']) })
    const want = (part: string): Json | undefined => list(result[part])[i]
    ledger.number(`stat[${i}]`, want('stat'), test.statistic, 1e-10)
    // cmprsk's P is 1 - pchisq(): absolute 1e-12 where that has lost its digits.
    ledger.number(`p[${i}]`, want('p'), test.p, 1e-10)
    ledger.number(`df[${i}]`, want('df'), test.df, 0)
  })
}

const compareWeightedCox = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const fit = fitCox(intervalInput(fixture, analysis), { ties: spec['ties'] === 'breslow' ? 'breslow' : 'efron' })
  compareTerms(fit.terms, result, ledger)
  ledger.array('loglik', result['loglik'], [fit.logLikelihood.null, fit.logLikelihood.fitted], 1e-10)
  ledger.number('wald', result['wald'], fit.wald?.statistic, 1e-8)
  ledger.number('score', result['score'], fit.score?.statistic, 1e-10)
}

const compareWeightedLogistic = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const frame = frameOf(fixture, analysis)
  const { columns, terms } = designOf(frame, parseFormula(spec['rhs'] as string))
  const fit = fitLogistic({
    outcome: Uint8Array.from(numberColumn(frame, spec['outcome'] as string)),
    covariates: columns,
    terms,
    weights: numberColumn(frame, spec['weights'] as string),
    offset: numberColumn(frame, spec['offset'] as string),
  })
  compareTerms(fit.terms, result, ledger)
  ledger.number('deviance', result['deviance'], fit.deviance, 1e-10)
}

/** Compares names, coefficients and standard errors. */
export const compareTerms = (
  terms: readonly { readonly term: string; readonly coefficient: number | null; readonly se: number | null }[],
  result: Analysis['result'],
  ledger: Ledger,
): void => {
  ledger.same(
    'terms',
    result['terms'],
    terms.map(({ term }) => term),
  )
  terms.forEach(({ coefficient, se }, i) => {
    ledger.number(`coef[${i}]`, list(field(result, 'coef'))[i], coefficient, 1e-8)
    ledger.number(`se[${i}]`, list(field(result, 'se'))[i], se, 1e-8)
  })
}
