import type { SourceRow } from '../sources/source-record.js'
import { plainCell } from './plain-text.js'

/**
 * The rows whose id a workbook may have stripped of its leading zeros: a bare number in a column
 * whose text ids begin with zeros.
 */
export const strippedIds = (rows: readonly SourceRow[], column: number): ReadonlySet<SourceRow> => {
  const padded = rows.some(({ cells }) => cells[column]?.kind === 'text' && /^0\d+$/.test(plainCell(cells[column])))
  if (!padded) return new Set()
  return new Set(rows.filter(({ cells }) => cells[column]?.kind === 'number'))
}
