import type { PublishedStatement } from '../../protocol/language/published.js'
import { fisherExact } from '../../statistics/tables/fisher-exact.js'
import { pearsonChiSquare } from '../../statistics/tables/pearson.js'
import { attempt } from '../results/attempt.js'
import { type AuditFinding, contradictory } from './audit-finding.js'
import { parsePrinted, printedRange } from './printed-number.js'

type TwoByTwo = Extract<PublishedStatement, { kind: 'two by two' }>

/** One of the usual tests of a two-by-two table gives the printed P: Pearson's, Yates's, Fisher's. */
export const auditTwoByTwo = ({ treated, control, p: printed }: TwoByTwo): readonly AuditFinding[] => {
  const stated = printedRange(parsePrinted(printed))
  if (stated === null) return []
  const table = [treated, control].map(({ count, n }) => [count, n - count])
  const tests = [
    ['Pearson', attempt(() => pearsonChiSquare(table).p)],
    ['Yates', attempt(() => pearsonChiSquare(table, { continuity: true }).p)],
    ['Fisher', attempt(() => fisherExact(table).p)],
  ] as const
  const found = tests.flatMap(([name, tried]) =>
    tried.estimable && tried.estimate !== null ? [{ name, p: tried.estimate }] : [],
  )
  if (found.length === 0 || found.some(({ p }) => p >= stated.least && p <= stated.greatest)) return []
  const given = found.map(({ name, p }) => `${p.toPrecision(2)} (${name})`).join(', ')
  return [
    contradictory(
      `${treated.count}/${treated.n} against ${control.count}/${control.n} gives P ${given}, not ${printed}`,
    ),
  ]
}
