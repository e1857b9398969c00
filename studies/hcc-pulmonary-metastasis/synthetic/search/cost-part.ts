/** One published statement and how far the state is from it. */
export interface CostPart {
  readonly name: string
  readonly cost: () => number
}

const mostRemembered = 64

/**
 * A part that remembers its cost by a fingerprint of the columns that it reads, so that a change to one endpoint
 * costs no model of the other.
 */
export const costPart = (name: string, cost: () => number, fingerprint: () => number): CostPart => {
  const remembered = new Map<number, number>()
  return {
    name,
    cost: () => {
      const print = fingerprint()
      const before = remembered.get(print)
      if (before !== undefined) return before
      const now = cost()
      if (remembered.size >= mostRemembered) remembered.clear()
      remembered.set(print, now)
      return now
    },
  }
}

// Finalizer of MurmurHash3 (Appleby 2011).
const mixed = (value: number): number => {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const print = (days: Float64Array, flags: Uint8Array | undefined, salt: (row: number) => number): number => {
  let [low, high] = [0, 0]
  days.forEach((day, row) => {
    const word = day * 2 + (flags?.[row] ?? 0)
    low = (low + mixed(word + 4096 * salt(row))) >>> 0
    high = (high + mixed(word + 4096 * salt(row) + 0x40000000)) & 0xfffff
  })
  return high * 2 ** 32 + low
}

/** A fingerprint of days and flags as sets an arm: the order of the rows within an arm does not matter. */
export const armsPrint = (days: Float64Array, treated: Uint8Array, flags?: Uint8Array): number =>
  print(days, flags, row => treated[row] ?? 0)

/** A fingerprint of days and flags row by row. */
export const rowsPrint = (days: Float64Array, flags: Uint8Array): number => print(days, flags, row => row)

/** The sum of the parts; stops adding up above the limit. */
export const totalCost = (parts: readonly CostPart[], limit: number): number => {
  let cost = 0
  for (const part of parts) {
    if (cost > limit) return cost
    cost += part.cost()
  }
  return cost
}
