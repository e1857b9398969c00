import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import { labelText } from '../../protocol/language/ids.js'
import type { Result } from '../../analysis/results/result.js'
import { resultNote } from '../../analysis/results/result-note.js'
import {
  blank,
  type Footnotes,
  markedTitle,
  resultCell,
  row,
  section,
  sharedNotes,
  text,
  withoutNotes,
} from '../layout/cells.js'
import { coxTerms, type ModelName } from './cox-rows.js'
import { type CellFormat, formats } from '../layout/formats.js'
import type { ReportContext } from '../report-context.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { SheetBlock, SheetCell, SheetPlan, SheetRow } from '../layout/sheet.js'
import { figure, figures, table, words } from '../layout/sheet-blocks.js'

const cohorts = ['all', 'matched'] as const
const models: readonly ModelName[] = ['univariate', 'multivariate']

/** Cox regression of each endpoint: univariate and multivariate, before and after matching, with the forest plots. */
export const coxSheet = (context: ReportContext): SheetPlan => {
  const endpoints = Object.keys(context.input.study.endpoints)
  return {
    name: 'Cox',
    title: 'Cox regression',
    about: 'Hazard ratios, univariate and multivariate, before and after matching; forest plots',
    blocks: [
      ...endpoints.flatMap(endpoint => cohorts.flatMap(cohort => modelTable(context, endpoint, cohort))),
      ...fitTable(context),
      ...endpoints.flatMap(endpoint =>
        context.figures.some(one => one.id === `forest-${endpoint}`) ? [figure(`forest-${endpoint}`)] : [],
      ),
    ],
  }
}

const modelTable = (context: ReportContext, endpoint: string, cohort: AnalysisSetId): readonly SheetBlock[] => {
  const { input, book } = context
  if (!book.has({ part: 'cox', set: cohort, endpoint })) return []
  const label = labelText(input.study.endpoints[endpoint]?.label ?? endpoint)
  const robust = cohort === 'matched'
  const columns = [
    words('Term', 50),
    figures('Hazard ratio'),
    figures('95% CI from'),
    figures('to'),
    figures('P'),
    figures('Coefficient'),
    ...(robust
      ? [
          figures('Robust SE'),
          figures('SE', 'Naive'),
          figures('95% CI from', 'Naive'),
          figures('to', 'Naive'),
          figures('P', 'Naive'),
        ]
      : [figures('SE')]),
    figures('Proportional hazards, P'),
  ]
  return [
    table(
      `${label}, ${cohort === 'all' ? 'before matching' : 'after matching'}`,
      columns,
      notes => models.flatMap(model => modelRows(context, endpoint, cohort, model, robust, notes)),
      [
        `Ties by ${input.study.analyses.cox.ties === 'efron' ? 'Efron' : 'Breslow'}; P is ` +
          `Wald's.${robust ? robustWords : ''}`,
        selectionWords(context),
        `Proportional hazards: the score test of Grambsch and Therneau; in a univariate model of all levels together.` +
          hazardNotes(book, cohort, endpoint)
            .map(note => ` ${note}.`)
            .join(''),
      ],
    ),
  ]
}

const robustWords =
  ' Intervals and P are robust by pair; the naive ones, which take no account of the pairs, stand next to them.'

const modelRows = (
  { input, book }: ReportContext,
  endpoint: string,
  cohort: AnalysisSetId,
  model: ModelName,
  robust: boolean,
  notes: Footnotes,
): readonly SheetRow[] => {
  const terms = coxTerms(input.study, book, cohort, endpoint, model)
  const said = hazardNotes(book, cohort, endpoint)
  if (terms.length === 0)
    return [
      section(model === 'univariate' ? 'Univariate' : 'Multivariate'),
      row(text('no term could be estimated', 'muted', 1)),
    ]
  const statistics = ['hazard-ratio', 'lower', 'upper', 'p', 'coefficient', 'se'] as const
  const shared = sharedNotes(
    terms.flatMap(({ key }) => statistics.flatMap(statistic => book.get(key(statistic)) ?? [])),
  )
  const title = model === 'univariate' ? 'Univariate (one model per covariate)' : 'Multivariate'
  return [
    section(markedTitle(title, shared, notes)),
    ...terms.map(({ key, term, label }, index) => {
      const cell = (statistic: Parameters<typeof key>[0], format: CellFormat) =>
        resultCell(withoutNotes(book.get(key(statistic)), shared), format, notes)
      const ratio = formats.ratio([book.number(key('lower')), book.number(key('upper'))])
      const naive = formats.ratio([book.number(key('naive-lower')), book.number(key('naive-upper'))])
      const first = covariateOf(term) !== covariateOf(terms[index - 1]?.term ?? '')
      return row(
        text(label, 'plain', 1),
        cell('hazard-ratio', ratio),
        cell('lower', ratio),
        cell('upper', ratio),
        cell('p', formats.p),
        cell('coefficient', formats.coefficient),
        ...(robust
          ? [
              cell('robust-se', formats.coefficient),
              cell('se', formats.coefficient),
              cell('naive-lower', naive),
              cell('naive-upper', naive),
              cell('naive-p', formats.p),
            ]
          : [cell('se', formats.coefficient)]),
        model === 'multivariate'
          ? hazardsCell(
              withoutNotes(book.get(resultKey(results.coxWithin, { set: cohort, endpoint, term }, 'zph-p')), said),
              notes,
            )
          : first
            ? hazardsCell(
                withoutNotes(
                  book.get(
                    resultKey(results.coxAlone, { set: cohort, endpoint, covariate: covariateOf(term) }, 'zph-p'),
                  ),
                  said,
                ),
                notes,
              )
            : blank,
      )
    }),
  ]
}

