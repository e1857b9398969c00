import type { FieldConditions } from '../../protocol/language/conditions.js'
import type { DomainColumns, FieldColumn } from '../input/subject-range.js'
import { shapeTest, textAnswers } from '../shape-test.js'
import { maybe, no } from '../truth-codes.js'
import type { RowsByCode } from './rows-by-code.js'

/** The rows of a domain that conditions do not rule out, subject by subject. */
export interface CandidateRows {
  /** The candidates of subject s are `starts[s]` to before `starts[s + 1]`. */
  readonly starts: Int32Array
  readonly rows: Int32Array
  /** Whether each candidate meets the conditions. */
  readonly truths: Uint8Array
}

/** Picks the rows whose truth code is not `no`. */
export const candidateRows = ({ starts, count }: DomainColumns, truthOf: Uint8Array): CandidateRows => {
  const found = new Int32Array(starts.length)
  const rows = new Int32Array(count)
  const truths = new Uint8Array(count)
  let length = 0
  for (let subject = 0; subject + 1 < starts.length; subject += 1) {
    const end = starts[subject + 1]!
    for (let row = starts[subject]!; row < end; row += 1) {
      if (truthOf[row] === no) continue
      rows[length] = row
      truths[length] = truthOf[row]!
      length += 1
    }
    found[subject + 1] = length
  }
  return { starts: found, rows: rows.subarray(0, length), truths: truths.subarray(0, length) }
}

/**
 * The same for one condition on a field of codes that at most one code meets, as 'the test is albumin' among the rows of many
 * tests: those rows are there already, and the others are not looked at. Null for all other conditions.
 */
export const candidatesOfCode = (
  { starts, fields }: DomainColumns,
  where: FieldConditions | undefined,
  byCode: (field: FieldColumn) => RowsByCode,
): CandidateRows | null => {
  const [only, ...others] = Object.entries(where ?? {})
  const field = only === undefined || others.length > 0 ? undefined : fields[only[0]]
  if (only === undefined || field === undefined) return null
  if (field.codes === null || field.numbers !== null || field.days !== null) return null
  const test = shapeTest(only[1])
  const answers = textAnswers(test, field.texts)
  const { ofCode, withoutCode } = byCode(field)
  const [code, ...more] = [...answers.keys()].filter(each => answers[each] !== no && ofCode(each).length > 0)
  if (more.length > 0 || (withoutCode > 0 && test.ofUnknown !== no)) return null
  // Whether a row that may count does, also depends on what nobody of its site had.
  if (code !== undefined && answers[code] === maybe) return null
  const rows = code === undefined ? new Int32Array(0) : ofCode(code)
  return { starts: startsOf(starts, rows), rows, truths: new Uint8Array(rows.length).fill(answers[code ?? -1] ?? no) }
}

const startsOf = (starts: Int32Array, rows: Int32Array): Int32Array => {
  const found = new Int32Array(starts.length)
  let at = 0
  for (let subject = 1; subject < starts.length; subject += 1) {
    while (at < rows.length && rows[at]! < starts[subject]!) at += 1
    found[subject] = at
  }
  return found
}
