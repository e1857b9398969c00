import { labelText } from '../../protocol/language/ids.js'
import { blank, type Footnotes, resultCell, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { arms } from '../../cohort/arms.js'
import { armLabel } from '../words/labels.js'
import type { ReportContext } from '../report-context.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'
import type { SheetCell, SheetPlan, SheetRow } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'

const responses: readonly (readonly [string, string])[] = [
  ['cr', 'Complete response'],
  ['pr', 'Partial response'],
  ['sd', 'Stable disease'],
  ['pd', 'Progressive disease'],
  ['ne', 'Not evaluable'],
]

const rates: readonly (readonly [string, string])[] = [
  ['orr', 'Objective response rate'],
  ['dcr', 'Disease control rate'],
]

/** Table 2: best overall response on each target, response rates with intervals, tests by name, in each cohort. */
export const responseSheet = ({ input, book }: ReportContext): SheetPlan => {
  const response = input.study.response
  const used = (['all', 'matched'] as const).filter(cohort => book.has(`response/${cohort}`))
  return {
    name: 'Table 2',
    title: 'Table 2. Tumour response',
    about: 'Best overall response, response rates with 95% intervals and tests, before and after matching',
    blocks: used.map((cohort, index) =>
      table(
        cohort === 'all' ? 'Before matching' : 'After matching',
        [
          words('Response', 40),
          ...arms.flatMap(arm => {
            const n = book.number(`baseline/${cohort}/-/${arm}/-/n`)
            const group = `${armLabel(input.study, arm)}${n === null ? '' : ` (n=${n})`}`
            return [figures('n', group), figures('%', group), figures('95% CI from', group), figures('to', group)]
          }),
          figures('P'),
          words('Test', 34),
        ],
        notes =>
          (response?.targets ?? []).flatMap(target => [
            section(labelText(target.label)),
            ...responses.map(([id, label]) => countRow(book, `response/${cohort}/${target.id}`, id, label, notes)),
            ...rates.flatMap(([id, label]) => rateRows(book, cohort, target.id, id, label, notes)),
          ]),
        index < used.length - 1
          ? []
          : [
              `Response by ${response?.criteria ?? "the study's criteria"}; not evaluable: ` +
                `${response?.notEvaluable ?? 'as the study says'}.`,
              `Intervals by ${response?.interval === 'wilson' ? 'Wilson' : 'Clopper and Pearson (exact)'}. ` +
                `Each P stands next to the test that gave it; McNemar's test compares within pairs.`,
            ],
      ),
    ),
  }
}

const countRow = (book: ResultBook, target: string, response: string, label: string, notes: Footnotes): SheetRow =>
  row(
    text(label, 'plain', 1),
    ...arms.flatMap(arm => [
      resultCell(book.get(`${target}/${arm}/${response}/n`), formats.count, notes),
      resultCell(book.get(`${target}/${arm}/${response}/percent`), formats.percentBeside, notes),
      blank,
      blank,
    ]),
  )

const rateRows = (
  book: ResultBook,
  cohort: AnalysisSetId,
  target: string,
  rate: string,
  label: string,
  notes: Footnotes,
): readonly SheetRow[] => {
  const key = `response/${cohort}/${target}`
  const paired = [
    [`${label}, within pairs`, `${key}/-/${rate}/mcnemar-p`],
    [`${label}, within pairs, exact`, `${key}/-/${rate}/mcnemar-exact-p`],
  ] as const
  return [
    row(
      text(label, 'strong', 1),
      ...arms.flatMap(arm => [
        resultCell(book.get(`${key}/${arm}/${rate}/n`), formats.count, notes),
        ...['rate', 'lower', 'upper'].map(statistic =>
          resultCell(book.get(`${key}/${arm}/${rate}/${statistic}`), formats.rate, notes),
        ),
      ]),
      ...testCells(book, `${key}/-/${rate}/p`, notes),
    ),
    ...paired
      .filter(([, pair]) => book.get(pair) !== undefined)
      .map(([name, pair]) =>
        row(
          text(name, 'muted', 2),
          ...arms.flatMap(() => [blank, blank, blank, blank]),
          ...testCells(book, pair, notes),
        ),
      ),
  ]
}

const testCells = (book: ResultBook, key: string, notes: Footnotes): readonly SheetCell[] => {
  const p = book.get(key)
  return [resultCell(p, formats.p, notes), p === undefined ? blank : text(p.method, 'muted')]
}
