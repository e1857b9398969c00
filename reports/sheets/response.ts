import { results } from '../../protocol/results/catalogue.js'
import { keysOf, resultKey } from '../../protocol/results/result-key.js'
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
  const used = (['all', 'matched'] as const).filter(cohort => book.has({ part: 'response', set: cohort }))
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
            const n = book.number(resultKey(results.baselineArm, { set: cohort, arm }, 'n'))
            const group = `${armLabel(input.study, arm)}${n === null ? '' : ` (n=${n})`}`
            return [figures('n', group), figures('%', group), figures('95% CI from', group), figures('to', group)]
          }),
          figures('P'),
          words('Test', 34),
        ],
        notes =>
          (response?.targets ?? []).flatMap(target => [
            section(labelText(target.label)),
            ...responses.map(([id, label]) =>
              countRow(book, { set: cohort, target: target.id, response: id }, label, notes),
            ),
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

const countRow = (
  book: ResultBook,
  ids: { readonly set: AnalysisSetId; readonly target: string; readonly response: string },
  label: string,
  notes: Footnotes,
): SheetRow =>
  row(
    text(label, 'plain', 1),
    ...arms.flatMap(arm => [
      resultCell(book.get(resultKey(results.responseCode, { ...ids, arm }, 'n')), formats.count, notes),
      resultCell(book.get(resultKey(results.responseCode, { ...ids, arm }, 'percent')), formats.percentBeside, notes),
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
  const ids = { set: cohort, target, rate }
  const key = keysOf(results.responseRate, ids)
  const paired = [
    [`${label}, within pairs`, key('mcnemar-p')],
    [`${label}, within pairs, exact`, key('mcnemar-exact-p')],
  ] as const
  return [
    row(
      text(label, 'strong', 1),
      ...arms.flatMap(arm => [
        resultCell(book.get(resultKey(results.responseRateArm, { ...ids, arm }, 'n')), formats.count, notes),
        ...(['rate', 'lower', 'upper'] as const).map(statistic =>
          resultCell(book.get(resultKey(results.responseRateArm, { ...ids, arm }, statistic)), formats.rate, notes),
        ),
      ]),
      ...testCells(book, key('p'), notes),
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
