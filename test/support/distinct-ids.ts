import type { SubjectRecord } from '../../cohort/cohort.js'

/**
 * Whether no two of all display ids are the same. It keeps the ids met so far, about 60 bytes each, until the first is met
 * again.
 */
export const areDistinct = (displayIds: Iterable<string>): boolean => {
  const met = new Set<string>()
  for (const id of displayIds) {
    if (met.has(id)) return false
    met.add(id)
  }
  return true
}

/**
 * Records with display ids that no two share: where any id is met twice, as row numbers of two sites are, every id is
 * shown with its site before it, so that the subjects of a site stay together in the order of its rows.
 */
export const withDistinctIds = (records: readonly SubjectRecord[]): readonly SubjectRecord[] =>
  areDistinct(records.map(({ displayId }) => displayId))
    ? records
    : records.map(record => ({ ...record, displayId: `${record.site}-${record.displayId}` }))
