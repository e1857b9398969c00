import { type HeadlineItem, headlineItems, shownItem, withInterval } from './headline-items.js'
import type { ReportNumbers } from '../report-context.js'
import type { ReportInput } from '../report-input.js'
import { retold, type Told, told } from '../../words/told.js'

/** One headline number next to that of the last report and the printed one. */
export interface HeadlineLine {
  readonly label: Told
  readonly computed: Told
  /** Null where there is no last report, or none of it there. */
  readonly before: Told | null
  /** Null where nothing is printed of it; marked where the source contradicts itself. */
  readonly published: Told | null
}

/** What the mark behind a published number means. */
export const sourceMark = "* contradictory in the source itself; the sheet 'Published' says why"

/** The headline numbers for cover, terminal and mail; what the study has no result of is left out. */
export const headline = ({ input, book, before }: ReportNumbers): readonly HeadlineLine[] =>
  headlineItems(input.study).flatMap((item): readonly HeadlineLine[] => {
    const computed = shownItem(item, book)
    if (computed === null) return []
    const line: HeadlineLine = {
      label: item.label,
      computed,
      before: before === null ? null : shownItem(item, before),
      published: publishedOf(item, input.published),
    }
    return item.label === 'Matched pairs' ? [line, ...keptLine(input)] : [line]
  })

/** The columns that headline numbers stand in, the last report and the source only where there are any. */
export const headlineColumns = (
  lines: readonly HeadlineLine[],
): readonly { readonly header: string; readonly of: (line: HeadlineLine) => string }[] => [
  { header: lines.some(line => line.before !== null) ? 'Now' : 'Computed', of: line => line.computed },
  ...(lines.some(line => line.before !== null)
    ? [{ header: 'Last report', of: (line: HeadlineLine) => line.before ?? '–' }]
    : []),
  ...(lines.some(line => line.published !== null)
    ? [{ header: 'Published', of: (line: HeadlineLine) => line.published ?? '–' }]
    : []),
]

/** What stands below the headline numbers: what a mark in them means. */
export const headlineNotes = (lines: readonly HeadlineLine[]): readonly string[] =>
  lines.some(line => line.published?.endsWith('*') === true) ? [sourceMark] : []

/** The headline numbers as an aligned text. */
export const headlineText = (lines: readonly HeadlineLine[]): string => {
  const columns = headlineColumns(lines)
  const rows = [
    ['', ...columns.map(({ header }) => header.toLowerCase())],
    ...lines.map(line => [line.label, ...columns.map(({ of }) => of(line))]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  return [
    ...rows.map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    ...headlineNotes(lines),
  ].join('\n')
}

const keptLine = ({ previous }: ReportInput): readonly HeadlineLine[] => {
  if (previous === null || previous.pairs.before === 0) return []
  const { kept, before } = previous.pairs
  const computed = told`${kept} of ${before}`
  return [{ label: told`Pairs kept from the last report`, computed, before: null, published: null }]
}

const publishedOf = ({ kind, keys }: HeadlineItem, { comparisons }: ReportInput['published']): Told | null => {
  const found = keys.map(key => comparisons.find(one => one.key === key))
  // As the study's file of published numbers has them, which the run kept.
  const printed = found.flatMap(one =>
    one === undefined ? [] : [retold(kind === 'fraction' && /\d$/.test(one.printed) ? `${one.printed}%` : one.printed)],
  )
  const [first] = found
  if (first === undefined || printed[0] === undefined) return null
  const contradictory = found.some(one => one?.verdict === 'contradictory in the source')
  const shown = printed.length === keys.length ? withInterval(printed) : printed[0]
  return contradictory ? told`${shown} *` : shown
}
