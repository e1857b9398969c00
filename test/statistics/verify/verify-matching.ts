import { ecdfDifference } from '../../../statistics/balance/ecdf-difference.js'
import { effectiveSampleSize } from '../../../statistics/balance/effective-sample-size.js'
import { pairDistance } from '../../../statistics/balance/pair-distance.js'
import { standardizedMeanDifference } from '../../../statistics/balance/standardized-mean-difference.js'
import { varianceRatio } from '../../../statistics/balance/variance-ratio.js'
import { fitLogistic } from '../../../statistics/logistic/fit-logistic.js'
import { discardOutsideSupport } from '../../../statistics/matching/discard.js'
import type { MatchOrder, MatchResult } from '../../../statistics/matching/match-nearest.js'
import { matchNearest } from '../../../statistics/matching/match-nearest.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import { decisionMargin } from './decision-margin.js'
import { codeColumn, frameOf, hasLevels, levelsOf, numberColumn, textColumn } from './frame.js'
import type { Frame } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric, text } from './ledger.js'
import { parseFormula, variablesOf } from './formula.js'
import { logisticInput } from './verify-logistic.js'

// R's score comes from a fit that stopped early.
const STOPPED_EARLY = 5e-7

/** Checks a match from its covariates on: score, caliper, pairs, weights, balance before and after. */
export const verifyMatching = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const { frame, input } = logisticInput(frameOf(fixture, analysis), spec['formula'] as string)
  const fit = fitLogistic(input)
  const treated = input.outcome
  const own = matchOn(spec['link'] === 'linear.logit' ? fit.linear : fit.fitted, treated, frame, spec)
  const theirs = matchOn(Float64Array.from(list(result['distance']), numeric), treated, frame, spec)
  ledger.array('distance', result['distance'], own.distance, STOPPED_EARLY, true)
  ledger.number('caliperRaw', result['caliperRaw'], own.match.caliper, STOPPED_EARLY)
  ledger.same(
    'discarded',
    list(result['discarded']),
    Array.from(own.discarded).flatMap((flag, row) => (flag === 1 ? [row + 1] : [])),
  )
  // A match that hangs on the last rounding of the score is compared on R's own score alone.
  const { distance, match } = isRoundingSensitive(theirs, own.distance, treated, result) ? theirs : own
  comparePairs('on its own score: ', theirs.match, result, ledger)
  if (match === own.match) comparePairs('', match, result, ledger)
  const exact = typeof spec['exact'] === 'string' ? spec['exact'] : ''
  compareBalance(frame, spec['formula'] as string, exact, treated, distance, match, result, ledger)
}

interface Matched {
  readonly distance: Float64Array
  readonly discarded: Uint8Array
  readonly stratum: Int32Array
  readonly ratio: number
  readonly replacement: boolean
  readonly match: MatchResult
}

// The fixtures say it of pairs: a margin below 1e-10, though not of two scores that rounding made equally near. Of 1:k,
// with replacement or exact they are silent: there it is a margin below that, or below what R's score, which stopped
// early, is off (both sides of a decision by so much).
const isRoundingSensitive = (
  theirs: Matched,
  converged: Float64Array,
  treated: Uint8Array,
  result: Analysis['result'],
): boolean => {
  const said = field(result, 'check', 'roundingSensitive')
  if (said === true) return true
  const { order, caliper } = theirs.match
  if (order !== 'largest' && order !== 'smallest' && order !== 'data') return false
  const margin = decisionMargin({ ...theirs, treated, order, caliper: caliper ?? Infinity })
  if (said === false) return margin === 0
  const off = converged.reduce((most, value, row) => Math.max(most, Math.abs(value - theirs.distance[row]!)), 0)
  return margin < Math.max(1e-10, 4 * off)
}

const matchOn = (distance: Float64Array, treated: Uint8Array, frame: Frame, spec: Analysis['spec']): Matched => {
  const discarded = discardOutsideSupport(treated, distance, (spec['discard'] ?? 'none') as 'none')
  const exact = typeof spec['exact'] === 'string' ? exactCodes(frame, spec['exact']) : null
  const ratio = Number.isNaN(numeric(spec['ratio'])) ? 1 : numeric(spec['ratio'])
  const replacement = spec['replace'] === true
  const match = matchNearest(
    { treated, distance, discarded, ...(exact === null ? {} : { exact }) },
    {
      ...(spec['cal'] === undefined || spec['cal'] === null ? {} : { caliper: numeric(spec['cal']) }),
      order: (spec['order_'] ?? 'largest') as MatchOrder,
      ratio,
      replacement,
    },
  )
  return { distance, discarded, stratum: exact ?? new Int32Array(distance.length), ratio, replacement, match }
}

const exactCodes = (frame: Frame, name: string): Int32Array => {
  const parts = name.split('+').map(part => codeColumn(frame, part.trim()))
  return parts.reduce(
    (codes, { codes: own, levels }) => codes.map((code, i) => code * levels.length + own[i]!),
    new Int32Array(frame.rows.length),
  )
}

