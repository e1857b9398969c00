import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import { blank, type Footnotes, resultCell, row, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { type Arm, arms } from '../../cohort/arms.js'
import { armLabel, covariatesOf, type ShownCovariate } from '../words/labels.js'
import type { ReportContext } from '../report-context.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'
import type { SheetCell, SheetPlan, SheetRow } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'

const cohorts = ['all', 'matched'] as const

/** Table 1: baseline characteristics by arm before and after matching, with standardized mean differences and tests. */
export const baselineSheet = ({ input, book }: ReportContext): SheetPlan => {
  const { study } = input
  const shown = covariatesOf(study).filter(covariate => covariate.use.includes('table'))
  const used = cohorts.filter(cohort => cohort === 'all' || book.has({ part: 'baseline', set: 'matched' }))
  const continuous = shown.filter(covariate => covariate.levels.length === 0).length
  const value = continuous === 0 ? 'n' : continuous === shown.length ? 'Value' : 'n or value'
  const columns = [
    words('Variable', 40),
    words(continuous === 0 ? 'Level' : 'Level or statistic', 30),
    ...used.flatMap(cohort => {
      const group = cohort === 'all' ? 'Before matching' : 'After matching'
      return [
        ...arms.flatMap(arm => {
          const whose = `${group}\n${armLabel(study, arm)}${size(book, cohort, arm)}`
          return [figures(value, whose), figures('%', whose)]
        }),
        figures('SMD', group),
        figures('P', group),
        words('Test', 24, group),
      ]
    }),
  ]
  return {
    name: 'Table 1',
    title: 'Table 1. Baseline characteristics',
    about: 'Baseline characteristics by arm before and after matching, with SMD and tests',
    blocks: [
      table(null, columns, notes => shown.flatMap(covariate => covariateRows(book, covariate, used, notes)), [
        "%: of the arm's subjects with the covariate known; of unknown: of all of the arm's subjects.",
        "SMD: standardized mean difference, treated minus control, divided by the treated arm's standard " +
          'deviation before matching.',
      ]),
    ],
  }
}

const size = (book: ResultBook, cohort: AnalysisSetId, arm: string): string => {
  const n = book.number(resultKey(results.baselineArm, { set: cohort, arm }, 'n'))
  return n === null ? '' : ` (n=${n})`
}

type CellsOf = (cohort: AnalysisSetId) => readonly SheetCell[]

const covariateRows = (
  book: ResultBook,
  covariate: ShownCovariate,
  used: readonly AnalysisSetId[],
  notes: Footnotes,
): readonly SheetRow[] => {
  const of = (set: AnalysisSetId, arm: string, level: string, statistic: string) => {
    const ids = { set, covariate: covariate.id }
    if (level === '-')
      return arm === '-'
        ? book.at(results.covariate, ids, statistic)
        : book.at(results.covariateArm, { ...ids, arm }, statistic)
    return arm === '-'
      ? book.at(results.level, { ...ids, level }, statistic)
      : book.at(results.levelArm, { ...ids, arm, level }, statistic)
  }
  const name = covariate.unit === null ? covariate.label : `${covariate.label} (${covariate.unit})`
  const testsWith =
    (level: string, first: boolean): CellsOf =>
    cohort => {
      const p = of(cohort, '-', '-', 'p')
      return [
        resultCell(of(cohort, '-', level, 'smd'), formats.smd, notes),
        first ? resultCell(p, formats.p, notes) : blank,
        first && p !== undefined ? text(p.method, 'muted') : blank,
      ]
    }
  const line = (
    first: boolean,
    label: string,
    armCells: (cohort: AnalysisSetId, arm: Arm) => readonly [SheetCell, SheetCell],
    tests: CellsOf = () => [blank, blank, blank],
  ): SheetRow =>
    row(
      first ? text(name, 'strong') : blank,
      text(label),
      ...used.flatMap(cohort => [...arms.flatMap(arm => armCells(cohort, arm)), ...tests(cohort)]),
    )
  const decimals = formats.fixed(covariate.decimals)
  const known =
    covariate.levels.length === 0
      ? described.map(([statistic, label], index) =>
          line(
            index === 0,
            label,
            (cohort, arm) => [resultCell(of(cohort, arm, '-', statistic), decimals, notes), blank],
            index === 0 ? testsWith('-', true) : undefined,
          ),
        )
      : covariate.levels.map((level, index) =>
          line(
            index === 0,
            level.label,
            (cohort, arm) => [
              resultCell(of(cohort, arm, level.id, 'n'), formats.count, notes),
              resultCell(of(cohort, arm, level.id, 'percent'), formats.percentBeside, notes),
            ],
            testsWith(level.id, index === 0),
          ),
        )
  const unknown = used.some(cohort =>
    arms.some(
      arm =>
        (book.number(resultKey(results.covariateArm, { set: cohort, covariate: covariate.id, arm }, 'missing')) ?? 0) >
        0,
    ),
  )
  return [
    ...known,
    ...(unknown
      ? [
          line(false, 'Unknown', (cohort, arm) => [
            resultCell(of(cohort, arm, '-', 'missing'), formats.count, notes),
            resultCell(of(cohort, arm, '-', 'missing-percent'), formats.percentBeside, notes),
          ]),
        ]
      : []),
  ]
}

const described: readonly (readonly [statistic: string, label: string])[] = [
  ['mean', 'Mean'],
  ['sd', 'SD'],
  ['median', 'Median'],
]
