import { results } from '../../protocol/results/catalogue.js'
import { landmarkWords } from '../../protocol/language/landmarks.js'
import { labelText } from '../../protocol/language/ids.js'
import { blank, type Footnotes, number, resultCell, row, section, text } from '../layout/cells.js'
import { atRiskAt, followUpTicks } from '../figures/follow-up-ticks.js'
import { type CellFormat, formats } from '../layout/formats.js'
import { arms } from '../../cohort/arms.js'
import { armLabel } from '../words/labels.js'
import type { ReportContext } from '../report-context.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { SheetBlock, SheetCell, SheetPlan, SheetRow } from '../layout/sheet.js'
import { figure, figures, table, words } from '../layout/sheet-blocks.js'

/**
 * One endpoint's sheet: medians, landmark rates, follow-up, log-rank test, numbers at risk, and the curves, in
 * each cohort.
 */
export const survivalSheet = (context: ReportContext, endpoint: string): SheetPlan => {
  const { input, book } = context
  const used = (['all', 'matched'] as const).filter(cohort => book.has({ part: 'survival', set: cohort, endpoint }))
  const label = labelText(input.study.endpoints[endpoint]?.label ?? endpoint)
  return {
    name: sheetNameOf(endpoint),
    title: label,
    about: `${label}: medians, rates, follow-up, log-rank test, numbers at risk, Kaplan-Meier figures`,
    blocks: [
      ...used.flatMap(cohort => [summaryTable(context, endpoint, cohort), comparisonTable(context, endpoint, cohort)]),
      ...used.flatMap(cohort => atRisk(context, endpoint, cohort)),
      ...context.figures.filter(one => one.id.startsWith(`km-${endpoint}-`)).map(one => figure(one.id)),
    ],
  }
}

/** The name of an endpoint's sheet. */
export const sheetNameOf = (endpoint: string): string =>
  `${endpoint.length <= 4 ? endpoint.toUpperCase() : endpoint} survival`.slice(0, 31)

const cohortTitle = (cohort: AnalysisSetId): string =>
  cohort === 'all' ? 'Before matching: all eligible subjects' : 'After matching: matched pairs'

const summaryTable = ({ input, book }: ReportContext, endpoint: string, cohort: AnalysisSetId): SheetBlock => {
  const unit = input.study.endpoints[endpoint]?.unit ?? 'months'
  const result = (arm: string, statistic: string) =>
    book.at(results.survivalArm, { set: cohort, endpoint, arm }, statistic)
  // While nobody has had the event, Greenwood's interval has no width, which is no certainty.
  const limits = (arm: string, statistic: string, format: CellFormat, notes: Footnotes): readonly SheetCell[] =>
    statistic.startsWith('rate-') && result(arm, statistic)?.value === 1
      ? [text(`– [${notes.mark('no event yet: the estimate has no interval')}]`), text('–')]
      : ['lower', 'upper'].map(limit => resultCell(result(arm, `${statistic}-${limit}`), format, notes))
  const line = (
    label: string,
    statistic: string,
    format: CellFormat,
    notes: Footnotes,
    interval = false,
    indent = 0,
  ): SheetRow =>
    row(
      text(label, 'plain', indent),
      ...arms.flatMap(arm => [
        resultCell(result(arm, statistic), format, notes),
        ...(interval ? limits(arm, statistic, format, notes) : [blank, blank]),
      ]),
    )
  const optional = (label: string, statistic: string, format: CellFormat, notes: Footnotes): readonly SheetRow[] =>
    arms.some(arm => result(arm, statistic) !== undefined) ? [line(label, statistic, format, notes, false, 1)] : []
  const time = formats.time(unit)
  const columns = [
    words('', 46),
    ...arms.flatMap(arm => [
      figures('Estimate', armLabel(input.study, arm)),
      figures('95% CI from', armLabel(input.study, arm)),
      figures('to', armLabel(input.study, arm)),
    ]),
  ]
  return table(
    cohortTitle(cohort),
    columns,
    notes => [
      line('Subjects', 'n', formats.count, notes),
      line('Events', 'events', formats.count, notes),
      line(`Median, ${unit}`, 'median', time, notes, true),
      ...landmarksOf(book, endpoint, cohort).map(landmark =>
        line(`Rate at ${landmarkWords(Number(landmark), unit)}`, `rate-${landmark}`, formats.rate, notes, true),
      ),
      section(`Follow-up, ${unit}`),
      line('Median observed time, all subjects', 'follow-up-observed', time, notes, false, 1),
      ...optional('Shortest', 'follow-up-min', time, notes),
      ...optional('Longest', 'follow-up-max', time, notes),
      line('Median by reverse Kaplan-Meier', 'follow-up-reverse-km', time, notes, false, 1),
    ],
    [
      `Kaplan-Meier; intervals with the ${input.study.analyses.survival.band} transformation, ` +
        `Brookmeyer-Crowley for medians. n.r.: not reached.`,
    ],
  )
}

const tests: readonly (readonly [statistic: string, label: string, format: CellFormat])[] = [
  ['log-rank-chi-square', 'Log-rank chi-square (1 degree of freedom)', formats.chiSquare],
  ['log-rank-p', 'Log-rank P, two-sided', formats.p],
  ['log-rank-by-pair-p', 'Log-rank P, stratified by pair', formats.p],
]

const comparisonTable = ({ book }: ReportContext, endpoint: string, cohort: AnalysisSetId): SheetBlock =>
  table(
    `Comparison of the arms, ${cohort === 'all' ? 'before' : 'after'} matching`,
    [words('Test', 46), figures('Value')],
    notes =>
      tests.flatMap(([statistic, label, format]) => {
        const result = book.at(results.survival, { set: cohort, endpoint }, statistic)
        return result === undefined ? [] : [row(text(label), resultCell(result, format, notes))]
      }),
  )

const landmarksOf = (book: ReportContext['book'], endpoint: string, cohort: AnalysisSetId): readonly string[] =>
  book
    .statistics({ kind: 'survivalArm', set: cohort, endpoint })
    .flatMap(statistic => /^rate-([0-9.]+)$/.exec(statistic)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b))

const atRisk = ({ input, book }: ReportContext, endpoint: string, cohort: AnalysisSetId): readonly SheetBlock[] => {
  const curves = arms.flatMap(arm => book.curve(cohort, endpoint, arm) ?? [])
  if (curves.length === 0) return []
  const ticks = followUpTicks(input.study, book, endpoint)
  const unit = input.study.endpoints[endpoint]?.unit ?? 'months'
  const columns = [words(`Time, ${unit}`, 46), ...ticks.map(tick => figures(String(tick)))]
  return [
    table(`Numbers at risk, ${cohort === 'all' ? 'before' : 'after'} matching`, columns, () =>
      arms.map(arm =>
        row(
          text(armLabel(input.study, arm)),
          ...ticks.map(tick => number(atRiskAt(book, cohort, endpoint, arm, tick), formats.count)),
        ),
      ),
    ),
  ]
}
