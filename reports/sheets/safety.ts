import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import { labelText } from '../../protocol/language/ids.js'
import { type Footnotes, resultCell, row, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { arms } from '../../cohort/arms.js'
import { armLabel } from '../words/labels.js'
import type { ReportContext } from '../report-context.js'
import type { ResultBook } from '../result-book.js'
import type { SheetPlan, SheetRow } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'

const single = ['1', '2', '3', '4', '5'] as const
const summed: readonly (readonly [string, string])[] = [
  ['3-4', 'Grade 3–4'],
  ['any', 'Any grade'],
]

/** Table 3: adverse events by category and worst grade. */
export const safetySheet = ({ input, book }: ReportContext): SheetPlan => {
  const { safety } = input.study
  const columns = [
    words('Category', 44),
    ...arms.flatMap(arm => {
      const n = book.number(resultKey(results.baselineArm, { set: 'all', arm }, 'n'))
      const group = `${armLabel(input.study, arm)}${n === null ? '' : ` (n=${n})`}`
      return [
        ...single.map(grade => figures(`G${grade}`, group)),
        ...summed.flatMap(([, label]) => [figures(label, group), figures(`${label}, %`, group)]),
      ]
    }),
  ]
  return {
    name: 'Table 3',
    title: 'Table 3. Adverse events',
    about: 'Adverse events by category and worst grade, by arm',
    blocks: [
      table(
        null,
        columns,
        notes => [
          ...(safety?.categories ?? []).map(category =>
            gradeRow(book, category.id, labelText(category.label), notes, false),
          ),
          gradeRow(book, 'any', 'Any category', notes, true),
        ],
        [
          `Grades by ${safety?.grades ?? 'the study'} (G1 to G5); a subject counts once a category, with ` +
            `the worst grade in the window.`,
        ],
      ),
    ],
  }
}

const gradeRow = (book: ResultBook, category: string, label: string, notes: Footnotes, total: boolean): SheetRow => {
  const cells = arms.flatMap(arm => {
    const key = (grade: string, statistic: 'n' | 'percent'): string =>
      resultKey(results.safety, { set: 'all', category, arm, grade }, statistic)
    return [
      ...single.map(grade => resultCell(book.get(key(grade, 'n')), formats.count, notes)),
      ...summed.flatMap(([grade]) => [
        resultCell(book.get(key(grade, 'n')), formats.count, notes),
        resultCell(book.get(key(grade, 'percent')), formats.percentBeside, notes),
      ]),
    ]
  })
  return { ...row(text(label, total ? 'strong' : 'plain'), ...cells), role: total ? 'total' : 'row' }
}
