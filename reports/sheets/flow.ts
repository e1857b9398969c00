import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import type { AttritionStep } from '../../cohort/cohort.js'
import { withoutIndexDate } from '../../cohort/statuses.js'
import { blank, number, resultCell, row, section, text } from '../layout/cells.js'
import { excludedSteps } from '../figures/flow-diagram.js'
import { formats } from '../layout/formats.js'
import { arms } from '../../cohort/arms.js'
import { armLabel, criterionLabel, exclusionLabel } from '../words/labels.js'
import type { ReportContext } from '../report-context.js'
import type { SheetPlan } from '../layout/sheet.js'
import { figure, figures, table, words } from '../layout/sheet-blocks.js'

const takenAs = ({ criterion }: AttritionStep): 'held' | 'excluded' =>
  criterion === withoutIndexDate ? 'held' : 'excluded'

/** The flow of subjects: assessed, excluded by first reason, held, eligible; overall, by site and by arm. */
export const flowSheet = ({ input, book }: ReportContext): SheetPlan => {
  const { study, sites } = input
  const columns = [
    words('Step', 46),
    figures('Subjects', 'All'),
    figures('Remaining', 'All'),
    ...sites.map(site => figures(site.label, 'By site')),
    ...arms.map(arm => figures(armLabel(study, arm), 'By arm')),
  ]
  const held = book
    .of({ kind: 'taken', who: '-' })
    .filter(({ read: { slots, statistic } }) => statistic === 'held' && slots['reason'] !== withoutIndexDate)
  const rows = table(
    null,
    columns,
    notes => {
      const everySite = sites.map(site => site.site)
      const count = (key: string) => resultCell(book.get(key), formats.count, notes)
      const step = (name: 'assessed' | 'heldLater' | 'eligible', who: string) =>
        count(resultKey(results[name], { who }, 'n'))
      const taken = ({ criterion }: AttritionStep, how: 'excluded' | 'held', who: string) =>
        count(resultKey(results.taken, { reason: criterion, who }, how))
      return [
        row(text('Assessed', 'strong'), step('assessed', '-'), blank, ...everySite.map(site => step('assessed', site))),
        section('Taken away, each subject by the first reason'),
        ...excludedSteps(input.attrition).map(one =>
          row(
            text(exclusionLabel(study, one.criterion), 'plain', 1),
            taken(one, takenAs(one), '-'),
            number(one.remaining, formats.count),
            ...[...everySite, ...arms].map(who => taken(one, takenAs(one), who)),
          ),
        ),
        row(
          text('Held until the site answers', 'strong'),
          step('heldLater', '-'),
          blank,
          ...everySite.map(site => step('heldLater', site)),
        ),
        ...held.map(({ result, read }) =>
          row(
            text(criterionLabel(study, read.slots['reason'] ?? ''), 'plain', 1),
            resultCell(result, formats.count, notes),
          ),
        ),
        row(
          text('Eligible', 'strong'),
          step('eligible', '-'),
          blank,
          ...[...everySite, ...arms].map(who => step('eligible', who)),
        ),
      ]
    },
    ['By arm: as far as the arm of an excluded subject is known.'],
  )
  return {
    name: 'Flow',
    title: 'Flow of subjects',
    about: 'Assessed, excluded by first reason, held and eligible; overall, by site and by arm',
    blocks: [rows, figure('flow')],
  }
}
