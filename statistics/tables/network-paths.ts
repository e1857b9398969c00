/**
 * The paths from the start of the network to the nodes of one stage. A path is one way to fill the columns so far, and
 * `logPast` the logarithm of its probability (the logarithm of PAST in Mehta and Patel 1983). Paths to one node with
 * one logPast go on alike, so they are merged into one entry, whose `probability` is that of all of them together.
 * Entries are found by node and logPast through an open-addressed table.
 */
export class NetworkPaths {
  size = 0
  private slots: number
  private nodeOf: Int32Array
  private logPast: Float64Array
  private probability: Float64Array

  constructor(slots = 1024) {
    this.slots = slots
    this.nodeOf = new Int32Array(slots).fill(-1)
    this.logPast = new Float64Array(slots)
    this.probability = new Float64Array(slots)
  }

  /** Adds paths of one logPast, with the probability of all of them together, to a node. */
  add(node: number, logPast: number, probability: number): void {
    const { nodeOf } = this
    const mask = this.slots - 1
    let slot = hashOf(node, logPast) & mask
    for (; nodeOf[slot]! >= 0; slot = (slot + 1) & mask) {
      if (nodeOf[slot] === node && Math.abs(this.logPast[slot]! - logPast) < SAME) {
        this.probability[slot]! += probability
        return
      }
    }
    nodeOf[slot] = node
    this.logPast[slot] = logPast
    this.probability[slot] = probability
    if (2 * ++this.size > this.slots) this.grow()
  }

  /** The paths node by node, each node's by ascending logPast. */
  sorted(nodes: number): SortedPaths {
    const start = new Uint32Array(nodes + 1)
    for (const node of this.nodeOf) if (node >= 0) start[node + 1]! += 1
    for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!
    const logPast = new Float64Array(this.size)
    const probability = new Float64Array(this.size)
    const at = start.slice()
    for (let slot = 0; slot < this.slots; slot++) {
      const node = this.nodeOf[slot]!
      if (node < 0) continue
      const place = at[node]!++
      logPast[place] = this.logPast[slot]!
      probability[place] = this.probability[slot]!
    }
    for (let node = 0; node < nodes; node++) sortPairs(logPast, probability, start[node]!, start[node + 1]!)
    return { start, logPast, probability }
  }

  private grow(): void {
    const { nodeOf, logPast, probability } = this
    const wider = new NetworkPaths(4 * this.slots)
    for (let slot = 0; slot < nodeOf.length; slot++) {
      if (nodeOf[slot]! >= 0) wider.add(nodeOf[slot]!, logPast[slot]!, probability[slot]!)
    }
    this.slots = wider.slots
    this.nodeOf = wider.nodeOf
    this.logPast = wider.logPast
    this.probability = wider.probability
    this.size = wider.size
  }
}

/** Paths by node: those of node k lie from place start[k] up to, and without, start[k + 1]. */
export interface SortedPaths {
  readonly start: Uint32Array
  readonly logPast: Float64Array
  readonly probability: Float64Array
}

// Sums of the same log factorials in another order differ by less; paths whose probabilities truly differ hardly ever
// do. Two that lie on both sides of a rounded hash stay apart, which costs a little and changes nothing. Measured on
// twenty tables from 2 x 6 to 6 x 6: between 1e-12 and 1e-5 neither P (4e-16) nor the time (10 %) depends on it, with
// 1e-14 rounding keeps equal paths apart and takes 40 % longer.
const SAME = 1e-11

const hashOf = (node: number, logPast: number): number => {
  const word = Math.round(logPast / SAME) | 0
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
