import { resultCell, row, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { balanceRows } from './balance-rows.js'
import type { ReportContext } from '../report-context.js'
import type { SheetPlan } from '../layout/sheet.js'
import { figure, figures, table, words } from '../layout/sheet-blocks.js'

/** Covariate balance before and after matching, with the love plot. */
export const balanceSheet = ({ input, book, figures: drawn }: ReportContext): SheetPlan => {
  const rows = balanceRows(input.study, book)
  const key = (cohort: string, covariate: string, level: string, statistic: string) =>
    `baseline/${cohort}/${covariate}/-/${level}/${statistic}`
  const withRatio = rows.some(one => book.get(key('all', one.covariate, one.level, 'variance-ratio')) !== undefined)
  const columns = [
    words('Covariate', 56),
    figures('Before', 'SMD'),
    figures('After', 'SMD'),
    ...(withRatio ? [figures('Before', 'Variance ratio'), figures('After', 'Variance ratio')] : []),
  ]
  const distance = ['all', 'matched'].map(cohort => book.get(`matching/${cohort}/-/-/-/distance-smd`))
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
              ...['all', 'matched'].map(cohort =>
                resultCell(book.get(key(cohort, one.covariate, one.level, 'smd')), formats.smd, notes),
              ),
              ...(withRatio
                ? ['all', 'matched'].map(cohort =>
                    resultCell(
                      book.get(key(cohort, one.covariate, one.level, 'variance-ratio')),
                      formats.fixed(3),
                      notes,
                    ),
                  )
                : []),
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
