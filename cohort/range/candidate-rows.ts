import type { DomainColumns } from '../input/subject-range.js'
import { no } from '../truth-codes.js'

/** The rows of a domain that conditions do not rule out, subject by subject. */
export interface CandidateRows {
  /** The candidates of subject s are `starts[s]` to before `starts[s + 1]`. */
  readonly starts: Int32Array
  readonly rows: Int32Array
}

/** Picks the rows whose truth code is not `no`. */
export const candidateRows = ({ starts, count }: DomainColumns, truths: Uint8Array): CandidateRows => {
  const found = new Int32Array(starts.length)
  const rows = new Int32Array(count)
  let length = 0
  for (let subject = 0; subject + 1 < starts.length; subject += 1) {
    const end = starts[subject + 1]!
    for (let row = starts[subject]!; row < end; row += 1) {
      if (truths[row] === no) continue
      rows[length] = row
      length += 1
    }
    found[subject + 1] = length
  }
  return { starts: found, rows: rows.subarray(0, length) }
}
