import type { PublishedStatement } from '../../protocol/language/published.js'
import { type AuditFinding, contradictory } from './audit-finding.js'
import { parsePrinted, roundsTo } from './printed-number.js'

type Counts = Extract<PublishedStatement, { kind: 'counts' }>
type CountRow = Counts['rows'][number]

/** Each percentage is its count of n, a missing count follows from its percentage, and all rows together make n. */
export const auditCounts = ({ n, rows, complete }: Counts): readonly AuditFinding[] => {
  const counts = rows.map(row => row.count ?? countsOf(row, n))
  const known = counts.every(count => typeof count === 'number')
  const total = counts.reduce<number>((sum, count) => sum + (typeof count === 'number' ? count : 0), 0)
  return [
    ...rows.flatMap(row => auditRow(row, n)),
    ...(complete && known && total !== n
      ? [contradictory(`the rows ${counts.join(' + ')} make ${total}, not ${n}`)]
      : []),
  ]
}

const auditRow = (row: CountRow, n: number): readonly AuditFinding[] => {
  const implied = countsOf(row, n)
  if (row.count === null) {
    const told = implied === null ? 'tells no single count' : `is ${implied}`
    return [
      {
        severity: 'incomplete',
        message: `${row.label} is printed without a count; ${row.percent ?? 'nothing'} of ${n} ${told}`,
      },
    ]
  }
  const printed = row.percent === undefined ? null : parsePrinted(row.percent)
  if (printed?.kind !== 'number' || n === 0 || roundsTo((100 * row.count) / n, printed)) return []
  const percent = ((100 * row.count) / n).toFixed(printed.decimals)
  const instead = implied === null ? 'no count gives that percentage' : `${row.percent} is ${implied} of ${n}`
  return [contradictory(`${row.label}: ${row.count} of ${n} is ${percent}%, not ${row.percent}; ${instead}`)]
}

/** The one count of n that rounds to the printed percentage. */
const countsOf = ({ percent }: CountRow, n: number): number | null => {
  const printed = percent === undefined ? null : parsePrinted(percent)
  if (printed?.kind !== 'number') return null
  const nearest = Math.round((printed.number * n) / 100)
  const fitting = [nearest - 1, nearest, nearest + 1].filter(
    count => count >= 0 && count <= n && roundsTo((100 * count) / n, printed),
  )
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}

/** A printed total is the sum of its printed parts. */
export const auditSum = ({ total, parts }: Extract<PublishedStatement, { kind: 'sum' }>): readonly AuditFinding[] => {
  const sum = parts.reduce((so, part) => so + part, 0)
  return sum === total ? [] : [contradictory(`${parts.join(' + ')} make ${sum}, not ${total}`)]
}
