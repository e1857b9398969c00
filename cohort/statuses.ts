/** The status of subjects by its code in a column. */
export const statuses = ['eligible', 'excluded', 'held'] as const

/** The reason of those without an index date: nothing that a criterion asks about can be known of them. */
export const withoutIndexDate = 'no-index-date'

/** The reason of a record of a person whose other record counts. */
export const duplicateSubject = 'duplicate-subject'
