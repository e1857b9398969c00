import { isRanked, realsOf, rowsOf } from '../numeric/column.js'
import { rankByTable, type RankedValues } from '../numeric/rank-by-table.js'
import { countToOffsets } from '../numeric/radix-sort.js'
import { RowSorter } from '../numeric/row-sorter.js'
import { rankTimes } from '../survival/rank-times.js'
import { checkCoxInput, type CoxData, type CoxInput, numberClusters, prepareCox } from './cox-data.js'
import { standardizeCounted } from './standardize-covariates.js'

const prepared = new WeakMap<CoxInput, CoxData>()

/**
 * The rows of a Cox model as prepareCox gives them, but where all columns are ranked and combine in few ways each different
 * row once, with how many it stands for: a day and a level are shared by many subjects, whose parts of the likelihood are
 * the same. What is asked of single rows needs prepareCox. Throws InvalidInput, EmptySample.
 */
export const prepareEqualRows = (input: CoxInput): CoxData => {
  const known = prepared.get(input)
  if (known !== undefined) return known
  const data = countRows(input) ?? prepareCox(input)
  prepared.set(input, data)
  return data
}

/** Different rows as numbers: (time, not an event, the columns), the last one fastest. */
interface Cells {
  readonly times: RankedValues
  readonly columns: readonly RankedValues[]
  readonly weight: RankedValues | null
  /** In how many ways the columns combine. */
  readonly patterns: number
}

const countRows = (input: CoxInput): CoxData | null => {
  if (input.start !== undefined || input.strata !== undefined || input.offset !== undefined) return null
  const columns = input.covariates.filter(isRanked)
  if (columns.length < input.covariates.length) return null
  checkCoxInput(input)
  const times = rankTimes(input.time)
  const weight = input.weights === undefined ? null : rankByTable(input.weights)
  if (weight === null && input.weights !== undefined) return null
  const all = weight === null ? columns : [...columns, weight]
  const patterns = all.reduce((product, { distinct }) => product * distinct.length, 1)
  // More combinations than this are mostly of one row each, and their table would be beyond the cache.
  if (2 * times.distinct.length * patterns > MOST_CELLS_A_ROW * rowsOf(input.time)) return null
  return layCells(input, { times, columns, weight, patterns })
}

const MOST_CELLS_A_ROW = 4

const layCells = (input: CoxInput, cells: Cells): CoxData => {
  const { times, columns, weight, patterns } = cells
  const cellOf = numberCells(input, cells)
  const counts = new Uint32Array(2 * times.distinct.length * patterns)
  for (let row = 0; row < cellOf.length; row++) counts[cellOf[row]!] = counts[cellOf[row]!]! + 1
  const { filled, copies } = takeFilled(counts)
  const ranks = ranksOfPatterns(filled, cells)
  return {
    n: filled.length,
    p: columns.length,
    ...orderRowsByCell(input, cellOf, counts, copies),
    ...groupCells(filled, copies, times.distinct, patterns),
    ...standardizeCounted(
      columns.map(({ distinct }, j) => realsOf({ distinct, rank: ranks[j]! })),
      copies,
    ),
    weight: weighCopies(copies, weight === null ? null : realsOf({ distinct: weight.distinct, rank: ranks.at(-1)! })),
    copies,
    offset: null,
    entry: null,
  }
}

// The numbers of the cells that have rows, ascending, and how many rows those are.
const takeFilled = (counts: Uint32Array): { readonly filled: Uint32Array; readonly copies: Uint32Array } => {
  let n = 0
  for (let cell = 0; cell < counts.length; cell++) if (counts[cell] !== 0) n++
  const filled = new Uint32Array(n)
  const copies = new Uint32Array(n)
  for (let cell = 0, k = 0; cell < counts.length; cell++) {
    if (counts[cell] === 0) continue
    filled[k] = cell
    copies[k++] = counts[cell]!
  }
  return { filled, copies }
}

const weighCopies = (copies: Uint32Array, weights: Float64Array | null): Float64Array => {
  const weight = new Float64Array(copies.length)
  for (let k = 0; k < copies.length; k++) weight[k] = copies[k]! * (weights === null ? 1 : weights[k]!)
  return weight
}

