import { countToOffsets, identityOrder } from '../../statistics/numeric/radix-sort.js'
import { RowSorter } from '../../statistics/numeric/row-sorter.js'
import { type AnalysisSet, armCode } from './analysis-set.js'
import { gatherCodes, gatherReals } from './gather.js'
import type { PairColumns } from './pair-columns.js'

/** Those in matched pairs, in the order of all; a control that serves in several pairs stands once in each. */
export const matchedSet = (all: AnalysisSet, pairs: PairColumns): AnalysisSet => {
  const { table } = all
  const unordered = rowsOfPairs(pairs)
  const order = orderOfRows(placesOf(all), unordered)
  const rows = gatherCodes(unordered.subject, order)
  const weight = gatherReals(unordered.weight, order)
  return {
    id: 'matched',
    table,
    rows,
    arm: Int8Array.from(gatherCodes(unordered.arm, order)),
    weight: weight.some(one => one !== 1) ? weight : null,
    cluster: gatherCodes(unordered.pair, order),
    stratum: null,
    entry: null,
    // Copies of one subject stand together.
    copied: rows.some((subject, place) => place > 0 && rows[place - 1] === subject),
  }
}

interface PairRows {
  readonly subject: Int32Array
  readonly pair: Int32Array
  readonly arm: Int8Array
  readonly weight: Float64Array
}

// The treated subject of a pair stands in it once, whatever its controls.
const rowsOfPairs = ({ pair, treated, control }: PairColumns): PairRows => {
  const most = pair.reduce((highest, one) => Math.max(highest, one), 0)
  const controls = new Int32Array(most + 1)
  for (let k = 0; k < pair.length; k++) controls[pair[k]!]!++
  const n = pair.length + controls.reduce((sum, one) => sum + Number(one > 0), 0)
  const rows = {
    subject: new Int32Array(n),
    pair: new Int32Array(n),
    arm: new Int8Array(n).fill(armCode.control),
    weight: new Float64Array(n).fill(1),
  }
  const begun = new Uint8Array(most + 1)
  let row = 0
  for (let k = 0; k < pair.length; k++) {
    const number = pair[k]!
    if (begun[number] === 0) {
      begun[number] = 1
      rows.subject[row] = treated[k]!
      rows.pair[row] = number
      rows.arm[row++] = armCode.treated
    }
    rows.subject[row] = control[k]!
    rows.pair[row] = number
    rows.weight[row++] = 1 / controls[number]!
  }
  return rows
}

const placesOf = ({ table, rows }: AnalysisSet): Int32Array => {
  const places = new Int32Array(table.n)
  rows.forEach((subject, place) => (places[subject] = place))
  return places
}

// By place, then by pair: the rows of each place are counted, and laid in the order of their pairs.
const orderOfRows = (places: Int32Array, { subject, pair }: PairRows): Int32Array => {
  const byPair = orderOfPairs(pair)
  const starts = new Uint32Array(places.length)
  for (let row = 0; row < subject.length; row++) starts[places[subject[row]!]!]!++
  countToOffsets(starts)
  const order = new Int32Array(subject.length)
  for (let k = 0; k < byPair.length; k++) {
    const row = byPair[k]!
    order[starts[places[subject[row]!]!]!++] = row
  }
  return order
}

const orderOfPairs = (pair: Int32Array): Uint32Array => {
  const isAscending = pair.every((number, row) => row === 0 || pair[row - 1]! <= number)
  if (isAscending) return identityOrder(pair.length)
  const sorter = new RowSorter(pair.length)
  sorter.byCode(pair)
  return sorter.order
}
