import { results } from '../../protocol/results/catalogue.js'
import { matchingWords } from '../../protocol/words/method-words.js'
import { resultCell, row, sharedNotes, text, withoutNotes } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { termLabel } from '../words/labels.js'
import type { ReportContext } from '../report-context.js'
import type { SheetBlock, SheetPlan } from '../layout/sheet.js'
import { figures, prose, table, words } from '../layout/sheet-blocks.js'

const matchingRows: readonly (readonly [string, string, string])[] = [
  ['pairs', 'Matched pairs', formats.count],
  ['n', 'Subjects with all covariates known', formats.count],
  ['treated-unmatched', 'Treated subjects without a partner', formats.count],
  ['control-unmatched', 'Controls without a partner', formats.count],
  ['caliper', "Caliper, on the distance's own scale", '0.000'],
  ['largest-distance', 'Largest distance within a pair', '0.000'],
  ['incomplete', 'Subjects that could not be matched: a covariate is unknown', formats.count],
]

/** The propensity model's coefficients, and what the matching came to. */
export const propensitySheet = ({ input, book }: ReportContext): SheetPlan => {
  const terms = book.ids({ kind: 'propensity' }, 'term')
  const extra = ['se', 'z', 'p'].filter(statistic =>
    terms.some(term => book.at(results.propensity, { term }, statistic) !== undefined),
  )
  // A note of the whole model is said once below its table, not behind every number.
  const shared = sharedNotes(book.of({ kind: 'propensity' }).map(({ result }) => result))
  const headers: Readonly<Record<string, string>> = { se: 'SE', z: 'z', p: 'P' }
  const blocks: readonly SheetBlock[] = [
    prose([matchingWords(input.study.matching)]),
    table('Matching', [words('', 56), figures('Value')], notes =>
      matchingRows
        .filter(([statistic]) => book.at(results.matching, { set: 'all' }, statistic) !== undefined)
        .map(([statistic, label, format]) =>
          row(text(label), resultCell(book.at(results.matching, { set: 'all' }, statistic), format, notes)),
        ),
    ),
    table(
      'Logistic model of being in the treated arm',
      [words('Term', 56), figures('Coefficient'), ...extra.map(one => figures(headers[one] ?? one))],
      notes =>
        terms.map(term =>
          row(
            text(termLabel(input.study, term)),
            resultCell(
              withoutNotes(book.at(results.propensity, { term }, 'coefficient'), shared),
              formats.coefficient,
              notes,
            ),
            ...extra.map(one =>
              resultCell(
                withoutNotes(book.at(results.propensity, { term }, one), shared),
                one === 'p' ? formats.p : formats.coefficient,
                notes,
              ),
            ),
          ),
        ),
      shared,
    ),
    prose(['The pairs themselves, by display ids, stand in pairs.csv next to this workbook; they are never mailed.']),
  ]
  return {
    name: 'Propensity model',
    title: 'Propensity model and matching',
    about: 'Coefficients of the propensity model, caliper, number of pairs',
    blocks,
  }
}
