import { blank, type Footnotes, resultCell, row, text } from '../cells.js'
import { formats } from '../formats.js'
import { armLabel, arms, covariatesOf, type ShownCovariate } from '../labels.js'
import type { ReportContext } from '../report-context.js'
import type { CohortName, ResultBook } from '../result-book.js'
import type { SheetCell, SheetPlan, SheetRow } from '../sheet.js'
import { figures, table, words } from '../sheet-blocks.js'

const cohorts = ['all', 'matched'] as const

/** Table 1: baseline characteristics by arm before and after matching, with standardized mean differences and tests. */
export const baselineSheet = ({ input, book }: ReportContext): SheetPlan => {
  const { study } = input
  const shown = covariatesOf(study).filter(covariate => covariate.use.includes('table'))
  const used = cohorts.filter(cohort => cohort === 'all' || book.has('baseline/matched'))
  const columns = [
    words('Variable', 40),
    words('Level', 30),
    ...used.flatMap(cohort => {
      const group = cohort === 'all' ? 'Before matching' : 'After matching'
      return [
        ...arms.flatMap(arm => [
          figures(`${armLabel(study, arm)}${size(book, cohort, arm)}`, group),
          figures('%', group),
        ]),
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
        'n with (%) for levels; mean with (SD), and median, for continuous variables.',
        "SMD: standardized mean difference, treated minus control, divided by the treated arm's standard " +
          'deviation before matching.',
      ]),
    ],
  }
}

const size = (book: ResultBook, cohort: CohortName, arm: string): string => {
  const n = book.number(`baseline/${cohort}/-/${arm}/-/n`)
  return n === null ? '' : ` (n=${n})`
}

const covariateRows = (
  book: ResultBook,
  covariate: ShownCovariate,
  used: readonly CohortName[],
  notes: Footnotes,
): readonly SheetRow[] => {
  const tests = (cohort: CohortName, smdLevel: string, first: boolean): readonly SheetCell[] => {
    const p = book.get(`baseline/${cohort}/${covariate.id}/-/-/p`)
    return [
      resultCell(book.get(`baseline/${cohort}/${covariate.id}/-/${smdLevel}/smd`), formats.smd, notes),
      first ? resultCell(p, formats.p, notes) : blank,
      first && p !== undefined ? text(p.method, 'muted') : blank,
    ]
  }
  const name = covariate.unit === null ? covariate.label : `${covariate.label} (${covariate.unit})`
  if (covariate.levels.length === 0) return continuousRows(book, covariate, name, used, tests, notes)
  return covariate.levels.map((level, index) =>
    row(
      index === 0 ? text(name, 'strong') : blank,
      text(level.label),
      ...used.flatMap(cohort => [
        ...arms.flatMap(arm => [
          resultCell(book.get(`baseline/${cohort}/${covariate.id}/${arm}/${level.id}/n`), formats.count, notes),
          resultCell(
            book.get(`baseline/${cohort}/${covariate.id}/${arm}/${level.id}/percent`),
            formats.percentBeside,
            notes,
          ),
        ]),
        ...tests(cohort, level.id, index === 0),
      ]),
    ),
  )
}

const continuousRows = (
  book: ResultBook,
  covariate: ShownCovariate,
  name: string,
  used: readonly CohortName[],
  tests: (cohort: CohortName, smdLevel: string, first: boolean) => readonly SheetCell[],
  notes: Footnotes,
): readonly SheetRow[] => {
  const result = (cohort: CohortName, arm: string, statistic: string) =>
    book.get(`baseline/${cohort}/${covariate.id}/${arm}/-/${statistic}`)
  const fixed = formats.fixed(covariate.decimals)
  const medians = row(
    blank,
    text('Median'),
    ...used.flatMap(cohort => [
      ...arms.flatMap(arm => [resultCell(result(cohort, arm, 'median'), fixed, notes), blank]),
      blank,
      blank,
      blank,
    ]),
  )
  const unknown = used.some(cohort =>
    arms.some(arm => (book.number(`baseline/${cohort}/${covariate.id}/${arm}/-/missing`) ?? 0) > 0),
  )
  return [
    row(
      text(name, 'strong'),
      text('Mean (SD)'),
      ...used.flatMap(cohort => [
        ...arms.flatMap(arm => [
          resultCell(result(cohort, arm, 'mean'), fixed, notes),
          resultCell(result(cohort, arm, 'sd'), formats.spreadBeside(covariate.decimals), notes),
        ]),
        ...tests(cohort, '-', true),
      ]),
    ),
    medians,
    ...(unknown
      ? [
          row(
            blank,
            text('Unknown'),
            ...used.flatMap(cohort => [
              ...arms.flatMap(arm => [resultCell(result(cohort, arm, 'missing'), formats.count, notes), blank]),
              blank,
              blank,
              blank,
            ]),
          ),
        ]
      : []),
  ]
}
