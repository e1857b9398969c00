import type { ReceivedTable } from '../received-site.js'
import { countedRuns, type NumbersOfRows, type RowRuns } from '../row-runs.js'

/** Rows in the order of their subjects, a subject's rows as they stand. */
export interface SubjectOrder {
  /** The rows at the places from one to before another; written over by the next ones. */
  readonly rows: (from: number, to: number) => Int32Array
  /** The rows of subject s stand from `starts[s]` to before `starts[s + 1]`. */
  readonly starts: Int32Array
}

interface OrderedRows extends Pick<SubjectOrder, 'starts'> {
  readonly order: Int32Array
}

/** Orders the first rows of a list by their subjects. */
export const orderBySubject = (subjectOf: Int32Array, rows: number, subjects: number): OrderedRows => {
  const starts = new Int32Array(subjects + 1)
  for (let row = 0; row < rows; row += 1) starts[subjectOf[row]! + 1]! += 1
  for (let subject = 0; subject < subjects; subject += 1) starts[subject + 1]! += starts[subject]!
  const next = starts.slice()
  const order = new Int32Array(rows)
  for (let row = 0; row < rows; row += 1) order[next[subjectOf[row]!]!++] = row
  return { order, starts }
}

/** Orders runs of rows, each of one subject: the rows themselves need not be listed. */
const orderOfRuns = ({ starts: begins, firsts: owners }: RowRuns, rows: number, subjects: number): SubjectOrder => {
  const { order, starts: ofSubjects } = orderBySubject(owners, owners.length, subjects)
  const places = new Int32Array(order.length)
  const starts = new Int32Array(subjects + 1)
  let place = 0
  for (let subject = 0; subject < subjects; subject += 1) {
    for (let at = ofSubjects[subject]!; at < ofSubjects[subject + 1]!; at += 1) {
      const run = order[at]!
      places[at] = place
      order[at] = begins[run]!
      place += (begins[run + 1] ?? rows) - begins[run]!
    }
    starts[subject + 1] = place
  }
  return { rows: countedRuns({ starts: places, firsts: order }), starts }
}

/** Orders a table's rows by their subjects. */
export const subjectOrder = (subjectOf: NumbersOfRows, rows: number, subjects: number): SubjectOrder => {
  if (!(subjectOf instanceof Int32Array)) return orderOfRuns(subjectOf, rows, subjects)
  const { order, starts } = orderBySubject(subjectOf, rows, subjects)
  return { rows: (from, to) => order.subarray(from, to), starts }
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
    const ordered = orders.get(table) ?? subjectOrder(table.subjects, table.count, subjects)
    orders.set(table, ordered)
    return ordered
  }
}
