import type { CoxInput } from '../../../statistics/cox/cox-data.js'
import { type CoxFit, fitCox } from '../../../statistics/cox/fit-cox.js'
import { coxLinearPredictor } from '../../../statistics/cox/linear-predictor.js'
import { proportionalHazardsTest } from '../../../statistics/cox/proportional-hazards-test.js'
import { concordance } from '../../../statistics/survival/concordance.js'
import type { Analysis, Fixture } from './fixture.js'
import { frameOf, numberColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { list } from './ledger.js'

/** Checks a Cox model of matched copies: errors clustered by pair and by subject at once, and its concordance's. */
export const verifyTwoWay = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { result } = analysis
  const column = columnsOf(fixture, analysis, Number(analysis.spec['ratio']))
  const [pair, subject, weights] = [
    Int32Array.from(column('pair')),
    Int32Array.from(column('subject')),
    column('share'),
  ]
  const input = { ...modelOf(analysis, column), weights }
  const ties = analysis.spec['ties'] as CoxFit['ties']
  const se = (fit: CoxFit): readonly (number | null)[] => fit.terms.map(term => term.se)
  const both = fitCox({ ...input, clusters: pair, secondClusters: subject }, { ties })
  ledger.array('coef', result['coef'], [...both.coefficients], 1e-8)
  ledger.array('se', result['se'], se(both), 1e-8)
  ledger.array('byPair', result['byPair'], se(fitCox({ ...input, clusters: pair }, { ties })), 1e-8)
  ledger.array('bySubject', result['bySubject'], se(fitCox({ ...input, clusters: subject }, { ties })), 1e-8)
  ledger.array(
    'naive',
    result['naive'],
    both.terms.map(({ naive }) => naive?.se ?? null),
    1e-8,
  )
  const score = coxLinearPredictor(input, both)
  const ranked = concordance({ ...input, score, clusters: pair, secondClusters: subject })
  ledger.number('concordanceSe', result['concordanceSe'], ranked.se, 1e-10)
}

/** Checks what stays of a Cox model in which some levels have no event, or nothing but events at once. */
export const verifyNoEvent = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const column = columnsOf(fixture, analysis, 1)
  const input = {
    ...modelOf(analysis, column),
    ...(spec['cluster'] === null ? {} : { clusters: Int32Array.from(column('pair')) }),
  }
  const fit = fitCox(input, { ties: spec['ties'] as CoxFit['ties'] })
  const names = list(result['finite']) as readonly string[]
  const finite = names.map(name => fit.terms.find(({ term }) => term === name))
  ledger.array(
    'coef',
    result['coef'],
    finite.map(term => term?.coefficient ?? null),
    1e-8,
  )
  // R stops where the endless coefficient still moves: what is left of its part in the errors is of this size.
  ledger.array(
    'se',
    result['se'],
    finite.map(term => term?.se ?? null),
    1e-7,
  )
  // A likelihood that rises for ever has no last digit.
  ledger.array('loglik', result['loglik'], [fit.logLikelihood.null, fit.logLikelihood.fitted], 1e-9)
  const tested = proportionalHazardsTest(input, fit).terms
  ledger.array(
    'zph',
    result['zph'],
    names.map(name => tested.find(({ term }) => term === name)?.test.statistic ?? null),
    1e-6,
  )
  const { time, event } = input
  const ranked = concordance({ time, event, score: coxLinearPredictor(input, fit) })
  ledger.number('concordance', result['concordance'], ranked.concordance, 1e-12)
}

const columnsOf = (fixture: Fixture, analysis: Analysis, ratio: number): ((name: string) => Float64Array) => {
  const frame = frameOf(fixture, analysis)
  const chosen = [...numberColumn(frame, 'ratio')].flatMap((value, row) => (value === ratio ? [row] : []))
  return name => {
    const all = numberColumn(frame, name)
    return Float64Array.from(chosen, row => all[row] ?? NaN)
  }
}

const modelOf = ({ spec }: Analysis, column: (name: string) => Float64Array): CoxInput => {
  const terms = (spec['rhs'] as string).split('+')
  return { time: column('time'), event: Uint8Array.from(column('event')), covariates: terms.map(column), terms }
}