const numberCells = (input: CoxInput, { times, columns, weight }: Cells): Uint32Array => {
  const cellOf = new Uint32Array(times.rank.length)
  for (let row = 0; row < cellOf.length; row++) cellOf[row] = 2 * times.rank[row]! + (input.event[row] === 0 ? 1 : 0)
  for (const { distinct, rank } of weight === null ? columns : [...columns, weight])
    for (let row = 0; row < cellOf.length; row++) cellOf[row] = cellOf[row]! * distinct.length + rank[row]!
  return cellOf
}

/** By column, the rank of each filled cell. */
const ranksOfPatterns = (filled: Uint32Array, { columns, weight }: Cells): readonly Uint32Array[] => {
  const rest = filled.slice()
  const all = weight === null ? columns : [...columns, weight]
  return all
    .toReversed()
    .map(({ distinct: { length } }) => {
      const ranks = new Uint32Array(rest.length)
      for (let k = 0; k < rest.length; k++) {
        const number = rest[k]!
        rest[k] = Math.floor(number / length)
        ranks[k] = number % length
      }
      return ranks
    })
    .toReversed()
}

/** Which rows each place stands for is asked where rows of one cluster are summed. */
const orderRowsByCell = (
  { clusters, secondClusters }: CoxInput,
  cellOf: Uint32Array,
  counts: Uint32Array,
  copies: Uint32Array,
): Pick<CoxData, 'order' | 'rowStart' | 'cluster' | 'secondCluster'> => {
  const rowStart = new Uint32Array(copies.length + 1)
  for (let k = 0; k < copies.length; k++) rowStart[k + 1] = rowStart[k]! + copies[k]!
  if (clusters === undefined) return { order: new Uint32Array(0), rowStart, cluster: null, secondCluster: null }
  countToOffsets(counts)
  const order = new Uint32Array(cellOf.length)
  const given = secondClusters === undefined ? null : orderByClusters(clusters, secondClusters)
  for (let k = 0; k < cellOf.length; k++) {
    const row = given === null ? k : given[k]!
    const cell = cellOf[row]!
    order[counts[cell]!] = row
    counts[cell] = counts[cell]! + 1
  }
  return {
    order,
    rowStart,
    cluster: numberClusters(clusters, order),
    secondCluster: numberClusters(secondClusters, order),
  }
}

// Clusters of both ways are numbered as they are met, and their sums depend on it.
const orderByClusters = (clusters: Int32Array, secondClusters: Int32Array): Uint32Array => {
  const sorter = new RowSorter(clusters.length)
  sorter.byCode(secondClusters)
  sorter.byCode(clusters)
  return sorter.order
}

const groupCells = (
  filled: Uint32Array,
  copies: Uint32Array,
  distinct: Float64Array,
  patterns: number,
): Pick<CoxData, 'event' | 'events' | 'groupStart' | 'eventEnd' | 'groupTime' | 'opensStratum'> => {
  const n = filled.length
  const event = new Uint8Array(n)
  const groupStart = new Uint32Array(n + 1)
  const eventEnd = new Uint32Array(n)
  const groupTime = new Float64Array(n)
  let events = 0
  let groups = 0
  let before = -1
  for (let k = 0; k < n; k++) {
    const key = Math.floor(filled[k]! / patterns)
    const time = key >>> 1
    if (time !== before) {
      groupStart[groups] = k
      eventEnd[groups] = k
      groupTime[groups++] = distinct[time]!
      before = time
    }
    if (key % 2 === 1) continue
    event[k] = 1
    events += copies[k]!
    eventEnd[groups - 1] = k + 1
  }
  groupStart[groups] = n
  const opensStratum = new Uint8Array(groups)
  opensStratum[0] = 1
  return {
    event,
    events,
    groupStart: groupStart.slice(0, groups + 1),
    eventEnd: eventEnd.slice(0, groups),
    groupTime: groupTime.slice(0, groups),
    opensStratum,
  }
}
