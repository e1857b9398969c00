import { labelText } from '../protocol/ids.js'
import { pText } from './formats.js'
import { armLabel, arms } from './labels.js'
import type { ReportInput } from './report-input.js'
import type { CohortName, ResultBook } from './result-book.js'

/** One headline number beside the printed one. */
export interface HeadlineLine {
  readonly label: string
  readonly computed: string
  /** Null where nothing is printed of it. */
  readonly published: string | null
}

/** The headline numbers in the order of a paper's abstract, for cover, terminal and mail. */
export const headline = (input: ReportInput, book: ResultBook): readonly HeadlineLine[] => {
  const { study } = input
  const line = lineFrom(input, book)
  const endpoints = Object.entries(study.endpoints)
  const targets = study.response?.targets ?? []
  return [
    line('Eligible subjects', ['flow/-/eligible/-/-/n'], counts),
    ...arms.map(arm => line(`Eligible, ${armLabel(study, arm)}`, [`flow/-/eligible/${arm}/-/n`], counts)),
    line('Matched pairs', ['matching/all/-/-/-/pairs'], counts),
    ...(['all', 'matched'] as const).flatMap(cohort => [
      ...endpoints.flatMap(([id, endpoint]) =>
        survivalLines(id, shortName(id, labelText(endpoint.label)), endpoint.unit, cohort, study, line),
      ),
      ...targets
        .slice(0, 1)
        .flatMap(target =>
          (['orr', 'dcr'] as const).flatMap(rate =>
            responseLines(target.id, labelText(target.label), rate, cohort, study, line),
          ),
        ),
    ]),
    ...arms.map(arm =>
      line(`Grade 3–4 adverse events, ${armLabel(study, arm)}`, [`safety/all/any/${arm}/3-4/n`], counts),
    ),
  ].filter(one => one !== null)
}

/** The headline numbers as an aligned text. */
export const headlineText = (lines: readonly HeadlineLine[]): string => {
  const published = lines.some(line => line.published !== null)
  const rows = [
    ['', 'computed', ...(published ? ['published'] : [])],
    ...lines.map(line => [line.label, line.computed, ...(published ? [line.published ?? '–'] : [])]),
  ]
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

type Shown = (values: readonly string[]) => string
type Line = (
  label: string,
  keys: readonly string[],
  shown: Shown,
  decimals?: (value: number) => string,
  unit?: string,
) => HeadlineLine | null

const lineFrom =
  (input: ReportInput, book: ResultBook): Line =>
  (label, keys, shown, decimals = String, unit = '') => {
    const results = keys.map(key => book.get(key))
    if (results[0] === undefined) return null
    const computed = shown(
      results.map(result =>
        typeof result?.value === 'number' ? decimals(result.value) + unit : missingWord(result?.notes ?? []),
      ),
    )
    const printed = keys.map(key => {
      const text = input.published.comparisons.find(one => one.key === key)?.printed
      return text !== undefined && /\d$/.test(text) ? text + unit : text
    })
    const whole = printed.every(one => one !== undefined)
    return { label, computed, published: whole ? shown(printed) : (printed[0] ?? null) }
  }

const counts: Shown = values => values[0] ?? ''

const withInterval: Shown = values => `${values[0] ?? ''} (${values[1] ?? ''}–${values[2] ?? ''})`

const missingWord = (notes: readonly string[]): string =>
  notes.some(note => /not reached/i.test(note)) ? 'n.r.' : 'n.e.'

// PFS and OS are known by their letters.
const shortName = (id: string, label: string): string => (id.length <= 4 ? id.toUpperCase() : label)

const cohortWord = (cohort: CohortName): string => (cohort === 'all' ? '' : ', matched')

const survivalLines = (
  id: string,
  label: string,
  unit: 'days' | 'months',
  cohort: CohortName,
  study: ReportInput['study'],
  line: Line,
): readonly (HeadlineLine | null)[] => {
  const time = (value: number): string => value.toFixed(unit === 'days' ? 0 : 1)
  const cox = `cox/${cohort}/${id}`
  const ratio = (model: string) =>
    ['hazard-ratio', 'lower', 'upper'].map(statistic => `${cox}/${model}/arm.treated/${statistic}`)
  const two = (value: number): string => value.toFixed(2)
  return [
    ...arms.map(arm =>
      line(
        `${label}, median ${unit}, ${armLabel(study, arm)}${cohortWord(cohort)}`,
        ['median', 'median-lower', 'median-upper'].map(statistic => `survival/${cohort}/${id}/${arm}/-/${statistic}`),
        withInterval,
        time,
      ),
    ),
    line(`${label}, hazard ratio${cohortWord(cohort)}`, ratio('univariate'), withInterval, two),
    line(`${label}, log-rank P${cohortWord(cohort)}`, [`survival/${cohort}/${id}/-/-/log-rank-p`], counts, pText),
    line(`${label}, adjusted hazard ratio${cohortWord(cohort)}`, ratio('multivariate'), withInterval, two),
  ]
}

const responseLines = (
  target: string,
  label: string,
  rate: 'orr' | 'dcr',
  cohort: CohortName,
  study: ReportInput['study'],
  line: Line,
): readonly (HeadlineLine | null)[] => {
  const name = rate === 'orr' ? 'Objective response' : 'Disease control'
  return [
    ...arms.map(arm =>
      line(
        `${name}, ${label}, ${armLabel(study, arm)}${cohortWord(cohort)}`,
        [`response/${cohort}/${target}/${arm}/${rate}/rate`],
        counts,
        value => (100 * value).toFixed(1),
        '%',
      ),
    ),
    line(`${name}, ${label}, P${cohortWord(cohort)}`, [`response/${cohort}/${target}/-/${rate}/p`], counts, pText),
  ]
}
