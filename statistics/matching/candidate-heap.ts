/**
 * Candidates, each a number from 0 to `size` - 1 that waits at most once, in the order of their keys and, at one key,
 * of their turns: a binary heap (Williams 1964).
 */
export class CandidateHeap {
  /** How many wait. */
  length = 0
  private readonly waiting: Uint32Array
  private readonly key: Float64Array
  private readonly turn: Float64Array

  constructor(size: number) {
    this.waiting = new Uint32Array(size)
    this.key = new Float64Array(size)
    this.turn = new Float64Array(size)
  }

  /** Puts a candidate in. */
  push(candidate: number, key: number, turn: number): void {
    const { waiting } = this
    this.key[candidate] = key
    this.turn[candidate] = turn
    let at = this.length++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(candidate, waiting[parent]!)) break
      waiting[at] = waiting[parent]!
      at = parent
    }
    waiting[at] = candidate
  }

  /** Takes the first one out. */
  pop(): number {
    const { waiting } = this
    const top = waiting[0]!
    const last = waiting[--this.length]!
    let at = 0
    for (let child = 1; child < this.length; child = 2 * at + 1) {
      if (child + 1 < this.length && this.isBefore(waiting[child + 1]!, waiting[child]!)) child++
      if (!this.isBefore(waiting[child]!, last)) break
      waiting[at] = waiting[child]!
      at = child
    }
    waiting[at] = last
    return top
  }

  private isBefore(a: number, b: number): boolean {
    const difference = this.key[a]! - this.key[b]!
    return difference === 0 ? this.turn[a]! < this.turn[b]! : difference < 0
  }
}
