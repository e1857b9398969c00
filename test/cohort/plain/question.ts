import type { SharedRow } from '../../../harmonize/shared-row.js'
import { type Told, told, toldAll } from '../../../words/told.js'
import type { CohortQuery } from '../../../cohort/cohort.js'
import { fieldPlace } from './place-words.js'
import { sourcesOf } from './subject-chart.js'

/** A question to the site about one subject, before it is addressed. */
export type Question = Omit<CohortQuery, 'site' | 'displayId'>

/** A question about rows. */
export const question = (kind: CohortQuery['kind'], message: Told, rows: readonly SharedRow[] = []): Question => ({
  kind,
  severity: 'info',
  message,
  sources: sourcesOf(rows),
})

// More places than these help nobody to find the mistake.
const placesTold = 3

/** The places of one field in several rows: the first of them, and how many more there are. */
export const fieldPlaces = (rows: readonly SharedRow[], field: string): Told =>
  placesOf(rows.map(row => ({ row, field })))

/** The places of a field of each row: the first of them, and how many more there are. */
export const placesOf = (rows: readonly { readonly row: SharedRow; readonly field: string }[]): Told => {
  const places = [...new Set(rows.map(({ row, field }) => fieldPlace(row, field)))]
  const more = places.length - placesTold
  return told`${toldAll(places.slice(0, placesTold), '; ')}${more > 0 ? told`; and ${more} more` : told``}`
}
