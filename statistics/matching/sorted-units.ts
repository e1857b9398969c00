import { identityOrder, radixSortByReal } from '../numeric/radix-sort.js'

/**
 * The units of one stratum in ascending distance, ties in data order, with the free controls linked to their
 * neighbours.
 */
export interface SortedUnits {
  /** Row at each place. */
  readonly row: Uint32Array
  readonly distance: Float64Array
  /** 1 where the place holds a control that may still be taken. */
  readonly free: Uint8Array
  /** Place of the nearest free control at or left of a place, or -1. */
  readonly leftOf: (place: number) => number
  /** Place of the nearest free control at or right of a place, or -1. */
  readonly rightOf: (place: number) => number
  /** Takes a control out. */
  readonly take: (place: number) => void
}

/**
 * Sorts a stratum's units (given in data order) by distance; free controls are found in near-constant time by path
 * compression.
 */
export function sortUnits(
  rows: Uint32Array,
  distance: Float64Array,
  mayBeTaken: (row: number) => boolean,
): SortedUnits {
  const n = rows.length
  const own = Float64Array.from(rows, (row) => distance[row]!)
  const places = identityOrder(n)
  if (n > 2000) radixSortByReal(places, own)
  else places.sort((a, b) => own[a]! - own[b]! || a - b)
  const row = new Uint32Array(n)
  const sorted = new Float64Array(n)
  const free = new Uint8Array(n)
  const left = new Int32Array(n + 1)
  const right = new Int32Array(n + 2)
  for (let k = 0; k < n; k++) {
    row[k] = rows[places[k]!]!
    sorted[k] = own[places[k]!]!
    free[k] = mayBeTaken(row[k]!) ? 1 : 0
  }
  // Shifted by one to the left and right, so that place -1 and place n are sentinels that point to themselves.
  for (let k = 0; k < n; k++) left[k + 1] = free[k] === 1 ? k + 1 : k
  for (let k = 0; k < n; k++) right[k] = free[k] === 1 ? k : k + 1
  right[n] = n
  const rightOf = (place: number): number => {
    const root = find(right, place)
    return root >= n ? -1 : root
  }
  return {
    row,
    distance: sorted,
    free,
    leftOf: (place) => find(left, place + 1) - 1,
    rightOf,
    take: (place) => {
      free[place] = 0
      left[place + 1] = place
      right[place] = place + 1
    },
  }
}

function find(links: Int32Array, start: number): number {
  let root = start
  while (links[root]! !== root) root = links[root]!
  let at = start
  while (at !== root) {
    const next = links[at]!
    links[at] = root
    at = next
  }
  return root
}
