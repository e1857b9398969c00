// Places whose values lie together in the processor's cache.
const BLOCK_BITS = 14

/** Takes columns into another order of the rows: `take(column, into, at)` writes column[order[k]] to into[at + k]. */
export interface Rearrangement {
  readonly take: (column: Float64Array, into: Float64Array, at: number) => void
}

/**
 * Prepares to take columns into an order of their rows. Beyond the size of a cache a value is not fetched from afar
 * each time: the column is dealt out to blocks of neighbouring places first, then ordered within each block.
 */
export function rearrangeBy(order: Uint32Array): Rearrangement {
  const n = order.length
  if (n <= 1 << BLOCK_BITS) return { take: (column, into, at) => takeInOrder(column, order, into, at) }
  const dealt = dealToBlocks(order)
  const within = new Uint32Array(n)
  for (let k = 0; k < n; k++) within[k] = dealt[order[k]!]!
  const blocks = new Float64Array(n)
  return {
    take: (column, into, at) => {
      for (let row = 0; row < n; row++) blocks[dealt[row]!] = column[row]!
      takeInOrder(blocks, within, into, at)
    },
  }
}

function takeInOrder(column: Float64Array, order: Uint32Array, into: Float64Array, at: number): void {
  for (let k = 0; k < order.length; k++) into[at + k] = column[order[k]!]!
}

// Where each row goes at first: to the block of its place, in the order of the rows.
function dealToBlocks(order: Uint32Array): Uint32Array {
  const n = order.length
  const dealt = new Uint32Array(n)
  for (let k = 0; k < n; k++) dealt[order[k]!] = k >>> BLOCK_BITS
  const next = new Uint32Array((n >>> BLOCK_BITS) + 1)
  for (let b = 0; b < next.length; b++) next[b] = b << BLOCK_BITS
  for (let row = 0; row < n; row++) {
    const block = dealt[row]!
    dealt[row] = next[block]!
    next[block] = next[block]! + 1
  }
  return dealt
}
