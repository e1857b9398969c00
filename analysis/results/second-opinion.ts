import jstat from 'jstat'
import type { Result, TestBehind } from './result.js'
import { ToldError } from '../../words/told-error.js'
import { toldId, told, toldAll } from '../../words/told.js'

const { jStat } = jstat

/** A P value is not the one that its own statistic gives: results that must not leave. */
export class SecondOpinionDiffers extends ToldError {
  override readonly name = 'SecondOpinionDiffers'
}

/**
 * Recomputes each P from the statistic that it follows from, by another library than the one that gave it. Throws
 * SecondOpinionDiffers with every result that differs.
 */
export const assertSecondOpinion = (results: readonly Result[]): void => {
  const differing = results.flatMap(({ key, value, test }) => {
    if (test === undefined || typeof value !== 'number') return []
    const theirs = secondOpinion(test)
    return theirs === null || agree(value, theirs, test) ? [] : [told`${toldId(key)} is ${value}, by jstat ${theirs}`]
  })
  if (differing.length > 0) {
    throw new SecondOpinionDiffers(told`P values do not follow from their statistics: ${toldAll(differing, '; ')}`)
  }
}

/** What jstat says of a statistic's P; null where jstat cannot tell. */
export const secondOpinion = (test: TestBehind): number | null => {
  const theirs = askJstat(test)
  return theirs !== null && Number.isFinite(theirs) ? theirs : null
}

const askJstat = (test: TestBehind): number | null => {
  switch (test.distribution) {
    case 'normal':
      return 2 * jStat.normal.cdf(-Math.abs(test.statistic), 0, 1)
    case 'chi-square':
      return 1 - jStat.chisquare.cdf(Math.max(0, test.statistic), test.df)
    case 't':
      return test.df > MOST_DF ? null : jStat.ibeta(test.df / (test.df + test.statistic ** 2), test.df / 2, 0.5)
    case 'binomial':
      return test.trials > MOST_TRIALS
        ? null
        : noLikelier(k => jStat.binomial.pdf(k, test.trials, 0.5), test, test.trials)
    case 'hypergeometric':
      return test.population > MOST_TRIALS
        ? null
        : noLikelier(k => jStat.hypgeom.pdf(k, test.population, test.successes, test.draws), test, test.draws)
  }
}

// Its continued fraction takes a hundred steps and no more.
const MOST_DF = 10_000

// A power of one half beyond this is no number any more.
const MOST_TRIALS = 1000

// jstat's lower tails end at 1, so what it says of an upper one is off by some 1e-16: nothing beside a P of 1e-7.
const LOST = 1e-15
const KEPT = 1e-8
// Its incomplete beta stops at 3e-7.
const KEPT_BY_T = 1e-6

const agree = (ours: number, theirs: number, { distribution }: TestBehind): boolean =>
  Math.abs(ours - theirs) <= LOST + (distribution === 't' ? KEPT_BY_T : KEPT) * ours

/** The two-sided P: all counts together that are no likelier than the one seen. */
const noLikelier = (mass: (count: number) => number, { statistic }: TestBehind, most: number): number => {
  const limit = mass(statistic) * (1 + 1e-7)
  let total = 0
  for (let count = 0; count <= most; count++) {
    const one = mass(count)
    if (one <= limit) total += one
  }
  return Math.min(1, total)
}
