import { markedRows, type TableRows } from '../columns/table-rows.js'
import type { WhenPlan } from './block-plan.js'
import { meetsWhen } from './meets-when.js'

/** Marks the rows that meet all of a block's conditions, each decided once for a distinct cell; null where all do. */
export const marksMeeting = (rows: TableRows, when: readonly WhenPlan[]): Uint8Array | null => {
  let marks: Uint8Array | null = null
  for (const condition of when) {
    const { codes, cells, order } = rows.column(condition.column)
    const flags = new Uint8Array(cells.length)
    for (const code of order) flags[code] = Number(meetsWhen(condition, cells[code]))
    marks ??= new Uint8Array(rows.count).fill(1)
    for (let row = 0; row < rows.count; row += 1) marks[row]! &= flags[codes[row]!]!
  }
  return marks
}

/** The rows that meet all of a block's conditions. */
export const rowsMeeting = (rows: TableRows, when: readonly WhenPlan[]): TableRows => {
  const marks = marksMeeting(rows, when)
  return marks === null ? rows : markedRows(rows, marks)
}
