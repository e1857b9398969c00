/**
 * The paths that lead to the nodes of one stage. Paths to one node that are equally likely go on alike, so they are
 * merged, found by node and mass through an open-addressed table.
 */
export class NetworkPaths {
  size = 0
  private slots: number
  private nodeOf: Int32Array
  private logMass: Float64Array
  private weight: Float64Array

  constructor(slots = 1024) {
    this.slots = slots
    this.nodeOf = new Int32Array(slots).fill(-1)
    this.logMass = new Float64Array(slots)
    this.weight = new Float64Array(slots)
  }

  /** Adds paths of one log mass, with their probability, to a node. */
  add(node: number, logMass: number, weight: number): void {
    const { nodeOf } = this
    const mask = this.slots - 1
    let slot = hashOf(node, logMass) & mask
    for (; nodeOf[slot]! >= 0; slot = (slot + 1) & mask) {
      if (nodeOf[slot] === node && Math.abs(this.logMass[slot]! - logMass) < SAME) {
        this.weight[slot]! += weight
        return
      }
    }
    nodeOf[slot] = node
    this.logMass[slot] = logMass
    this.weight[slot] = weight
    if (2 * ++this.size > this.slots) this.grow()
  }

  /** The paths node by node, each node's by ascending mass. */
  sorted(nodes: number): SortedPaths {
    const start = new Uint32Array(nodes + 1)
    for (const node of this.nodeOf) if (node >= 0) start[node + 1]! += 1
    for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!
    const logMass = new Float64Array(this.size)
    const weight = new Float64Array(this.size)
    const at = start.slice()
    for (let slot = 0; slot < this.slots; slot++) {
      const node = this.nodeOf[slot]!
      if (node < 0) continue
      const place = at[node]!++
      logMass[place] = this.logMass[slot]!
      weight[place] = this.weight[slot]!
    }
    for (let node = 0; node < nodes; node++) sortPairs(logMass, weight, start[node]!, start[node + 1]!)
    return { start, logMass, weight }
  }

  private grow(): void {
    const { nodeOf, logMass, weight } = this
    const wider = new NetworkPaths(4 * this.slots)
    for (let slot = 0; slot < nodeOf.length; slot++) {
      if (nodeOf[slot]! >= 0) wider.add(nodeOf[slot]!, logMass[slot]!, weight[slot]!)
    }
    this.slots = wider.slots
    this.nodeOf = wider.nodeOf
    this.logMass = wider.logMass
    this.weight = wider.weight
    this.size = wider.size
  }
}

/** Paths by node: those of node k lie from start[k] to start[k + 1]. */
export interface SortedPaths {
  readonly start: Uint32Array
  readonly logMass: Float64Array
  readonly weight: Float64Array
}

// Sums of the same log factorials in another order differ by less; masses that truly differ hardly ever do.
const SAME = 1e-11

const hashOf = (node: number, logMass: number): number => {
  const word = Math.round(logMass / SAME) | 0
  const mixed = Math.imul(word ^ Math.imul(node, 0x9e3779b1), 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

// Quicksort of both columns by the first, insertion sort of short stretches.
const sortPairs = (key: Float64Array, value: Float64Array, from: number, to: number): void => {
  let low = from
  let high = to - 1
  while (high - low > 16) {
    const pivot = key[(low + high) >>> 1]!
    let i = low
    let j = high
    while (i <= j) {
      while (key[i]! < pivot) i++
      while (key[j]! > pivot) j--
      if (i <= j) {
        swap(key, i, j)
        swap(value, i, j)
        i++
        j--
      }
    }
    if (j - low < high - i) {
      sortPairs(key, value, low, j + 1)
      low = i
    } else {
      sortPairs(key, value, i, high + 1)
      high = j
    }
  }
  for (let i = low + 1; i <= high; i++) {
    const k = key[i]!
    const v = value[i]!
    let j = i - 1
    for (; j >= low && key[j]! > k; j--) {
      key[j + 1] = key[j]!
      value[j + 1] = value[j]!
    }
    key[j + 1] = k
    value[j + 1] = v
  }
}

const swap = (values: Float64Array, i: number, j: number): void => {
  const held = values[i]!
  values[i] = values[j]!
  values[j] = held
}
