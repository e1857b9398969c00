import { fitCox } from '../../../statistics/cox/fit-cox.js'
import { fitLogistic } from '../../../statistics/logistic/fit-logistic.js'
import type { Analysis, Fixture } from './fixture.js'
import { designOf, parseFormula } from './formula.js'
import { frameOf, numberColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { list } from './ledger.js'
import { logisticInput } from './verify-logistic.js'

/** Checks a model with Firth's penalty against the top of the penalized likelihood, written out in R. */
export function verifyFirth(fixture: Fixture, analysis: Analysis, ledger: Ledger): void {
  const { result } = analysis
  const terms = analysis.spec['model'] === 'cox' ? coxTerms(fixture, analysis) : logisticTerms(fixture, analysis)
  ledger.same(
    'terms',
    result['terms'],
    terms.map(({ term }) => term),
  )
  terms.forEach(({ coefficient, se }, i) => {
    ledger.number(`coef[${i}]`, list(result['coef'])[i], coefficient, 1e-8)
    ledger.number(`se[${i}]`, list(result['se'])[i], se, 1e-8)
  })
}

interface Term {
  readonly term: string
  readonly coefficient: number | null
  readonly se: number | null
}

function logisticTerms(fixture: Fixture, analysis: Analysis): readonly Term[] {
  const { input } = logisticInput(frameOf(fixture, analysis), analysis.spec['formula'] as string)
  return fitLogistic(input, { firth: true }).terms
}

function coxTerms(fixture: Fixture, { spec, ...analysis }: Analysis): readonly Term[] {
  const frame = frameOf(fixture, { ...analysis, spec })
  const { columns, terms } = designOf(frame, parseFormula(spec['rhs'] as string))
  const input = {
    start: numberColumn(frame, spec['start'] as string),
    time: numberColumn(frame, spec['time'] as string),
    event: Uint8Array.from(numberColumn(frame, spec['event'] as string)),
    covariates: columns,
    terms,
  }
  return fitCox(input, { firth: true, ties: spec['ties'] === 'breslow' ? 'breslow' : 'efron' }).terms
}
