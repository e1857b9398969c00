import { ecdfDifference } from '../../../statistics/balance/ecdf-difference.js'
import { effectiveSampleSize } from '../../../statistics/balance/effective-sample-size.js'
import { pairDistance } from '../../../statistics/balance/pair-distance.js'
import { standardizedMeanDifference } from '../../../statistics/balance/standardized-mean-difference.js'
import { varianceRatio } from '../../../statistics/balance/variance-ratio.js'
import { fitLogistic } from '../../../statistics/logistic/fit-logistic.js'
import { discardOutsideSupport } from '../../../statistics/matching/discard.js'
import type { MatchedSet, MatchOrder, MatchResult } from '../../../statistics/matching/match-nearest.js'
import { matchNearest } from '../../../statistics/matching/match-nearest.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import { isCategorical, codeColumn, frameOf, levelsOf, numberColumn, textColumn } from './frame.js'
import type { Frame } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric } from './ledger.js'
import { parseFormula, variablesOf } from './formula.js'
import { logisticInput } from './verify-logistic.js'

/** Checks a match from its covariates on: score, caliper, pairs, weights, balance before and after. */
export function verifyMatching(fixture: Fixture, analysis: Analysis, ledger: Ledger): void {
  const { spec, result } = analysis
  const { frame, input } = logisticInput(frameOf(fixture, analysis), spec['formula'] as string)
  const fit = fitLogistic(input)
  const distance = spec['link'] === 'linear.logit' ? fit.linear : fit.fitted
  const treated = input.outcome
  const discarded = discardOutsideSupport(treated, distance, (spec['discard'] ?? 'none') as 'none')
  const exact =
    spec['exact'] === undefined || spec['exact'] === null ? {} : { exact: exactCodes(frame, spec['exact'] as string) }
  const match = matchNearest(
    { treated, distance, discarded, ...exact },
    {
      ...(spec['cal'] === undefined || spec['cal'] === null ? {} : { caliper: numeric(spec['cal']) }),
      order: (spec['order_'] ?? 'largest') as MatchOrder,
      ratio: spec['ratio'] === undefined ? 1 : numeric(spec['ratio']),
      replacement: spec['replace'] === true,
    },
  )
  ledger.array('distance', result['distance'], distance, 1e-6, true)
  ledger.number('caliperRaw', result['caliperRaw'], match.caliper, 1e-6)
  ledger.same(
    'discarded',
    list(result['discarded']),
    Array.from(discarded).flatMap((flag, row) => (flag === 1 ? [row + 1] : [])),
  )
  if (field(result, 'check', 'roundingSensitive') === true) compareLoosely(match, result, distance, ledger)
  else comparePairs(match, result, ledger)
  compareBalance(frame, spec['formula'] as string, treated, distance, match, result, ledger)
}

function exactCodes(frame: Frame, name: string): Int32Array {
  const parts = name.split('+').map((part) => codeColumn(frame, part.trim()))
  return parts.reduce(
    (codes, { codes: own, levels }) => codes.map((code, i) => code * levels.length + own[i]!),
    new Int32Array(frame.rows.length),
  )
}

function comparePairs(match: MatchResult, result: Analysis['result'], ledger: Ledger): void {
  const want = list(result['pairs']).map((pair) => [field(pair, 'treated') ?? null, ...list(field(pair, 'controls'))])
  const got = match.pairs.map((pair) => [pair.treated + 1, ...pair.controls.map((row) => row + 1)])
  ledger.same('pairs.length', want.length, got.length)
  want.forEach((pair, i) => ledger.same(`pairs[${i}]`, pair, got[i]))
  ledger.same(
    'unmatchedTreated',
    list(result['unmatchedTreated']),
    Array.from(match.unmatchedTreated, (row) => row + 1),
  )
  ledger.array('weights', result['weights'], match.weights, 1e-9)
  const sums = (arm: 0 | 1): Float64Array => match.weights.filter((_, row) => isTreated(match, row) === (arm === 1))
  const nn = field(result, 'nn')
  const row = list(field(nn, 'rows')).indexOf('Matched (ESS)')
  const values = field(nn, 'values') as readonly Json[]
  ledger.number('nn.matchedEss.control', list(values[row])[0], effectiveSampleSize(sums(0)), 1e-9)
  ledger.number('nn.matchedEss.treated', list(values[row])[1], effectiveSampleSize(sums(1)), 1e-9)
}

