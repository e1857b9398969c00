import { rowStatus } from '../../protocol/schema/row-status.js'
import { type Lineage, lineageWriter } from '../range/lineage.js'
import type { OpenRange } from '../range/open-range.js'
import { daysOf } from '../range/rows.js'
import { yes } from '../truth-codes.js'

/** The responses by their codes, the best first; the last is not evaluable. */
export const responses = ['cr', 'pr', 'sd', 'pd', 'ne'] as const

const progression = responses.indexOf('pd')
const notEvaluable = responses.indexOf('ne')

/** Best overall responses on one target. */
export interface ResponseColumn {
  readonly target: string
  /** Into `responses`. */
  readonly responses: Uint8Array
  readonly sources: Lineage
}

/**
 * Best overall response on one target: the best of CR, PR, SD, PD from the index date until the first progression on
 * that target, which still counts; not evaluable without any. A row of a mapping without days counts as follow-up.
 */
export const bestResponse = (open: OpenRange, target: string): ResponseColumn => {
  const { count, indexDays } = open
  const columns = open.domain('response').known
  const { starts, file, row: rows } = columns
  const truths = open.truths('response', { target: { is: target }, response: 'is known' })
  const ranks = responseRanks(open)
  const days = daysOf(columns, 'date')
  const date = columns.fields['date']
  const isWithoutDay = (row: number): boolean => date === undefined || date.status[row] === rowStatus.absent
  const found = new Uint8Array(count).fill(notEvaluable)
  const sources = lineageWriter(count, open.ranks)
  for (let subject = 0; subject < count; subject += 1) {
    const indexDay = indexDays[subject]!
    const [start, end] = [starts[subject]!, starts[subject + 1]!]
    // The first progression by day, then by the place in the files, ends what counts.
    let lastDay = Infinity
    let lastRow = Infinity
    for (let row = start; row < end; row += 1) {
      if (truths[row] !== yes || ranks[row] !== progression || !(days[row]! >= indexDay)) continue
      if (days[row]! >= lastDay) continue
      lastDay = days[row]!
      lastRow = row
    }
    for (let row = start; row < end; row += 1) {
      if (truths[row] !== yes) continue
      const inTime = days[row]! >= indexDay && (days[row]! < lastDay || (days[row] === lastDay && row <= lastRow))
      if (!inTime && !isWithoutDay(row)) continue
      sources.add(file[row]!, rows[row]!)
      if (ranks[row]! < found[subject]!) found[subject] = ranks[row]!
    }
    sources.next()
  }
  return { target, responses: found, sources: sources.finish() }
}

const responseRanks = (open: OpenRange): Uint8Array => {
  const columns = open.domain('response').known
  const { codes, texts } = columns.fields['response'] ?? { codes: null, texts: [] }
  const known: readonly string[] = responses
  const ranks = texts.map(text => {
    const rank = known.indexOf(text.toLowerCase())
    return rank < 0 ? notEvaluable : rank
  })
  if (codes === null) return new Uint8Array(columns.count).fill(notEvaluable)
  return Uint8Array.from(codes, code => (code < 0 ? notEvaluable : ranks[code]!))
}
