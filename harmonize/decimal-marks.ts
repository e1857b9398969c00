import type { ColumnRule } from './column-rule.js'
import type { DoorRecord } from './door-record.js'
import { decimalMarkOf, type DecimalMark } from './parse-number.js'
import { plainCell } from './plain-text.js'

// A single point can only be taken as one: it tells nothing.
const telling = /[,，]|[.．].*[.．]/

function* marked(records: readonly DoorRecord[], column: string): Iterable<string> {
  for (const { cells } of records) {
    const cell = cells[column]
    if (cell?.kind === 'text' && telling.test(cell.text)) yield plainCell(cell)
  }
}

/**
 * The decimal mark of each column of one table: the mapping's word, else what all of the column's numbers tell; told
 * once a column.
 */
export const decimalMarks = (records: readonly DoorRecord[]): ((rule: ColumnRule) => DecimalMark) => {
  const told = new Map<string, DecimalMark>()
  return rule => {
    if (rule.decimal !== null) return rule.decimal
    const before = told.get(rule.column)
    if (before !== undefined) return before
    const mark = decimalMarkOf(marked(records, rule.column))
    told.set(rule.column, mark)
    return mark
  }
}
