import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import { resultCell, row, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import { type BalanceRow, balanceRows, smdOf } from './balance-rows.js'
import type { ReportContext } from '../report-context.js'
import type { SheetPlan } from '../layout/sheet.js'
import { figure, figures, table, words } from '../layout/sheet-blocks.js'

/** Covariate balance before and after matching, with the love plot. */
export const balanceSheet = ({ input, book, figures: drawn }: ReportContext): SheetPlan => {
  const rows = balanceRows(input.study, book)
  const sets = ['all', 'matched'] as const
  const ratioOf = (set: AnalysisSetId, { covariate, level }: BalanceRow) =>
    level === '-' ? book.get(resultKey(results.covariate, { set, covariate }, 'variance-ratio')) : undefined
  const withRatio = rows.some(one => ratioOf('all', one) !== undefined)
  const columns = [
    words('Covariate', 56),
    figures('Before', 'SMD'),
    figures('After', 'SMD'),
    ...(withRatio ? [figures('Before', 'Variance ratio'), figures('After', 'Variance ratio')] : []),
  ]
  const distance = sets.map(set => book.get(resultKey(results.matching, { set }, 'distance-smd')))
  return {
    name: 'Balance',
    title: 'Covariate balance',
    about: 'Standardized mean differences before and after matching; love plot',
    blocks: [
      table(
        null,
        columns,
        notes => [
          ...(distance.some(one => one !== undefined)
            ? [row(text('Propensity score', 'strong'), ...distance.map(one => resultCell(one, formats.smd, notes)))]
            : []),
          ...rows.map(one =>
            row(
              text(one.label),
              ...sets.map(set => resultCell(book.get(smdOf(set, one.covariate, one.level)), formats.smd, notes)),
              ...(withRatio ? sets.map(set => resultCell(ratioOf(set, one), formats.fixed(3), notes)) : []),
            ),
          ),
        ],
        [
          "Treated minus control, divided by the treated arm's standard deviation before matching. Of two " +
            'levels the second one stands for both.',
        ],
      ),
      ...(drawn.some(one => one.id === 'love-plot') ? [figure('love-plot')] : []),
    ],
  }
}
