const scratch = new Float64Array(1)
const words = new Int32Array(scratch.buffer)

/** An open hash table of numbers with at least as many places as twice the numbers that it is to hold; NaN is a free place. */
export const openTable = (numbers: number): Float64Array =>
  new Float64Array(2 ** Math.ceil(Math.log2(2 * numbers + 1))).fill(Number.NaN)

/** The place of a number in an open table, 0 and -0 as one: its own, or the free one where it belongs. */
export const findSlot = (table: Float64Array, value: number): number => {
  scratch[0] = value + 0
  const mask = table.length - 1
  let h = Math.imul(words[0]! ^ Math.imul(words[1]!, 0x85ebca6b), 0x9e3779b1)
  h ^= h >>> 15
  for (let slot = h & mask; ; slot = (slot + 1) & mask) {
    const own = table[slot]!
    if (own === value || own !== own) return slot
  }
}
