import type { PublishedComparison, PublishedVerdict } from '../../analysis/published/published.js'
import { blank, number, row, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import type { ReportContext } from '../report-context.js'
import type { ReportedComparison as Comparison } from '../report-input.js'
import type { ResultBook } from '../result-book.js'
import type { SheetBlock, SheetCell, SheetPlan, TextTone } from '../layout/sheet.js'
import { fixed, missingWord } from '../words/shown-numbers.js'
import { figures, prose, table, words } from '../layout/sheet-blocks.js'

const verdicts: readonly PublishedVerdict[] = [
  'reached',
  'within rounding',
  'off',
  'contradictory in the source',
  'not computed',
]

const tones: Readonly<Record<PublishedVerdict, TextTone>> = {
  reached: 'good',
  'within rounding': 'good',
  off: 'bad',
  'contradictory in the source': 'warning',
  'not computed': 'muted',
}

/** The computed numbers next to the printed ones, and what the printed ones contradict among themselves. */
export const publishedSheet = ({ input, book }: ReportContext): SheetPlan => {
  const { comparisons, findings, notComparedBecause } = input.published
  return {
    name: 'Published',
    title: 'Compared with the published numbers',
    about: 'Each printed number next to the computed one, and contradictions in the source',
    blocks: [
      ...(notComparedBecause === null
        ? comparisonTables(comparisons, book)
        : [prose([`Not compared: ${notComparedBecause}`])]),
      ...(findings.length === 0 ? [] : [findingsTable(findings)]),
    ],
  }
}

const comparisonTables = (comparisons: Comparison['comparisons'], book: ResultBook): readonly SheetBlock[] => [
  table('Summary', [words('Verdict', 48), figures('Numbers')], () =>
    verdicts
      .map(verdict => ({ verdict, count: comparisons.filter(one => one.verdict === verdict).length }))
      .filter(({ count }) => count > 0)
      .map(({ verdict, count }) => row(text(verdict, tones[verdict]), number(count, formats.count))),
  ),
  table(
    'Number by number',
    [
      words('What', 48),
      figures('Printed'),
      figures('Computed'),
      figures('Difference'),
      words('Verdict', 28),
      words('Note', 60),
      words('Result key', 46),
    ],
    () =>
      comparisons.map(one =>
        row(
          text(one.label),
          printedCell(one),
          typeof one.computed === 'number'
            ? numberCell(one.computed, computedFormat(one), one.percent)
            : text(one.computed ?? missingWord(book.get(one.key)?.notes ?? [])),
          one.difference === null ? blank : numberCell(one.difference, differenceFormat(one.difference), one.percent),
          text(one.verdict, tones[one.verdict]),
          text(one.note ?? ''),
          text(one.key, 'muted'),
        ),
      ),
    [
      'Reached: the same at the printed decimals and exact. Within rounding: rounds to what is printed. ' +
        'Difference: computed minus printed.',
    ],
  ),
]

const findingsTable = (findings: Comparison['findings']): SheetBlock =>
  table(
    'Contradictions within the source',
    [words('Statement', 48), figures(''), figures(''), figures(''), words('Severity', 28), words('Finding', 60)],
    () => findings.map(one => row(text(one.label), blank, blank, blank, text(one.severity), text(one.message))),
  )

// A percentage is a fraction in the cell, as on every sheet.
const numberCell = (value: number, format: string, percent: boolean): SheetCell =>
  percent ? number(value / 100, format.replace(/0(?=;|$)/g, '0%')) : number(value, format)

// What is printed as a number is one, with as many decimals as are printed.
const printedCell = ({ printed, percent }: PublishedComparison): SheetCell =>
  /^-?\d+(\.\d+)?$/.test(printed)
    ? numberCell(Number(printed), formats.fixed(decimalsOf(printed)), percent)
    : text(printed)

const decimalsOf = (printed: string): number => /\.(\d+)/.exec(printed)?.[1]?.length ?? 0

// One decimal more than printed, so that rounding can be seen.
const computedFormat = ({ printed, key }: PublishedComparison): string => {
  if (/(?:^|[/-])p$/.test(key)) return '0.00000'
  return formats.fixed(/\/n$|\/events$|\/pairs$/.test(key) ? 0 : Math.min(6, decimalsOf(printed) + 1))
}

const differenceFormat = (difference: number): string =>
  Number(fixed(difference, 3)) === 0 ? '0.000;0.000;0.000' : formats.difference
