const scratch = new Float64Array(1)
const words = new Uint32Array(scratch.buffer)

/**
 * A 32-bit hash of every row over its columns: rows with equal values have equal hashes, so that sorting by it puts
 * the rows of a set into one order whatever the file's was. Columns count in the order given.
 */
export function hashRows(n: number, columns: readonly ArrayLike<number>[]): Uint32Array {
  const hash = new Uint32Array(n).fill(0x9e3779b9)
  for (const column of columns) {
    for (let i = 0; i < n; i++) {
      scratch[0] = column[i]! + 0
      let h = hash[i]! ^ words[0]!
      h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
      h ^= words[1]!
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
      hash[i] = h ^ (h >>> 16)
    }
  }
  return hash
}

/** Compares two rows column by column; 0 when they are equal in all. */
export function compareRows(columns: readonly ArrayLike<number>[], a: number, b: number): number {
  for (const column of columns) {
    const x = column[a]!
    const y = column[b]!
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}
