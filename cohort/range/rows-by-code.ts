import { rowStatus } from '../../protocol/schema/row-status.js'
import type { FieldColumn } from '../input/subject-range.js'

/** The rows of a field of codes, sorted by their codes. */
export interface RowsByCode {
  /** The rows of a code, in their order. */
  readonly ofCode: (code: number) => Int32Array
  /** How many rows have no code: nothing, or nothing that is known. */
  readonly withoutCode: number
}

/** Sorts the rows of a field of codes by counting them. */
export const rowsByCode = ({ status, codes, texts }: FieldColumn): RowsByCode => {
  const ends = new Int32Array(texts.length + 1)
  let withoutCode = 0
  const codeAt = (row: number): number => (codes === null || status[row] !== rowStatus.value ? -1 : codes[row]!)
  for (let row = 0; row < status.length; row += 1) {
    const code = codeAt(row)
    if (code < 0) withoutCode += 1
    else ends[code + 1]! += 1
  }
  for (let code = 0; code < texts.length; code += 1) ends[code + 1]! += ends[code]!
  const next = ends.slice()
  const rows = new Int32Array(status.length - withoutCode)
  for (let row = 0; row < status.length; row += 1) {
    const code = codeAt(row)
    if (code >= 0) rows[next[code]!++] = row
  }
  return { ofCode: code => rows.subarray(ends[code], ends[code + 1]), withoutCode }
}
