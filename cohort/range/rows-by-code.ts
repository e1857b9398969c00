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
  if (codes === null) return { ofCode: () => new Int32Array(0), withoutCode: status.length }
  let withCode = 0
  for (let row = 0; row < status.length; row += 1) {
    const code = codes[row]!
    if (code < 0 || status[row] !== rowStatus.value) continue
    ends[code + 1]! += 1
    withCode += 1
  }
  for (let code = 0; code < texts.length; code += 1) ends[code + 1]! += ends[code]!
  const next = ends.slice()
  const rows = new Int32Array(withCode)
  for (let row = 0; row < status.length; row += 1) {
    const code = codes[row]!
    if (code >= 0 && status[row] === rowStatus.value) rows[next[code]!++] = row
  }
  return { ofCode: code => rows.subarray(ends[code], ends[code + 1]), withoutCode: status.length - withCode }
}
