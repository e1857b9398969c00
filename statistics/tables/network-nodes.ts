import type { PathBounds } from './path-bounds.js'
import { NetworkPaths } from './network-paths.js'

/**
 * The nodes of one stage of the network of Mehta and Patel (1983): a node (k, R_1k, .., R_rk) is what is left of the r
 * row totals for the columns that are not yet filled. Here what is left is put in ascending order, as the order does
 * not matter to what can follow. Nodes are found through an open-addressed table.
 */
export class NetworkNodes {
  size = 0
  /** What is left of the row totals, node after node. */
  left: Int32Array
  /** Bounds on the log probability of each of a node's completions (LP and SP in the paper). */
  longest = new Float64Array(64)
  shortest = new Float64Array(64)
  readonly paths = new NetworkPaths()
  private readonly width: number
  private keys = new Float64Array(64)
  private slots = new Int32Array(256).fill(-1)

  /** The sum of radix[i] * left[i] numbers a node; without bounds the only node is the start of the network. */
  constructor(
    private readonly radix: Float64Array,
    private readonly bounds: PathBounds | null,
  ) {
    this.width = radix.length
    this.left = new Int32Array(64 * this.width)
  }

  /** The place of a node, which is added when it is new. */
  place(left: Int32Array): number {
    let key = 0
    for (let i = 0; i < this.width; i++) key += left[i]! * this.radix[i]!
    const mask = this.slots.length - 1
    let slot = hashOf(key) & mask
    for (; this.slots[slot]! >= 0; slot = (slot + 1) & mask) {
      if (this.keys[this.slots[slot]!] === key) return this.slots[slot]!
    }
    this.slots[slot] = this.size
    this.add(key, left)
    return this.size - 1
  }

  private add(key: number, left: Int32Array): void {
    if (this.size === this.keys.length) this.grow()
    const node = this.size++
    this.keys[node] = key
    this.left.set(left, node * this.width)
    this.longest[node] = this.bounds?.longest(left) ?? 0
    this.shortest[node] = this.bounds?.shortest(left) ?? 0
    if (4 * this.size > this.slots.length) this.spread()
  }

  private grow(): void {
    const size = 2 * this.size
    this.keys = copied(this.keys, new Float64Array(size))
    this.longest = copied(this.longest, new Float64Array(size))
    this.shortest = copied(this.shortest, new Float64Array(size))
    this.left = copied(this.left, new Int32Array(size * this.width))
  }

  private spread(): void {
    this.slots = new Int32Array(4 * this.slots.length).fill(-1)
    const mask = this.slots.length - 1
    for (let node = 0; node < this.size; node++) {
      let slot = hashOf(this.keys[node]!) & mask
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask
      this.slots[slot] = node
    }
  }
}

const hashOf = (key: number): number => {
  const high = Math.floor(key / 2 ** 32)
  const mixed = Math.imul((key | 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

const copied = <T extends Float64Array | Int32Array>(from: T, into: T): T => {
  into.set(from)
  return into
}
