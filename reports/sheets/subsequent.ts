import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import { labelText } from '../../protocol/language/ids.js'
import { resultCell, row, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { arms } from '../../cohort/arms.js'
import { armLabel } from '../words/labels.js'
import type { ReportContext } from '../report-context.js'
import type { SheetPlan } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'

/** Therapy after progression by kind and arm. */
export const subsequentSheet = ({ input, book }: ReportContext): SheetPlan => {
  const subsequent = input.study.subsequent
  const title = subsequent?.label === undefined ? 'Therapy after progression' : labelText(subsequent.label)
  const first = subsequent?.therapies[0]?.id ?? ''
  const columns = [
    words('Therapy', 50),
    ...arms.flatMap(arm => {
      const any = book.get(resultKey(results.subsequent, { set: 'all', therapy: first, arm }, 'percent'))?.n
      const group = `${armLabel(input.study, arm)}${any === undefined ? '' : ` (with any: n=${String(any)})`}`
      return [figures('n', group), figures('%', group)]
    }),
  ]
  return {
    name: 'Therapy after progression',
    title,
    about: 'The first therapy after progression, by kind and arm',
    blocks: [
      table(
        null,
        columns,
        notes =>
          (subsequent?.therapies ?? []).map(therapy =>
            row(
              text(labelText(therapy.label)),
              ...arms.flatMap(arm => [
                resultCell(
                  book.get(resultKey(results.subsequent, { set: 'all', therapy: therapy.id, arm }, 'n')),
                  formats.count,
                  notes,
                ),
                resultCell(
                  book.get(resultKey(results.subsequent, { set: 'all', therapy: therapy.id, arm }, 'percent')),
                  formats.percentBeside,
                  notes,
                ),
              ]),
            ),
          ),
        ['A subject counts once, with the first such therapy; % of those of the arm with any.'],
      ),
    ],
  }
}
