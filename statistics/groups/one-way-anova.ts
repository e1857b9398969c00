import { mean, meanFrom, variance } from '../description/moments.js'
import { fisherF } from '../distributions/fisher-f.js'
import { EmptySample } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { ExactSum } from '../numeric/exact-sum.js'
import { concatenate } from './ranks.js'

/** A one-way analysis of variance; null when no group varies. */
export interface AnovaResult {
  readonly statistic: number | null
  readonly dfBetween: number
  readonly dfWithin: number
  readonly p: number | null
  readonly logP: number | null
  readonly notes: readonly Note[]
}

/**
 * One-way analysis of variance (Fisher 1925), equal variances; groups without a value are left out. Agrees with R
 * `summary(aov(value ~ group))`. Throws EmptySample below two groups, InvalidInput for a missing value.
 */
export const oneWayAnova = (groups: readonly ArrayLike<number>[]): AnovaResult => {
  const samples = groups.filter(group => group.length > 0)
  if (samples.length < 2) throw new EmptySample('an analysis of variance needs two groups with values')
  const all = concatenate(samples)
  const grand = mean(all)
  const rounded = meanFrom(all, grand)
  const dfBetween = samples.length - 1
  const dfWithin = all.length - samples.length
  const between = new ExactSum()
  const within = new ExactSum()
  for (const sample of samples) {
    between.add(sample.length * (meanFrom(sample, grand) - rounded) ** 2)
    if (sample.length > 1) within.add((sample.length - 1) * variance(sample))
  }
  if (dfWithin === 0 || !(within.value() > 0)) {
    return {
      statistic: null,
      dfBetween,
      dfWithin,
      p: null,
      logP: null,
      notes: [note('not-estimable', 'no group varies within itself')],
    }
  }
  const statistic = between.value() / dfBetween / (within.value() / dfWithin)
  const logP = fisherF(dfBetween, dfWithin).logUpper(statistic)
  return { statistic, dfBetween, dfWithin, p: Math.exp(logP), logP, notes: [] }
}
