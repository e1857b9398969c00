import { StatisticsError } from '../../../statistics/errors.js'
import type { LogisticFit } from '../../../statistics/logistic/fit-logistic.js'
import { fitLogistic } from '../../../statistics/logistic/fit-logistic.js'
import { compareCoefficients, comparableTerms, excuse } from './coefficients.js'
import type { Analysis, Fixture } from './fixture.js'
import { designOf, parseFormula, variablesOf } from './formula.js'
import type { Frame } from './frame.js'
import { completeFrame, frameOf, numberColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric } from './ledger.js'
import { factorSymmetric, invertFactored } from '../../../statistics/numeric/solve-symmetric.js'

/** A formula's outcome and design over the complete rows of a frame. */
export function logisticInput(
  frame: Frame,
  formula: string,
): { readonly frame: Frame; readonly input: Parameters<typeof fitLogistic>[0] } {
  const [outcome = '', rhs = ''] = formula.split('~').map((side) => side.trim())
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
export function verifyLogistic(fixture: Fixture, analysis: Analysis, ledger: Ledger): void {
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
  ledger.same(
    'terms',
    result['terms'],
    fit.terms.map(({ term }) => term),
  )
  const terms = fit.terms.map((term) => ({ ...term, ratio: term.oddsRatio }))
  const exact = excused ? undefined : errorsAt(input, list(field(result, 'tight', 'coef')).map(numeric))
  compareCoefficients(terms, result, ['or', 'waldCi.lower', 'waldCi.upper'], comparableTerms(result), ledger, exact)
  if (excused) return
  ledger.same('n', result['n'], fit.n)
  ledger.array('tight.fitted', field(result, 'tight', 'fitted'), fit.fitted, 1e-8)
  ledger.number('nullDeviance', result['nullDeviance'], fit.nullDeviance, 1e-10)
  if (result['rowsUsed'] !== null)
    ledger.same(
      'rowsUsed',
      list(result['rowsUsed']),
      frame.rows.map((row) => row + 1),
    )
}

// glm's standard errors come from the weights of the iteration before its last, 4e-9 off at the tightest; P at z = 10
// is 100 times as far. So z and P are compared with those of R's own converged coefficients and the information
// there.
function errorsAt(input: Parameters<typeof fitLogistic>[0], coefficients: readonly number[]): readonly number[] {
  if (coefficients.some(Number.isNaN)) return coefficients
  const rows = Array.from(input.outcome, (_, i) => [1, ...input.covariates.map((column) => column[i]!)])
  const p = coefficients.length
  const information = new Float64Array(p * p)
  for (const row of rows) {
    const eta = row.reduce((sum, value, j) => sum + value * coefficients[j]!, 0)
    const weight = 1 / (2 + Math.exp(eta) + Math.exp(-eta))
    row.forEach((x, i) =>
      row.forEach((y, j) => {
        information[i * p + j]! += weight * x * y
      }),
    )
  }
  const aliased = new Uint8Array(p)
  factorSymmetric(information, p, aliased, 0)
  const inverse = invertFactored(information, p, aliased)
  return coefficients.map((_, j) => Math.sqrt(inverse[j * p + j]!))
}
