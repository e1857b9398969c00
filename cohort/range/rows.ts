import type { DomainName } from '../../protocol/schema/domains.js'
import type { DomainColumns } from '../input/subject-range.js'
import { yes } from '../truth-codes.js'
import type { RowOf } from './places.js'

/** The numbers of a subject's rows that a test picks; for the few subjects about whom something has to be said. */
export const rowsOf = (
  name: DomainName,
  columns: DomainColumns,
  subject: number,
  isMeant: (row: number) => boolean = () => true,
): readonly RowOf[] => {
  const rows: RowOf[] = []
  const end = columns.starts[subject + 1]!
  for (let row = columns.starts[subject]!; row < end; row += 1) if (isMeant(row)) rows.push({ name, columns, row })
  return rows
}

/** Whether a row meets its conditions beyond doubt. */
export const meets =
  (truths: Uint8Array) =>
  (row: number): boolean =>
    truths[row] === yes

/** The day of a row's field; NaN where it has none. */
export const dayIn = ({ fields }: DomainColumns, field: string, row: number): number => {
  const column = fields[field]
  return column === undefined || column.days === null ? Number.NaN : column.days[row]!
}

/** The days of a field, one per row; NaN where there is none. */
export const daysOf = ({ fields, count }: DomainColumns, field: string): Float64Array =>
  fields[field]?.days ?? new Float64Array(count).fill(Number.NaN)
