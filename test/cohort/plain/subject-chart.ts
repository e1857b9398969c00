import type { FieldConditions } from '../../../protocol/language/conditions.js'
import type { DomainName } from '../../../protocol/schema/domains.js'
import type { Study } from '../../../protocol/language/study.js'
import type { RowSource, SharedRow, SharedValue } from '../../../harmonize/shared-row.js'
import type { IsoDate } from '../../../protocol/schema/iso-date.js'
import type { SubjectRecord, Truth } from '../../../cohort/cohort.js'
import { dayNumber, dayOfNumber } from './days.js'
import { judgeShape, type KnownValue } from '../../../cohort/judge-shape.js'
import { isNobodys } from './nobody.js'
import { allOf } from '../../../cohort/truth.js'

/** One subject's rows by domain, in an order that the files' order does not change, and the index day. */
export interface SubjectChart {
  readonly record: SubjectRecord
  readonly rows: ReadonlyMap<DomainName, readonly SharedRow[]>
  /** True where days are calendar dates, false where they are offsets. */
  readonly calendar: boolean
  /** The number of the index day; null where it cannot be known. */
  readonly indexDay: number | null
  /** The data cut's day and the rows with a later day; null where nothing is cut. */
  readonly beyondCut: BeyondCut | null
}

/** What lies beyond the data cut: used for nothing but that a subject was followed until then. */
export interface BeyondCut {
  readonly cutDay: number
  readonly rows: readonly SharedRow[]
}

/** A row on its day; null for a row whose day is not known. */
export interface DatedRow {
  readonly row: SharedRow
  readonly day: number | null
}

/** Sets out one subject's rows, which are in order; the index day is found from them afterwards. */
export const openChart = (study: Study, record: SubjectRecord, beyondCut: BeyondCut | null = null): SubjectChart => {
  const rows = new Map<DomainName, SharedRow[]>()
  for (const row of record.rows) {
    const same = rows.get(row.domain)
    if (same === undefined) rows.set(row.domain, [row])
    else same.push(row)
  }
  return { record, rows, calendar: study.time === 'dates', indexDay: null, beyondCut }
}

/** A chart's rows of one domain. */
export const rowsOf = (chart: SubjectChart, domain: DomainName): readonly SharedRow[] => chart.rows.get(domain) ?? []

/** The day that a field holds: a calendar day's number, or an offset from the index. */
export const dayOf = (chart: SubjectChart, value: SharedValue | undefined): number | null => {
  if (value?.kind !== 'day') return null
  if (!chart.calendar) return value.offset
  return value.date === null ? null : dayNumber(value.date)
}

/** The calendar date of a day of this chart; null in a study of day offsets. */
export const dateOf = (chart: SubjectChart, day: number | null): IsoDate | null =>
  day === null || !chart.calendar ? null : dayOfNumber(day)

/** What a field tells: a code, a number with its relation, a day, or nothing. */
export const knownField = (chart: SubjectChart, value: SharedValue | undefined): KnownValue => {
  if (value === undefined || value.kind === 'missing') return { value: null, relation: '=' }
  if (value.kind === 'code') return { value: value.code, relation: '=' }
  if (value.kind === 'number') return { value: value.number, relation: '=' }
  if (value.kind === 'quantity') return { value: value.number, relation: value.relation }
  return { value: chart.calendar ? value.date : value.offset, relation: '=' }
}

/** The code of a field, or null. */
export const codeOf = (row: SharedRow, field: string): string | null => {
  const value = row.values[field]
  return value?.kind === 'code' ? value.code : null
}

/**
 * Whether all conditions on a row's fields hold; a value that is missing cannot be known, nor a field that the site does
 * not deliver. A row without a field that other rows of the site have is of another sort than the condition asks for, and
 * none is one that nobody of the site had, unless a part of it is held.
 */
export const judgeRow = (chart: SubjectChart, row: SharedRow, where: FieldConditions | undefined): Truth => {
  const truth = judgeFields(chart, row, where)
  if (truth !== 'unknown' || !isNobodys(chart.record, row.domain, where)) return truth
  const isHeld = Object.keys(where ?? {}).some(field => {
    const value = row.values[field]
    return value?.kind === 'missing' && value.reason === 'held'
  })
  return isHeld ? truth : 'false'
}

const judgeFields = (chart: SubjectChart, row: SharedRow, where: FieldConditions | undefined): Truth =>
  allOf(
    Object.entries(where ?? {}).map(([field, shape]) => {
      const truth = judgeShape(shape, knownField(chart, row.values[field]))
      const ofAnotherSort = row.values[field] === undefined && chart.record.delivered.includes(`${row.domain}.${field}`)
      return truth === 'unknown' && ofAnotherSort ? 'false' : truth
    }),
  )

/** The rows of a domain that meet the conditions beyond doubt. */
export const rowsWhere = (
  chart: SubjectChart,
  domain: DomainName,
  where: FieldConditions | undefined,
): readonly SharedRow[] => rowsOf(chart, domain).filter(row => judgeRow(chart, row, where) === 'true')

/** Rows with the day of one of their fields, the earliest first, those without a day last. */
export const dated = (chart: SubjectChart, rows: readonly SharedRow[], field: string): readonly DatedRow[] =>
  rows
    .map(row => ({ row, day: dayOf(chart, row.values[field]) }))
    .sort((left, right) => (left.day ?? Infinity) - (right.day ?? Infinity) || 0)

/** Where rows came from, each place once. */
export const sourcesOf = (rows: readonly SharedRow[]): readonly RowSource[] =>
  distinctSources(rows.map(row => row.source))

/** Places of rows, each once, in order. */
export const distinctSources = (sources: readonly RowSource[]): readonly RowSource[] => [
  ...new Map([...sources].sort(compareSources).map(source => [JSON.stringify(source), source])).values(),
]

/** Compares texts by their code units, the same on every machine. */
export const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const compareSources = (left: RowSource, right: RowSource): number =>
  compareTexts(left.site, right.site) ||
  compareTexts(left.file, right.file) ||
  compareTexts(left.sheet, right.sheet) ||
  left.row - right.row ||
  compareTexts(left.fileId, right.fileId)

/** Compares rows by their place, then by what they say. */
export const bySource = (left: SharedRow, right: SharedRow): number =>
  compareSources(left.source, right.source) || compareTexts(JSON.stringify(left.values), JSON.stringify(right.values))