const covariateOf = (term: string): string => term.split('.')[0] ?? term

const doubtful = resultNote(
  'doubtful',
  'below 0.05: the hazards are not proportional, and one hazard ratio does not hold for all times',
)

const hazardsCell = (result: Result | undefined, notes: Footnotes): SheetCell =>
  resultCell(
    result === undefined || typeof result.value !== 'number' || result.value >= 0.05
      ? result
      : { ...result, notes: [...result.notes, doubtful] },
    formats.p,
    notes,
  )

// What is said of every test of proportional hazards is said once below the table.
const hazardNotes = (book: ReportContext['book'], set: AnalysisSetId, endpoint: string): readonly string[] =>
  sharedNotes(
    book
      .of({ part: 'cox', set, endpoint })
      .flatMap(({ result, read }) => (read.statistic === 'zph-p' && result.value !== null ? [result] : [])),
  )

/** What is said of each multivariate model as a whole: one column per model. */
const fitTable = ({ input, book }: ReportContext): readonly SheetBlock[] => {
  const models = Object.keys(input.study.endpoints)
    .flatMap(endpoint => cohorts.map(cohort => ({ endpoint, cohort })))
    .filter(({ endpoint, cohort }) => book.has({ kind: 'coxTogether', set: cohort, endpoint }))
  const statistics = [
    ...new Set(
      models.flatMap(({ endpoint, cohort }) => book.statistics({ kind: 'coxTogether', set: cohort, endpoint })),
    ),
  ]
  if (statistics.length === 0) return []
  const columns = [
    words('The multivariate models', 50),
    ...models.map(({ endpoint, cohort }) => ({
      ...figures(
        cohort === 'all' ? 'Before matching' : 'After matching',
        labelText(input.study.endpoints[endpoint]?.label ?? endpoint),
      ),
      atMost: 14,
    })),
  ]
  return [
    table('Fit of the multivariate models', columns, notes =>
      statistics.map(statistic =>
        row(
          text(fitLabels[statistic] ?? statistic),
          ...models.map(({ endpoint, cohort }) =>
            resultCell(book.at(results.coxTogether, { set: cohort, endpoint }, statistic), fitFormat(statistic), notes),
          ),
        ),
      ),
    ),
  ]
}

const fitFormat = (statistic: string): CellFormat => {
  if (statistic.endsWith('-p')) return formats.p
  return counted.has(statistic) || statistic.endsWith('-df') ? formats.count : formats.fixed(3)
}

const counted = new Set(['n', 'events', 'variables', 'persons', 'clusters'])

const fitLabels: Readonly<Record<string, string>> = {
  covariates: 'Covariates besides the arm',
  n: 'Subjects',
  events: 'Events',
  variables: 'Terms estimated',
  'events-per-variable': 'Events per term',
  persons: 'People among the rows',
  clusters: 'Matched pairs',
  'covariates-refused': 'Covariates that could not be judged',
  'log-likelihood': 'Log-likelihood',
  'likelihood-ratio': 'Likelihood-ratio chi-square',
  'likelihood-ratio-df': 'Likelihood-ratio degrees of freedom',
  'likelihood-ratio-p': 'Likelihood-ratio P',
  concordance: 'Concordance',
  'concordance-se': 'Concordance, SE',
  'zph-global-chi-square': 'Proportional hazards, global chi-square',
  'zph-global-df': 'Proportional hazards, degrees of freedom',
  'zph-global-p': 'Proportional hazards, global P',
}

const selectionWords = ({ input }: ReportContext): string => {
  const rule = input.study.analyses.cox.multivariate
  if (rule === 'all covariates') return 'The multivariate models hold the arm and all covariates.'
  if ('univariate P below' in rule) {
    return (
      `The multivariate models hold the arm and the covariates whose univariate likelihood-ratio P, all levels together, is below ` +
      `${rule['univariate P below']} in all eligible subjects.`
    )
  }
  return `The multivariate models hold the arm and ${rule.join(', ')}, as the study says.`
}
