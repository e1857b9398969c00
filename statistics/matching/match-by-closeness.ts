import type { SearchStart } from './nearest-control.js'
import { nearestControl } from './nearest-control.js'
import type { SortedUnits } from './sorted-units.js'

/**
 * A pair that waits for its turn; when its control has gone the treated unit looks for the next one and waits again.
 */
interface Candidate {
  readonly index: number
  readonly control: number
  readonly gap: number
  /**
   * Breaks ties of `gap`: a candidate that was looked for again comes before (closest) those that wait at the same
   * gap.
   */
  readonly turn: number
}

/**
 * Greedy matching without replacement, the closest pair of all first (`closest`), or the treated unit whose nearest
 * control is farthest first (`farthest`), as R `matchit(m.order = "closest")`. A heap keeps it O(n log n).
 */
export function matchByCloseness(
  units: SortedUnits,
  treated: readonly number[] | Uint32Array,
  caliper: number,
  ratio: number,
  order: 'closest' | 'farthest',
): readonly (readonly number[])[] {
  const chosen: number[][] = Array.from(treated, () => [])
  const starts: SearchStart[] = Array.from(treated, (place) => ({ left: place, right: place }))
  const exhausted = new Uint8Array(treated.length)
  const sign = order === 'closest' ? 1 : -1
  const before = (a: Candidate, b: Candidate): boolean =>
    a.gap === b.gap ? a.turn < b.turn : sign * a.gap < sign * b.gap
  const search = (index: number, start: SearchStart, turn: number): Candidate | null => {
    const place = treated[index]!
    const control = nearestControl(units, place, caliper, start)
    if (control < 0) {
      exhausted[index] = 1
      return null
    }
    return { index, control, gap: Math.abs(units.distance[place]! - units.distance[control]!), turn }
  }
  for (let round = 0; round < ratio; round++) {
    const heap: Candidate[] = []
    for (let i = 0; i < treated.length; i++) {
      const first = exhausted[i] === 1 ? null : search(i, starts[i]!, i)
      if (first !== null) pushHeap(heap, first, before)
    }
    let again = -1
    while (heap.length > 0) {
      const next = popHeap(heap, before)
      const start = starts[next.index]!
      const seen = { left: Math.min(start.left, next.control), right: Math.max(start.right, next.control) }
      if (units.free[next.control] === 1) {
        chosen[next.index]?.push(next.control)
        starts[next.index] = seen
        units.take(next.control)
        continue
      }
      const other = search(next.index, seen, again--)
      if (other !== null) pushHeap(heap, other, before)
    }
  }
  return chosen
}

function pushHeap(heap: Candidate[], item: Candidate, before: (a: Candidate, b: Candidate) => boolean): void {
  let at = heap.push(item) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(item, heap[parent]!)) break
    heap[at] = heap[parent]!
    at = parent
  }
  heap[at] = item
}

function popHeap(heap: Candidate[], before: (a: Candidate, b: Candidate) => boolean): Candidate {
  const top = heap[0]!
  const last = heap.pop() as Candidate
  if (heap.length === 0) return top
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
    if (!before(heap[child]!, last)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
  return top
}
