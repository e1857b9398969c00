import { distanceInDays } from '../../protocol/facts/variable-facts.js'
import type { RuleOf } from '../../protocol/language/rules.js'
import type { OpenRange } from '../range/open-range.js'
import { yes } from '../truth-codes.js'
import type { Hit } from './rule-hits.js'
import { earliestOf, latestOf } from './rule-rows.js'
import { numberSeries, type Series, seriesOf } from './rule-series.js'

/** Goes over the rows of a series that have one before them. */
const eachPair = (
  { starts, rows, before }: Series,
  visit: (subject: number, one: number, other: number) => void,
): void => {
  for (let subject = 0; subject + 1 < starts.length; subject += 1) {
    const end = starts[subject + 1]!
    for (let at = starts[subject]!; at < end; at += 1) {
      const row = rows[at]!
      if (before[row]! >= 0) visit(subject, before[row]!, row)
    }
  }
}

/** Finds rows with a longer time between them than is planned; without a plan there are none. */
export const judgeGap = (open: OpenRange, { of, every, factor }: RuleOf<'gap'>, hit: Hit): void => {
  const longest = every === 'schedule' ? null : distanceInDays(every)
  if (longest === null) return
  const series = seriesOf(open, of, 1, () => 0)
  const { set } = series
  eachPair(series, (subject, one, other) => {
    if (earliestOf(set, other) - latestOf(set, one) <= longest * factor) return
    hit(subject, set, one, set.field)
    hit(subject, set, other, set.field)
  })
}

/** Finds values of one kind that follow each other and differ by more than is likely. */
export const judgeJump = (open: OpenRange, rule: RuleOf<'jump'>, hit: Hit): void => {
  const { of, value, by, within, factor = 0, difference = 0 } = rule
  const longest = distanceInDays(within) ?? Infinity
  const series = numberSeries(open, of, value, by)
  const { set, numbers, sameUnit, meant } = series
  eachPair(series, (subject, one, other) => {
    if (meant !== null && meant[other] !== yes) return
    const lower = Math.min(numbers[one]!, numbers[other]!)
    const upper = Math.max(numbers[one]!, numbers[other]!)
    if (upper - lower <= difference || (factor > 0 && (lower <= 0 || upper <= factor * lower))) return
    if (set.days[other]! - set.days[one]! > longest || !sameUnit(one, other)) return
    hit(subject, set, one, value)
    hit(subject, set, other, value)
  })
}

/** Finds values of one kind that are the same on too many days that follow each other. */
export const judgeRepeated = (open: OpenRange, { of, value, by, times }: RuleOf<'repeated'>, hit: Hit): void => {
  const series = numberSeries(open, of, value, by)
  const { set, numbers, sameUnit, meant, before } = series
  // How many days the run has until each row; a run of one day has none.
  const more = new Uint32Array(before.length)
  eachPair(series, (subject, one, other) => {
    if (meant !== null && meant[other] !== yes) return
    if (numbers[one] !== numbers[other] || !sameUnit(one, other)) return
    more[other] = more[one]! + (set.days[one] === set.days[other] ? 0 : 1)
    if (more[other] + 1 < times) return
    hit(subject, set, other, value)
    if (more[one]! + 1 >= times) return
    for (let row = one; row >= 0 && numbers[row] === numbers[other] && sameUnit(row, other); row = before[row]!)
      hit(subject, set, row, value)
  })
}
