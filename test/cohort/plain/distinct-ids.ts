import type { SubjectRecord } from '../../../cohort/cohort.js'

/**
 * Records with display ids that no two share: where any id is met twice, as row numbers of two sites are, every id is
 * shown with its site before it, so that the subjects of a site stay together in the order of its rows.
 */
export const withDistinctIds = (records: readonly SubjectRecord[]): readonly SubjectRecord[] =>
  new Set(records.map(({ displayId }) => displayId)).size === records.length
    ? records
    : records.map(record => ({ ...record, displayId: `${record.site}-${record.displayId}` }))
