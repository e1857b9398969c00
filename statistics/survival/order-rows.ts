import type { Column } from '../numeric/column.js'
import { compareRows, hashRows } from '../numeric/row-hash.js'
import { countToOffsets, identityOrder, radixSortByWord, radixSortWithKeys } from '../numeric/radix-sort.js'
import { rankTimes } from './rank-times.js'

/** Rows in the order of their strata and times, with times that differ by rounding made one. */
export interface RowOrder {
  /** `order[k]` is the row at place k. */
  readonly order: Uint32Array
  /** The aligned time at place k. */
  readonly time: Float64Array
}

/** Rows in the order of their strata and times, and the groups of equal ones among them. */
export interface RowGroups {
  /** `order[k]` is the row at place k. */
  readonly order: Uint32Array
  /** First place of each group of equal (stratum, time), then n. */
  readonly groupStart: Uint32Array
  /** The place after the last event of each group: events come first in it. Without events, where it starts. */
  readonly eventEnd: Uint32Array
  /** The aligned time of each group. */
  readonly groupTime: Float64Array
  /** 1 where the group opens a stratum. */
  readonly opensStratum: Uint8Array
}

// Up to so many rows at one time are distinguished by their contents alone.
const FEW_TIED = 8

// So many bits of the hash more than the rows at one time need: one row in eight meets another with the same key.
const SPARE_BITS = 3

/** Sorts rows as groupRows does, and gives the time at each place. */
export const orderRows = (time: Column, tieColumns: readonly ArrayLike<number>[], strata?: Int32Array): RowOrder => {
  const { order, groupStart, groupTime } = groupRows(time, tieColumns, strata)
  const sorted = new Float64Array(order.length)
  for (let g = 0; g < groupTime.length; g++)
    for (let k = groupStart[g]!; k < groupStart[g + 1]!; k++) sorted[k] = groupTime[g]!
  return { order, time: sorted }
}

/**
 * Sorts rows by stratum and time, once for all that needs it. Rows that tie are ordered by their contents
 * (`tieColumns`), so that a sum over the sorted rows is the same, bit for bit, whatever the order of the file; without
 * such columns by row. Events come before the others that tie with them when they are given. One radix sort of keys
 * whose high bits are the time's rank and whose low bits are a hash of the contents: O(n).
 */
export const groupRows = (
  time: Column,
  tieColumns: readonly ArrayLike<number>[],
  strata?: Int32Array,
  event?: Uint8Array,
): RowGroups => {
  const { distinct, rank } = rankTimes(time)
  const { key, starts } = separateEvents(rank, event, distinct.length)
  const most = countToOffsets(starts)
  const order = orderByKey(key, 2 * distinct.length, most, tieColumns)
  if (strata !== undefined) return groupByStratum(order, rank, distinct, strata, event)
  return { order, ...groupByTime(starts, distinct, rank.length) }
}

const groupByTime = (starts: Uint32Array, distinct: Float64Array, rows: number): Omit<RowGroups, 'order'> => {
  const groupStart = new Uint32Array(distinct.length + 1)
  const eventEnd = new Uint32Array(distinct.length)
  const groupTime = new Float64Array(distinct.length)
  let groups = 0
  for (let g = 0; g < distinct.length; g++) {
    // No row need have a time of a ranked column.
    if (starts[2 * g] === (starts[2 * g + 2] ?? rows)) continue
    groupStart[groups] = starts[2 * g]!
    eventEnd[groups] = starts[2 * g + 1]!
    groupTime[groups++] = distinct[g]!
  }
  groupStart[groups] = rows
  const opensStratum = new Uint8Array(groups)
  opensStratum[0] = 1
  return {
    groupStart: groupStart.slice(0, groups + 1),
    eventEnd: eventEnd.slice(0, groups),
    groupTime: groupTime.slice(0, groups),
    opensStratum,
  }
}

interface EventKeys {
  readonly key: Uint32Array
  /** How many rows have each key. */
  readonly starts: Uint32Array
}

