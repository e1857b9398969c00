/** A place where a word ends in a text: its kind as it was added, where it begins and ends. */
export type TakesWord = (kind: number, start: number, end: number) => boolean

/** Many words as one machine (Aho and Corasick 1975): a text is read once, whatever the number and lengths of the words. */
export interface WordAutomaton {
  /** Adds a word of a kind from 1 to 255; false where the machine is full. */
  readonly add: (word: string, kind: number) => boolean
  /** Reads a text; at each place the words that end there are offered, the longest first, until one is taken. */
  readonly read: (text: string, takes: TakesWord) => void
  /** How many steps all readings took together: transitions, and words offered. */
  readonly steps: () => number
}

const firstCapacity = 1 << 10

const grown = <T extends Int32Array | Uint16Array | Uint8Array>(array: T, larger: T): T => {
  larger.set(array)
  return larger
}

const hashOf = (parent: number, sign: number): number => {
  const mixed = Math.imul(parent, 0x9e3779b1) ^ Math.imul(sign, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/**
 * Makes an empty machine of at most so many nodes; a node is a beginning that words share. Nodes are kept in typed arrays,
 * about 30 bytes each, and found by an open hash of parent and sign.
 */
export const wordAutomaton = (mostNodes: number): WordAutomaton => {
  let capacity = firstCapacity
  let nodes = 1
  let parents = new Int32Array(capacity)
  let signs = new Uint16Array(capacity)
  let depths = new Uint16Array(capacity)
  let kinds = new Uint8Array(capacity)
  /** The longest proper end of a node that is a node as well. */
  let fails = new Int32Array(0)
  /** The nearest node along the fails at which a word ends, 0 for none. */
  let outputs = new Int32Array(0)
  let table = new Int32Array(capacity * 2)
  let built = false
  let steps = 0

  const slotOf = (parent: number, sign: number): number => {
    const last = table.length - 1
    let slot = hashOf(parent, sign) & last
    for (;;) {
      const node = table[slot] ?? 0
      if (node === 0 || (parents[node] === parent && signs[node] === sign)) return slot
      slot = (slot + 1) & last
    }
  }
  const childOf = (parent: number, sign: number): number => table[slotOf(parent, sign)] ?? 0

  const grow = (): void => {
    capacity *= 2
    parents = grown(parents, new Int32Array(capacity))
    signs = grown(signs, new Uint16Array(capacity))
    depths = grown(depths, new Uint16Array(capacity))
    kinds = grown(kinds, new Uint8Array(capacity))
    table = new Int32Array(capacity * 2)
    for (let node = 1; node < nodes; node += 1) table[slotOf(parents[node] ?? 0, signs[node] ?? 0)] = node
  }

  const nextOf = (node: number, sign: number): number => {
    let from = node
    for (;;) {
      steps += 1
      const child = childOf(from, sign)
      if (child !== 0 || from === 0) return child
      from = fails[from] ?? 0
    }
  }

  // A node's fail is shorter than the node: in the order of their depths each finds what it needs.
  const build = (): void => {
    const counts = new Int32Array(longest() + 2)
    for (let node = 1; node < nodes; node += 1)
      counts[(depths[node] ?? 0) + 1] = (counts[(depths[node] ?? 0) + 1] ?? 0) + 1
    for (let depth = 1; depth < counts.length; depth += 1)
      counts[depth] = (counts[depth] ?? 0) + (counts[depth - 1] ?? 0)
    const order = new Int32Array(nodes)
    for (let node = 1; node < nodes; node += 1) {
      const depth = depths[node] ?? 0
      order[counts[depth] ?? 0] = node
      counts[depth] = (counts[depth] ?? 0) + 1
    }
    fails = new Int32Array(nodes)
    outputs = new Int32Array(nodes)
    const before = steps
    for (const node of order.subarray(0, nodes - 1)) {
      const parent = parents[node] ?? 0
      const fail = parent === 0 ? 0 : nextOf(fails[parent] ?? 0, signs[node] ?? 0)
      fails[node] = fail
      outputs[node] = (kinds[fail] ?? 0) > 0 ? fail : (outputs[fail] ?? 0)
    }
    steps = before
    built = true
  }
  const longest = (): number => {
    let most = 0
    for (let node = 1; node < nodes; node += 1) most = Math.max(most, depths[node] ?? 0)
    return most
  }

  return {
    add: (word, kind) => {
      if (nodes + word.length > mostNodes) return false
      built = false
      let node = 0
      for (let at = 0; at < word.length; at += 1) {
        const sign = word.charCodeAt(at)
        const slot = slotOf(node, sign)
        let child = table[slot] ?? 0
        if (child === 0) {
          if (nodes === capacity) grow()
          child = nodes
          nodes += 1
          parents[child] = node
          signs[child] = sign
          depths[child] = at + 1
          table[slotOf(node, sign)] = child
        }
        node = child
      }
      kinds[node] = kind
      return true
    },
    read: (text, takes) => {
      if (nodes === 1) return
      if (!built) build()
      let node = 0
      for (let at = 0; at < text.length; at += 1) {
        node = nextOf(node, text.charCodeAt(at))
        let ending = (kinds[node] ?? 0) > 0 ? node : (outputs[node] ?? 0)
        while (ending !== 0) {
          steps += 1
          if (takes(kinds[ending] ?? 0, at + 1 - (depths[ending] ?? 0), at + 1)) break
          ending = outputs[ending] ?? 0
        }
      }
    },
    steps: () => steps,
  }
}
