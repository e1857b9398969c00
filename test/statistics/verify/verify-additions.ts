import { clopperPearson, wilson } from '../../../statistics/description/proportion.js'
import * as binomial from '../../../statistics/distributions/binomial.js'
import * as hypergeometric from '../../../statistics/distributions/hypergeometric.js'
import type { Adjustment } from '../../../statistics/multiplicity/adjust-p-values.js'
import { adjustPValues } from '../../../statistics/multiplicity/adjust-p-values.js'
import { subgroupEffects } from '../../../statistics/sensitivity/subgroup-effects.js'
import { compareRestrictedMeans } from '../../../statistics/survival/compare-restricted-means.js'
import { kaplanMeier } from '../../../statistics/survival/kaplan-meier.js'
import { pairwiseLogRank } from '../../../statistics/survival/pairwise-log-rank.js'
import { mantelHaenszel } from '../../../statistics/tables/mantel-haenszel.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import { codeColumn, frameOf, numberColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric } from './ledger.js'

const TOLERANCE = 1e-10

/** Checks a Mantel-Haenszel test over the strata of its spec. */
export const verifyMantelHaenszel = (_: Fixture, { spec, result }: Analysis, ledger: Ledger): void => {
  const strata = (spec['strata'] as readonly Json[]).map(table =>
    (table as readonly Json[]).map(row => list(row).map(numeric)),
  )
  const test = mantelHaenszel(strata, { continuity: spec['continuity'] === true })
  ledger.number('statistic', result['statistic'], test.statistic, TOLERANCE)
  ledger.number('df', result['df'], test.df, 0)
  ledger.number('p', result['p'], test.p, TOLERANCE, { strict: true })
  ledger.number('oddsRatio', result['oddsRatio'], test.oddsRatio, TOLERANCE)
  if (result['ci'] !== null) ledger.array('ci', result['ci'], [test.lower, test.upper], TOLERANCE)
}

/** Checks the intervals of a proportion. */
export const verifyProportion = (_: Fixture, { spec, result }: Analysis, ledger: Ledger): void => {
  const [x, n, confidence] = [numeric(spec['x']), numeric(spec['n']), numeric(spec['confidence'])]
  const exact = clopperPearson(x, n, confidence)
  const score = wilson(x, n, confidence)
  ledger.array('clopperPearson', result['clopperPearson'], [exact.lower, exact.upper], TOLERANCE)
  ledger.array('wilson', result['wilson'], [score.lower, score.upper], TOLERANCE)
}

/** Checks adjusted P-values. */
export const verifyAdjustment = (_: Fixture, { spec, result }: Analysis, ledger: Ledger): void => {
  const by: Adjustment = spec['method'] === 'BH' ? 'benjamini-hochberg' : (spec['method'] as Adjustment)
  ledger.array('p', result['p'], adjustPValues(list(spec['p']).map(numeric), by), TOLERANCE)
}

/** Checks masses and tails of a discrete distribution, with their logarithms. */
export const verifyDiscrete = (_: Fixture, { spec, result }: Analysis, ledger: Ledger): void => {
  for (const row of result['values'] as readonly Json[]) {
    const values = list(row).map(numeric)
    const [x = 0, ...rest] = values
    const found =
      spec['family'] === 'binomial'
        ? binomialAt(x, rest[0]!, rest[1]!)
        : hypergeometricAt(x, rest[0]!, rest[1]!, rest[2]!)
    found.forEach((value, j) => {
      const want = values[values.length - found.length + j]!
      ledger.number(
        `${values.slice(0, -found.length).join(',')}[${j}]`,
        want === -Infinity ? '-Inf' : want,
        value,
        1e-12,
        {
          strict: true,
        },
      )
    })
  }
}

/** Checks the log-rank tests of all pairs. */
export const verifyPairwise = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const frame = frameOf(fixture, analysis)
  const { codes, levels } = codeColumn(frame, spec['group'] as string)
  const pairs = pairwiseLogRank({
    time: Float64Array.from(list(spec['time']), numeric),
    event: Uint8Array.from(numberColumn(frame, spec['event'] as string)),
    group: codes,
  })
  ledger.array(
    'first',
    result['first'],
    pairs.map(({ first }) => Number(levels[first])),
    0,
  )
  ledger.array(
    'second',
    result['second'],
    pairs.map(({ second }) => Number(levels[second])),
    0,
  )
  ledger.array(
    'p',
    result['p'],
    pairs.map(({ test }) => test.p),
    TOLERANCE,
  )
  ledger.array(
    'holm',
    result['holm'],
    pairs.map(({ adjustedP }) => adjustedP),
    TOLERANCE,
  )
}

/** Checks the arm's effect by subgroup, and the interaction. */
export const verifySubgroup = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const frame = frameOf(fixture, analysis)
  const input = {
    start: numberColumn(frame, spec['start'] as string),
    time: numberColumn(frame, spec['time'] as string),
    event: Uint8Array.from(numberColumn(frame, spec['event'] as string)),
    covariates: list(spec['covariates']).map(name => numberColumn(frame, name as string)),
  }
  const { codes } = codeColumn(frame, spec['subgroup'] as string)
  const found = subgroupEffects(input, numberColumn(frame, spec['arm'] as string), codes)
  ledger.array(
    'coef',
    result['coef'],
    found.levels.map(({ arm }) => arm.coefficient),
    1e-8,
  )
  ledger.array(
    'se',
    result['se'],
    found.levels.map(({ arm }) => arm.se),
    1e-8,
  )
  ledger.number('stat', result['stat'], found.interaction?.statistic, 1e-8)
  ledger.number('df', result['df'], found.interaction?.df, 0)
  ledger.number('p', result['p'], found.interaction?.p, 1e-7, { strict: true })
}

/** Checks the difference and ratio of two restricted means. */
export const verifyRestrictedMeans = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const frame = frameOf(fixture, analysis)
  const time = Float64Array.from(list(spec['time']), numeric)
  const event = Uint8Array.from(numberColumn(frame, spec['event'] as string))
  const { codes } = codeColumn(frame, spec['group'] as string)
  const curve = (code: number) =>
    kaplanMeier({ time: time.filter((_, i) => codes[i] === code), event: event.filter((_, i) => codes[i] === code) })
  const found = compareRestrictedMeans(curve(0), curve(1), numeric(spec['tau']))
  for (const name of ['difference', 'ratio'] as const) {
    const { value, lower, upper, p } = found[name]
    ledger.array(name, field(result, name), [value, lower, upper], TOLERANCE)
    ledger.number(`${name}P`, result[`${name}P`], p, TOLERANCE, { strict: true })
  }
}

const binomialAt = (x: number, n: number, p: number): readonly number[] => {
  const logs = [binomial.logBinomialMass(x, n, p), binomial.logBinomialUpper(x, n, p)]
  return [binomial.binomialMass(x, n, p), binomial.binomialLower(x, n, p), binomial.binomialUpper(x, n, p), ...logs]
}

const hypergeometricAt = (x: number, white: number, black: number, drawn: number): readonly number[] => {
  const urn = { white, black, drawn }
  return [
    hypergeometric.hypergeometricMass(x, urn),
    hypergeometric.hypergeometricLower(x, urn),
    hypergeometric.hypergeometricUpper(x, urn),
    hypergeometric.logHypergeometricMass(x, urn),
    hypergeometric.logHypergeometricUpper(x, urn),
  ]
}
