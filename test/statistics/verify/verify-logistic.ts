import { StatisticsError } from '../../../statistics/errors.js'
import type { LogisticFit } from '../../../statistics/logistic/fit-logistic.js'
import { fitLogistic } from '../../../statistics/logistic/fit-logistic.js'
import { compareCoefficients, comparableTerms, excuse, hasError } from './coefficients.js'
import type { Analysis, Fixture } from './fixture.js'
import { designOf, parseFormula, variablesOf } from './formula.js'
import type { Frame } from './frame.js'
import { completeFrame, frameOf, numberColumn } from './frame.js'
import type { GlmPoint } from './iterated-glm.js'
import { glmStep, glmWay } from './iterated-glm.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric } from './ledger.js'

/** A formula's outcome and design over the complete rows of a frame. */
export const logisticInput = (
  frame: Frame,
  formula: string,
): { readonly frame: Frame; readonly input: Parameters<typeof fitLogistic>[0] } => {
  const [outcome = '', rhs = ''] = formula.split('~').map(side => side.trim())
  const parsed = parseFormula(rhs)
  const complete = completeFrame(frame, [outcome, ...variablesOf(parsed)])
  const design = designOf(complete, parsed, true)
  return {
    frame: complete,
    input: {
      outcome: Uint8Array.from(numberColumn(complete, outcome)),
      covariates: design.columns,
      terms: design.terms,
    },
  }
}

/** Checks a logistic model against R's converged fit. */
export const verifyLogistic = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { frame, input } = logisticInput(frameOf(fixture, analysis), analysis.spec['formula'] as string)
  const { result } = analysis
  const excused = excuse(result)
  let fit: LogisticFit
  try {
    fit = fitLogistic(input)
  } catch (error) {
    if (!(excused && error instanceof StatisticsError)) throw error
    return
  }
  if (excused && fit.notes.length === 0) ledger.fail('notes', result['warnings'], 'no note')
  if (hasError(result)) return
  ledger.same(
    'terms',
    result['terms'],
    fit.terms.map(({ term }) => term),
  )
  const terms = fit.terms.map(term => ({ ...term, ratio: term.oddsRatio }))
  const comparable = comparableTerms(result)
  const exact = compareLaggingErrors(input, result, comparable, ledger)
  compareCoefficients(terms, result, ['or', 'waldCi.lower', 'waldCi.upper'], comparable, ledger, exact)
  if (excused) return
  ledger.same('n', result['n'], fit.n)
  ledger.array('tight.fitted', field(result, 'tight', 'fitted'), fit.fitted, 1e-8)
  ledger.number('nullDeviance', result['nullDeviance'], fit.nullDeviance, 1e-10)
  if (result['rowsUsed'] !== null)
    ledger.same(
      'rowsUsed',
      list(result['rowsUsed']),
      frame.rows.map(row => row + 1),
    )
}

// glm takes its standard errors from the weights of the iteration before its last, where they are up to 1e-7 off those
// at its coefficients. R's must be those of an iterate from which the next step leads to its coefficients; ours, z and
// P are compared with the information at R's coefficients themselves.
const compareLaggingErrors = (
  input: Parameters<typeof fitLogistic>[0],
  result: Analysis['result'],
  comparable: readonly boolean[],
  ledger: Ledger,
): readonly number[] | undefined => {
  const tight = list(field(result, 'tight', 'coef')).map(numeric)
  if (comparable.includes(false) || tight.length === 0 || tight.some(Number.isNaN)) return undefined
  const said = list(field(result, 'tight', 'se')).map(numeric)
  const lag = ({ errors }: GlmPoint): number =>
    errors.reduce((most, value, j) => Math.max(most, Math.abs(value / said[j]! - 1)), 0)
  const last = glmWay(input).reduce((best, point) => (lag(point) < lag(best) ? point : best))
  ledger.array('tight.se', field(result, 'tight', 'se'), last.errors, 1e-8)
  ledger.array('tight.coef after tight.se', tight, glmStep(input, last.coefficients).next, 1e-8)
  return glmStep(input, tight).errors
}
