import { type DomainName, domainNames, fieldsOf } from '../../protocol/schema/domains.js'
import type { DomainColumns } from '../input/subject-range.js'
import type { OpenRange } from '../range/open-range.js'

/** A field of days that some row fills. */
export interface DayField {
  readonly domain: DomainName
  readonly field: string
  readonly columns: DomainColumns
  readonly days: Float64Array
  /** By `precisions`; null where all of every day is known. */
  readonly precision: Uint8Array | null
  readonly isBirth: boolean
}

/** The fields of calendar days of a range, domain by domain; a study of day offsets has none. */
export const dayFields = (open: OpenRange): readonly DayField[] =>
  domainNames.flatMap(domain =>
    Object.entries(fieldsOf(domain)).flatMap(([field, kind]): readonly DayField[] => {
      const columns = open.domain(domain).known
      const { days, precision } = columns.fields[field] ?? { days: null, precision: null }
      if (!open.calendar || kind !== 'date' || days === null) return []
      return [{ domain, field, columns, days, precision, isBirth: field === 'birthDate' }]
    }),
  )
