// Places whose values fit into the processor's second cache together.
const BLOCK_BITS = 14
const BLOCK = 1 << BLOCK_BITS

/** Takes columns into another order of the rows: `take(column, into, at)` writes column[order[k]] to into[at + k]. */
export interface Rearrangement {
  readonly take: (column: Float64Array, into: Float64Array, at: number) => void
}

/**
 * Prepares to take columns into an order of their rows. Beyond the size of a cache a value is not fetched from afar
 * each time: the column is dealt out to blocks of neighbouring places first, then each block is brought near as a
 * whole and put in order.
 */
export const rearrangeBy = (order: Uint32Array): Rearrangement => {
  const n = order.length
  if (n <= BLOCK) return { take: (column, into, at) => takeInOrder(column, order, 0, n, into, at) }
  const dealt = dealToBlocks(order)
  const within = new Uint16Array(n)
  for (let k = 0; k < n; k++) within[k] = dealt[order[k]!]! & (BLOCK - 1)
  const blocks = new Float64Array(n)
  const near = new Float64Array(BLOCK)
  return {
    take: (column, into, at) => {
      deal(column, dealt, blocks)
      for (let from = 0; from < n; from += BLOCK) {
        const to = Math.min(n, from + BLOCK)
        near.set(blocks.subarray(from, to))
        takeInOrder(near, within, from, to, into, at)
      }
    },
  }
}

const deal = (column: Float64Array, dealt: Uint32Array, blocks: Float64Array): void => {
  for (let row = 0; row < dealt.length; row++) blocks[dealt[row]!] = column[row]!
}

// `| 0` says that a place fits into 32 bits, so that it is not checked for overflow in every round.
const takeInOrder = (
  column: Float64Array,
  order: Uint32Array | Uint16Array,
  from: number,
  to: number,
  into: Float64Array,
  at: number,
): void => {
  for (let k = from; k < to; k++) into[(at + k) | 0] = column[order[k]!]!
}

// Where each row goes at first: to the block of its place, in the order of the rows.
const dealToBlocks = (order: Uint32Array): Uint32Array => {
  const n = order.length
  const dealt = new Uint32Array(n)
  for (let k = 0; k < n; k++) dealt[order[k]!] = k >>> BLOCK_BITS
  const next = new Uint32Array(Math.ceil(n / BLOCK))
  for (let b = 0; b < next.length; b++) next[b] = b << BLOCK_BITS
  for (let row = 0; row < n; row++) {
    const block = dealt[row]!
    dealt[row] = next[block]!
    next[block] = next[block]! + 1
  }
  return dealt
}
