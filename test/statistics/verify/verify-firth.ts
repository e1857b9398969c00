import { fitCox } from '../../../statistics/cox/fit-cox.js'
import { fitLogistic } from '../../../statistics/logistic/fit-logistic.js'
import type { Analysis, Fixture } from './fixture.js'
import { frameOf } from './frame.js'
import type { Ledger } from './ledger.js'
import { compareTerms, intervalInput } from './verify-columns.js'
import { logisticInput } from './verify-logistic.js'

/** Checks a model with Firth's penalty against the top of the penalized likelihood, written out in R. */
export const verifyFirth = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec } = analysis
  if (spec['model'] === 'cox') {
    const ties = spec['ties'] === 'breslow' ? 'breslow' : 'efron'
    compareTerms(fitCox(intervalInput(fixture, analysis), { firth: true, ties }).terms, analysis.result, ledger)
    return
  }
  const { input } = logisticInput(frameOf(fixture, analysis), spec['formula'] as string)
  compareTerms(fitLogistic(input, { firth: true }).terms, analysis.result, ledger)
}
