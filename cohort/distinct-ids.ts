import type { SubjectRecord } from './cohort.js'

/** Records with display ids that no two share: an id met more than once is shown with its site before it. */
export const withDistinctIds = (records: readonly SubjectRecord[]): readonly SubjectRecord[] => {
  const met = new Map<string, number>()
  for (const { displayId } of records) met.set(displayId, (met.get(displayId) ?? 0) + 1)
  if (met.size === records.length) return records
  return records.map((record) =>
    (met.get(record.displayId) ?? 0) > 1
      ? { ...record, displayId: `${record.site}-${record.displayId}` }
      : record)
}
