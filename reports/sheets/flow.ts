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

const takenAs = ({ criterion }: AttritionStep): string => (criterion === withoutIndexDate ? 'held' : 'excluded')

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
  const held = book.results.filter(
    ({ key }) =>
      key.startsWith('flow/-/') && key.endsWith('/-/-/held') && key !== `flow/-/${withoutIndexDate}/-/-/held`,
  )
  const rows = table(
    null,
    columns,
    notes => {
      const counts = (
        what: string,
        statistic: string,
        whose: readonly string[] = [...sites.map(site => site.site), ...arms],
      ) => whose.map(who => resultCell(book.get(`flow/-/${what}/${who}/-/${statistic}`), formats.count, notes))
      const all = (what: string, statistic: string) =>
        resultCell(book.get(`flow/-/${what}/-/-/${statistic}`), formats.count, notes)
      return [
        row(
          text('Assessed', 'strong'),
          all('assessed', 'n'),
          blank,
          ...counts(
            'assessed',
            'n',
            sites.map(site => site.site),
          ),
        ),
        section('Taken away, each subject by the first reason'),
        ...excludedSteps(input.attrition).map(step =>
          row(
            text(exclusionLabel(study, step.criterion), 'plain', 1),
            all(step.criterion, takenAs(step)),
            number(step.remaining, formats.count),
            ...counts(step.criterion, takenAs(step)),
          ),
        ),
        row(
          text('Held until the site answers', 'strong'),
          all('held-later', 'n'),
          blank,
          ...counts(
            'held-later',
            'n',
            sites.map(site => site.site),
          ),
        ),
        ...held.map(result =>
          row(
            text(criterionLabel(study, result.key.split('/')[2] ?? ''), 'plain', 1),
            resultCell(result, formats.count, notes),
          ),
        ),
        row(text('Eligible', 'strong'), all('eligible', 'n'), blank, ...counts('eligible', 'n')),
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
