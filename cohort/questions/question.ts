import type { RowSource } from '../../harmonize/shared-row.js'
import { type Told, told, toldAll } from '../../words/told.js'
import type { CohortQuery } from '../cohort.js'
import { distinctSources } from '../input/row-order.js'
import type { SubjectRange } from '../input/subject-range.js'
import { fieldPlace, sourceOf, type RowOf } from '../range/places.js'
import type { FindingKind, RuleName } from '../../words/finding-kinds.js'

/** A question to the site about one subject, before it is addressed. */
export type Question = Omit<CohortQuery, 'site' | 'displayId'>

/** A question about rows. */
export const question = (
  range: SubjectRange,
  kind: FindingKind | RuleName,
  message: Told,
  rows: readonly RowOf[] = [],
): Question => ({
  kind,
  severity: 'info',
  message,
  sources: sourcesOf(range, rows),
})

const sourcesOf = (range: SubjectRange, rows: readonly RowOf[]): readonly RowSource[] =>
  distinctSources(rows.map(row => sourceOf(range, row)))

// More places than these help nobody to find the mistake.
const placesTold = 3

/** The places of one field in several rows: the first of them, and how many more there are. */
export const fieldPlaces = (range: SubjectRange, rows: readonly RowOf[], field: string): Told =>
  placesOf(
    range,
    rows.map(row => ({ ...row, field })),
  )

/** The places of a field of each row: the first of them, and how many more there are. */
export const placesOf = (range: SubjectRange, rows: readonly (RowOf & { readonly field: string })[]): Told => {
  const places = [...new Set(rows.map(row => fieldPlace(range, row, row.field)))]
  const more = places.length - placesTold
  return told`${toldAll(places.slice(0, placesTold), '; ')}${more > 0 ? told`; and ${more} more` : told``}`
}
