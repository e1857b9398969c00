import type { ReceivedTable } from '../received-site.js'

/** Rows in the order of their subjects, a subject's rows as they stand. */
export interface SubjectOrder {
  readonly order: Int32Array
  /** The rows of subject s stand from `starts[s]` to before `starts[s + 1]`. */
  readonly starts: Int32Array
}

/** Orders the first rows of a list by their subjects. */
export const orderBySubject = (subjectOf: Int32Array, rows: number, subjects: number): SubjectOrder => {
  const starts = new Int32Array(subjects + 1)
  for (let row = 0; row < rows; row += 1) starts[subjectOf[row]! + 1]! += 1
  for (let subject = 0; subject < subjects; subject += 1) starts[subject + 1]! += starts[subject]!
  const next = starts.slice()
  const order = new Int32Array(rows)
  for (let row = 0; row < rows; row += 1) order[next[subjectOf[row]!]!++] = row
  return { order, starts }
}

/** The subjects at which parts of them begin, and where the last ends: by no list of starts does a part have more rows, but of one subject. */
export const subjectBorders = (
  lists: readonly Int32Array[],
  [begin, last]: readonly [begin: number, last: number],
  rowsAtOnce: number,
): readonly number[] => {
  const borders = [begin]
  for (let from = begin; from < last;) {
    let end = last
    for (const starts of lists) {
      const most = starts[from]! + rowsAtOnce
      let to = from + 1
      while (to < end && starts[to + 1]! <= most) to += 1
      end = to
    }
    borders.push(end)
    from = end
  }
  return borders
}

/** Orders the rows of tables by their subjects, those of each once. */
export const tableOrders = (subjects: number): ((table: ReceivedTable) => SubjectOrder) => {
  const orders = new Map<ReceivedTable, SubjectOrder>()
  return table => {
    const ordered = orders.get(table) ?? orderBySubject(table.subjects, table.count, subjects)
    orders.set(table, ordered)
    return ordered
  }
}