// Makes of each rank two keys, for events and for the others behind them, and counts the rows of each.
const separateEvents = (rank: Uint32Array, event: Uint8Array | undefined, ranks: number): EventKeys => {
  const key = new Uint32Array(rank.length)
  const starts = new Uint32Array(2 * ranks)
  for (let i = 0; i < rank.length; i++) {
    const own = 2 * rank[i]! + (event === undefined || event[i] === 0 ? 1 : 0)
    key[i] = own
    starts[own] = starts[own]! + 1
  }
  return { key, starts }
}

const orderByKey = (
  key: Uint32Array,
  keys: number,
  most: number,
  tieColumns: readonly ArrayLike<number>[],
): Uint32Array => {
  const order = identityOrder(key.length)
  const keyBits = bitsOf(keys - 1)
  const hash = tieColumns.length === 0 || most <= FEW_TIED ? null : hashRows(key.length, tieColumns)
  const hashBits = hash === null ? 0 : Math.min(32 - keyBits, bitsOf(most) + SPARE_BITS)
  if (hash !== null)
    for (let i = 0; i < key.length; i++) key[i] = (key[i]! << hashBits) | (hash[i]! >>> (32 - hashBits))
  radixSortWithKeys(order, key, keyBits + hashBits)
  if (tieColumns.length > 0 && most > 1) settleEqualKeys(order, key, hash, tieColumns)
  return order
}

const bitsOf = (value: number): number => 32 - Math.clz32(value)

const settleEqualKeys = (
  order: Uint32Array,
  key: Uint32Array,
  hash: Uint32Array | null,
  columns: readonly ArrayLike<number>[],
): void => {
  const compare = (a: number, b: number): number =>
    hash === null || hash[a] === hash[b] ? compareRows(columns, a, b) : hash[a]! - hash[b]!
  const n = order.length
  for (let from = 0, to = 1; from < n; from = to++) {
    while (to < n && key[to] === key[from]) to++
    if (to - from > 1) settleRun(order, from, to, compare)
  }
}

// Insertion, unless a row has far to go: long runs are of equal rows, or are sorted as a whole.
const settleRun = (order: Uint32Array, from: number, to: number, compare: (a: number, b: number) => number): void => {
  for (let k = from + 1; k < to; k++) {
    const row = order[k]!
    let place = k
    while (place > from && compare(order[place - 1]!, row) > 0) {
      if (k - place > FEW_TIED) {
        order[place] = row
        order.subarray(from, to).sort(compare)
        return
      }
      order[place] = order[place - 1]!
      place--
    }
    order[place] = row
  }
}

const groupByStratum = (
  order: Uint32Array,
  rank: Uint32Array,
  distinct: Float64Array,
  strata: Int32Array,
  event: Uint8Array | undefined,
): RowGroups => {
  const n = order.length
  const stratumKey = new Uint32Array(n)
  for (let i = 0; i < n; i++) stratumKey[i] = strata[i]! + 0x80000000
  radixSortByWord(order, stratumKey)
  const groupStart = new Uint32Array(n + 1)
  const eventEnd = new Uint32Array(n)
  const groupTime = new Float64Array(n)
  const opensStratum = new Uint8Array(n)
  let groups = 0
  for (let k = 0; k < n; k++) {
    const row = order[k]!
    const opens = k === 0 || stratumKey[row] !== stratumKey[order[k - 1]!]
    if (opens || rank[row] !== rank[order[k - 1]!]) {
      opensStratum[groups] = opens ? 1 : 0
      groupTime[groups] = distinct[rank[row]!]!
      eventEnd[groups] = k
      groupStart[groups++] = k
    }
    if (event !== undefined && event[row] !== 0) eventEnd[groups - 1] = k + 1
  }
  groupStart[groups] = n
  return {
    order,
    groupStart: groupStart.slice(0, groups + 1),
    eventEnd: eventEnd.slice(0, groups),
    groupTime: groupTime.slice(0, groups),
    opensStratum: opensStratum.slice(0, groups),
  }
}
