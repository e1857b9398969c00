import { told } from '../../words/told.js'
import type { DeliveryRow, SiteDelivery } from './variables-by-site.js'

/** Of how many subjects of a site something is known. */
export interface KnownCount {
  readonly known: number
  readonly subjects: number
}

/** What a site gives, with what is known of its subjects; null where its exports were not read whole. */
export interface KnownDelivery extends SiteDelivery {
  readonly count: KnownCount | null
}

/** One thing of a study by site, with what is known of the subjects. */
export interface KnownRow extends Omit<DeliveryRow, 'sites'> {
  readonly sites: Readonly<Record<string, KnownDelivery>>
}

/** Counts by site and by the id of what is counted. */
export type KnownCounts = Readonly<Record<string, Readonly<Record<string, KnownCount>> | null | undefined>>

const withCount = (delivery: SiteDelivery, count: KnownCount | null): KnownDelivery => {
  if (count === null || count.subjects === 0 || count.known === count.subjects || delivery.state === 'impossible')
    return { ...delivery, count }
  const reasons = [...delivery.reasons, told`known of ${count.known} of ${count.subjects} subjects`]
  return { ...delivery, state: 'partial', reasons, count }
}

/** What mappings can give with what is known of the subjects: what all could have and some do not is partial. */
export const knownBySite = (rows: readonly DeliveryRow[], counts: KnownCounts): readonly KnownRow[] =>
  rows.map(({ sites, ...row }) => ({
    ...row,
    sites: Object.fromEntries(
      Object.entries(sites).map(([site, delivery]) => [site, withCount(delivery, counts[site]?.[row.id] ?? null)]),
    ),
  }))
