import { compareDisplayIds } from '../../protocol/language/display-order.js'
import { RowSorter } from '../../statistics/numeric/row-sorter.js'
import { bytesOfText } from './bytes-of-text.js'
import { startOfText, type TextColumn } from './text-column.js'

/** The column that a subject's text stands in. */
type ColumnOf = (subject: number) => TextColumn

const words = 3
const bytesAtOnce = 4 * words
const shortRun = 24

/**
 * Orders subjects by texts of theirs as `compareDisplayIds` does; equal texts keep the order that they come in. Twelve
 * bytes of all texts are sorted as numbers, so that few texts have to be compared.
 */
export const orderByText = (subjects: Int32Array, columnOf: ColumnOf): Int32Array => {
  const ordered = subjects.slice()
  if (!isOrdered(ordered, columnOf)) settle(ordered, 0, columnOf)
  return ordered
}

const textOf = (columnOf: ColumnOf, subject: number): string => columnOf(subject).at(subject)

const isOrdered = (subjects: Int32Array, columnOf: ColumnOf): boolean => {
  let before = ''
  for (let k = 0; k < subjects.length; k++) {
    const text = textOf(columnOf, subjects[k]!)
    if (compareDisplayIds(before, text) > 0) return false
    before = text
  }
  return true
}

/** Orders subjects in place whose texts agree in so many bytes. */
const settle = (subjects: Int32Array, agreed: number, columnOf: ColumnOf): void => {
  const n = subjects.length
  if (n <= shortRun) {
    subjects.sort((a, b) => compareDisplayIds(textOf(columnOf, a), textOf(columnOf, b)))
    return
  }
  const columns = Array.from({ length: words }, () => new Int32Array(n))
  const bytes = new Uint8Array(agreed + bytesAtOnce)
  let goesOn = false
  for (let row = 0; row < n; row++) {
    const subject = subjects[row]!
    const { signs, ends } = columnOf(subject)
    if (bytesOfText(signs, startOfText(ends, subject), ends[subject]!, bytes)) goesOn = true
    for (let word = 0; word < words; word++) {
      const at = agreed + 4 * word
      // The first byte less a half: codes are sorted with their signs.
      columns[word]![row] = ((bytes[at]! - 128) << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
    }
  }
  const sorter = new RowSorter(n)
  for (const column of columns.toReversed()) sorter.byCode(column)
  const { order } = sorter
  const before = subjects.slice()
  for (let k = 0; k < n; k++) subjects[k] = before[order[k]!]!
  const isSame = (a: number, b: number): boolean => columns.every(column => column[order[a]!] === column[order[b]!])
  for (let from = 0, to = 1; from < n; from = to++) {
    while (to < n && isSame(from, to)) to++
    const alike = subjects.subarray(from, to)
    if (alike.length < 2) continue
    if (goesOn) settle(alike, agreed + bytesAtOnce, columnOf)
    else alike.sort((a, b) => compareDisplayIds(textOf(columnOf, a), textOf(columnOf, b)))
  }
}