const comparePairs = (place: string, match: MatchResult, result: Analysis['result'], ledger: Ledger): void => {
  const want = list(result['pairs']).map(pair => setOf(field(pair, 'treated'), list(field(pair, 'controls'))))
  const got = [...match.pairs].map(pair =>
    setOf(
      pair.treated + 1,
      Array.from(pair.controls, row => row + 1),
    ),
  )
  ledger.same(`${place}pairs.length`, want.length, got.length)
  want.forEach((pair, i) => ledger.same(`${place}pairs[${i}]`, pair, got[i]))
  ledger.same(
    `${place}unmatchedTreated`,
    list(result['unmatchedTreated']),
    Array.from(match.unmatchedTreated, row => row + 1),
  )
  ledger.array(`${place}weights`, result['weights'], match.weights, 1e-9)
  const sums = (arm: 0 | 1): Float64Array => match.weights.filter((_, row) => isTreated(match, row) === (arm === 1))
  const treatedRows = Array.from(match.weights.keys(), row => isTreated(match, row))
  const weighing = (arm: boolean): number =>
    treatedRows.reduce((count, own, row) => count + (own === arm && match.weights[row]! > 0 ? 1 : 0), 0)
  const all = [treatedRows.filter(own => !own).length, treatedRows.filter(own => own).length]
  ledger.same(`${place}n`, [result['nControl'] ?? null, result['nTreated'] ?? null], all)
  ledger.same(`${place}nMatchedTreated`, result['nMatchedTreated'], match.pairs.length)
  const nn = field(result, 'nn')
  const row = list(field(nn, 'rows')).indexOf('Matched (ESS)')
  const values = field(nn, 'values') as readonly Json[]
  const discarded = list(result['discarded']).map(own => numeric(own) - 1)
  const out = [false, true].map(arm => discarded.filter(own => treatedRows[own] === arm).length)
  const matched = [weighing(false), weighing(true)]
  const heads: { readonly [name: string]: readonly number[] } = {
    'All (ESS)': all,
    All: all,
    Matched: matched,
    Unmatched: all.map((count, arm) => count - matched[arm]! - out[arm]!),
    Discarded: out,
  }
  list(field(nn, 'rows')).forEach((name, i) => {
    const counts = heads[text(name)]
    if (counts !== undefined) ledger.array(`${place}nn.${text(name)}`, values[i], counts, 0)
  })
  ledger.number(`${place}nn.matchedEss.control`, list(values[row])[0], effectiveSampleSize(sums(0)), 1e-9)
  ledger.number(`${place}nn.matchedEss.treated`, list(values[row])[1], effectiveSampleSize(sums(1)), 1e-9)
}

// The treated row and its controls; among these the order means nothing.
const setOf = (treated: Json | undefined, controls: readonly Json[]): readonly Json[] => [
  treated ?? null,
  ...controls.map(numeric).sort((a, b) => a - b),
]

const isTreated = (match: MatchResult, row: number): boolean =>
  match.unmatchedTreated.includes(row) || match.pairs.treated.includes(row)

const compareBalance = (
  frame: Frame,
  formula: string,
  exact: string,
  treated: Uint8Array,
  distance: Float64Array,
  match: MatchResult,
  result: Analysis['result'],
  ledger: Ledger,
): void => {
  const columns = balanceColumns(frame, formula, exact, distance)
  for (const part of ['balanceBefore', 'balanceAfter'] as const) {
    const want = result[part]
    if (want === undefined || want === null) continue
    const names = list(field(want, 'rows')).map(String)
    ledger.same(`${part}.rows`, names, [...columns.keys()])
    names.forEach((name, i) => {
      const values = columns.get(name)
      const cells = (field(want, 'values') as readonly Json[])[i]
      if (values === undefined || cells === undefined) return
      const tolerance = name === 'distance' ? STOPPED_EARLY : 1e-9
      const input = part === 'balanceBefore' ? { values, treated } : { values, treated, weights: match.weights }
      const smd = standardizedMeanDifference(input)
      const ecdf = ecdfDifference(input)
      const row = [smd.treatedMean, smd.controlMean, smd.smd, varianceRatio(input), ecdf.mean, ecdf.maximum]
      const paired =
        part === 'balanceAfter' && numeric(list(cells)[6]) >= 0
          ? [pairDistance(values, match.pairs) / scaleOf(smd)]
          : [null]
      const scale = Math.max(...list(cells).map(cell => Math.abs(numeric(cell)) || 0))
      ;[...row, ...paired].forEach((value, j) => {
        // A variance ratio over nothing: infinite to R, not estimable to the product.
        if (list(cells)[j] === 'Inf' && value === null) return
        ledger.number(`${part}.${name}[${j}]`, list(cells)[j], value, tolerance, name === 'distance' ? { scale } : {})
      })
    })
  }
}

// MatchIt leaves the pair distance unscaled where the means do not differ.
const scaleOf = ({
  difference,
  standardizer,
}: {
  readonly difference: number
  readonly standardizer: number
}): number => (Math.abs(difference) < Math.sqrt(2 ** -52) ? 1 : standardizer)

/**
 * The covariates as MatchIt's balance table lists them: the distance first, a factor of k levels as k columns (2
 * levels: both); then what must be equal within a pair.
 */
export const balanceColumns = (
  frame: Frame,
  formula: string,
  exact: string,
  distance: Float64Array,
): ReadonlyMap<string, Float64Array> => {
  const columns = new Map<string, Float64Array>([['distance', distance]])
  const own = variablesOf(parseFormula(formula.split('~')[1] ?? ''))
  for (const name of new Set([...own, ...variablesOf(parseFormula(exact))].filter(part => part !== ''))) {
    if (!hasLevels(frame, name)) columns.set(name, numberColumn(frame, name))
    else {
      const text = textColumn(frame, name)
      for (const level of levelsOf(frame, name, text).filter(own => text.includes(own))) {
        columns.set(
          `${name}${level}`,
          Float64Array.from(text, value => (value === level ? 1 : 0)),
        )
      }
    }
  }
  return columns
}