function isTreated(match: MatchResult, row: number): boolean {
  return match.unmatchedTreated.includes(row) || match.pairs.treated.includes(row)
}

// A match that hangs on R's last rounding: as many pairs, and as near.
function compareLoosely(match: MatchResult, result: Analysis['result'], distance: Float64Array, ledger: Ledger): void {
  const gaps = (sets: Iterable<MatchedSet>): readonly number[] =>
    [...sets]
      .flatMap(({ treated, controls }) => controls.map((row) => Math.abs(distance[treated]! - distance[row]!)))
      .sort((a, b) => a - b)
  const expected = list(result['pairs']).map((pair) => ({
    treated: numeric(field(pair, 'treated')) - 1,
    controls: list(field(pair, 'controls')).map((row) => numeric(row) - 1),
  }))
  ledger.same('pairs.length', expected.length, match.pairs.length)
  ledger.array('pair distances', gaps(expected), gaps(match.pairs), 1e-6, true)
}

function compareBalance(
  frame: Frame,
  formula: string,
  treated: Uint8Array,
  distance: Float64Array,
  match: MatchResult,
  result: Analysis['result'],
  ledger: Ledger,
): void {
  const columns = balanceColumns(frame, formula, distance)
  for (const part of ['balanceBefore', 'balanceAfter'] as const) {
    const want = result[part]
    if (want === undefined || want === null) continue
    const names = list(field(want, 'rows')).map(String)
    ledger.same(`${part}.rows`, names, [...columns.keys()])
    names.forEach((name, i) => {
      const values = columns.get(name)
      const cells = (field(want, 'values') as readonly Json[])[i]
      if (values === undefined || cells === undefined) return
      const tolerance = name === 'distance' ? 1e-6 : 1e-9
      const input = part === 'balanceBefore' ? { values, treated } : { values, treated, weights: match.weights }
      const smd = standardizedMeanDifference(input)
      const ecdf = ecdfDifference(input)
      const row = [smd.treatedMean, smd.controlMean, smd.smd, varianceRatio(input), ecdf.mean, ecdf.maximum]
      const paired =
        part === 'balanceAfter' && numeric(list(cells)[6]) >= 0
          ? [pairDistance(values, match.pairs) / scaleOf(smd)]
          : [null]
      const scale = Math.max(...list(cells).map((cell) => Math.abs(numeric(cell)) || 0))
      ;[...row, ...paired].forEach((value, j) =>
        ledger.number(`${part}.${name}[${j}]`, list(cells)[j], value, tolerance, name === 'distance' ? { scale } : {}),
      )
    })
  }
}

// MatchIt leaves the pair distance unscaled where the means do not differ.
function scaleOf({ difference, standardizer }: { readonly difference: number; readonly standardizer: number }): number {
  return Math.abs(difference) < Math.sqrt(2 ** -52) ? 1 : standardizer
}

/**
 * The covariates as MatchIt's balance table lists them: the distance first, a factor of k levels as k columns (2
 * levels: both).
 */
export function balanceColumns(
  frame: Frame,
  formula: string,
  distance: Float64Array,
): ReadonlyMap<string, Float64Array> {
  const columns = new Map<string, Float64Array>([['distance', distance]])
  for (const name of variablesOf(parseFormula(formula.split('~')[1] ?? ''))) {
    if (!isCategorical(frame, name)) columns.set(name, numberColumn(frame, name))
    else {
      const text = textColumn(frame, name)
      for (const level of levelsOf(frame, name, text).filter((own) => text.includes(own))) {
        columns.set(
          `${name}${level}`,
          Float64Array.from(text, (value) => (value === level ? 1 : 0)),
        )
      }
    }
  }
  return columns
}
