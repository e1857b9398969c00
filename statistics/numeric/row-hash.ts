const NEGATIVE_ZERO = -0x80000000

/**
 * A 32-bit hash of every row over its columns: rows with equal values have equal hashes, so that sorting by it puts
 * the rows of a set into one order whatever the file's was. Columns count in the order given.
 */
export const hashRows = (n: number, columns: readonly ArrayLike<number>[]): Uint32Array => {
  const hash = new Uint32Array(n).fill(0x9e3779b9)
  for (const column of columns) {
    if (column instanceof Float64Array) mixReals(hash, column)
    else if (column instanceof Uint8Array || column instanceof Int32Array || column instanceof Uint32Array)
      mixCodes(hash, column)
    else mixReals(hash, new Float64Array(column))
  }
  return hash
}

// The column's own bits are read, low word first; -0 and 0 are equal, so they count as one.
const mixReals = (hash: Uint32Array, column: Float64Array): void => {
  const words = new Int32Array(column.buffer, column.byteOffset, 2 * hash.length)
  for (let i = 0; i < hash.length; i++) {
    const low = words[2 * i]!
    const high = words[2 * i + 1]!
    let h = hash[i]! ^ low
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h ^= high === NEGATIVE_ZERO && low === 0 ? 0 : high
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    hash[i] = h ^ (h >>> 16)
  }
}

const mixCodes = (hash: Uint32Array, column: Uint8Array | Int32Array | Uint32Array): void => {
  for (let i = 0; i < hash.length; i++) {
    const h = Math.imul(hash[i]! ^ column[i]!, 0x85ebca6b)
    hash[i] = Math.imul(h ^ (h >>> 15), 0xc2b2ae35) ^ h
  }
}

/** Compares two rows column by column; 0 when they are equal in all. */
export const compareRows = (columns: readonly ArrayLike<number>[], a: number, b: number): number => {
  for (const column of columns) {
    const x = column[a]!
    const y = column[b]!
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}
