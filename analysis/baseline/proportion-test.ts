import type { Analyses } from '../../protocol/language/analyses.js'
import { fisherExact } from '../../statistics/tables/fisher-exact.js'
import { pearsonChiSquare } from '../../statistics/tables/pearson.js'
import { attempt } from '../results/attempt.js'
import { chiSquareBehind, type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import type { Result, TestBehind } from '../results/result.js'

/** Counts by row (a level, a response) and column (control, treated). */
export type CountTable = readonly (readonly number[])[]

/** The P of a table of counts by the study's rule, with the test that gave it as its method. */
export const testProportions = (
  key: string,
  table: CountTable,
  rule: Analyses['proportions'],
  provenance: Omit<Provenance, 'method'>,
): Result => {
  const occupied = table.filter(row => row.some(cell => cell > 0))
  const settings = { rule: rule.test, ...provenance.settings }
  const rows = { ...provenance, settings, n: table.flat().reduce((sum, cell) => sum + cell, 0) }
  if (occupied.length < 2) return notEstimable(key, 'fewer than two levels occur', { ...rows, method: 'none' })
  if ([0, 1].some(column => occupied.every(row => (row[column] ?? 0) === 0))) {
    return notEstimable(key, 'an arm is empty', { ...rows, method: 'none' })
  }
  return rule.test === 'fisher' ? fisher(key, occupied, rows) : pearsonOrFisher(key, occupied, rule, rows)
}

const pearsonOrFisher = (
  key: string,
  table: CountTable,
  rule: Analyses['proportions'],
  provenance: Omit<Provenance, 'method'>,
): Result => {
  const continuity = rule.continuity === 'yates'
  const tried = attempt(() => pearsonChiSquare(table, { continuity }))
  const method = continuity ? 'Pearson chi-square with continuity correction' : 'Pearson chi-square'
  if (!tried.estimable) return notEstimable(key, tried.reason, { ...provenance, method })
  const { p, df, minimumExpected, statistic, notes } = tried.estimate
  if (rule.test !== 'pearson' && minimumExpected < 5) return fisher(key, table, provenance)
  const settings = {
    ...provenance.settings,
    continuity,
    degreesOfFreedom: df,
    minimumExpected,
    ...(statistic === null ? {} : { statistic }),
  }
  return makeResult(key, p, {
    ...provenance,
    method,
    settings,
    notes: [...(provenance.notes ?? []), ...notes],
    test: chiSquareBehind(statistic, df),
  })
}

// Beyond two by two the counts follow no distribution that jstat has.
const behindFourfold = (table: CountTable): TestBehind | null => {
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = table
  if (table.length !== 2 || table.some(row => row.length !== 2)) return null
  return { distribution: 'hypergeometric', statistic: a, population: a + b + c + d, successes: a + b, draws: a + c }
}

const fisher = (key: string, table: CountTable, provenance: Omit<Provenance, 'method'>): Result => {
  const tried = attempt(() => fisherExact(table))
  if (!tried.estimable) return notEstimable(key, tried.reason, { ...provenance, method: 'Fisher exact' })
  const { p, monteCarlo, notes } = tried.estimate
  const drawn =
    monteCarlo === null
      ? {}
      : { replicates: monteCarlo.replicates, seed: monteCarlo.seed, standardError: monteCarlo.se }
  return makeResult(key, p, {
    ...provenance,
    method: 'Fisher exact',
    settings: { ...provenance.settings, ...drawn },
    notes: [...(provenance.notes ?? []), ...notes],
    test: monteCarlo === null ? behindFourfold(table) : null,
  })
}
