import type { KnownCount } from '../../protocol/facts/known-by-site.js'
import { valueKind } from '../variables/value-column.js'
import type { CohortRange } from './cohort-range.js'

/** What is counted of a range: whose subjects they are, and which values are known. */
export interface CountedRange {
  readonly subjects: Pick<CohortRange['subjects'], 'count' | 'site' | 'sites'>
  readonly variables: readonly Pick<CohortRange['variables'][number], 'name' | 'kinds'>[]
}

/** Counts by site and variable. */
export type KnownOfSites = Record<string, Record<string, KnownCount>>

/** Counts, site by site, of how many subjects of a range each variable is known, on top of what was counted before. */
export const countKnown = (into: KnownOfSites, { subjects, variables }: CountedRange): void => {
  const { count, site, sites } = subjects
  const all = new Float64Array(sites.length)
  for (let subject = 0; subject < count; subject += 1) all[site[subject]!]! += 1
  for (const { name, kinds } of variables) {
    const known = new Float64Array(sites.length)
    for (let subject = 0; subject < count; subject += 1)
      if (kinds[subject] !== valueKind.unknown) known[site[subject]!]! += 1
    sites.forEach((id, at) => {
      const own = (into[id] ??= {})
      const before = own[name] ?? { known: 0, subjects: 0 }
      own[name] = { known: before.known + known[at]!, subjects: before.subjects + all[at]! }
    })
  }
}
