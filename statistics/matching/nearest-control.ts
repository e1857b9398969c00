import type { SortedUnits } from './sorted-units.js'

/** Where to look from: the places already used by this treated unit widen the gap that is skipped on either side. */
export interface SearchStart {
  readonly left: number
  readonly right: number
}

/**
 * The free control nearest to the treated unit at `place`, within the caliper (equal allowed), or -1. Of two equally
 * near on either side the one that is fewer steps away in the sorted order of all units, then the left one: MatchIt
 * 4.7's rule.
 */
export function nearestControl(units: SortedUnits, place: number, caliper: number, start: SearchStart): number {
  const own = units.distance[place]!
  const left = units.leftOf(start.left - 1)
  const right = start.right + 1 < units.row.length ? units.rightOf(start.right + 1) : -1
  const leftGap = left < 0 ? Infinity : Math.abs(own - units.distance[left]!)
  const rightGap = right < 0 ? Infinity : Math.abs(own - units.distance[right]!)
  const leftIn = leftGap <= caliper && left >= 0
  const rightIn = rightGap <= caliper && right >= 0
  if (!leftIn) return rightIn ? right : -1
  if (!rightIn) return left
  if (leftGap !== rightGap) return leftGap < rightGap ? left : right
  return start.left - left <= right - start.right ? left : right
}

/**
 * The `count` nearest controls (taken or not) to the treated unit at `place`, nearest first, in the order in which a
 * search finds them.
 */
export function nearestControls(units: SortedUnits, place: number, caliper: number, count: number): readonly number[] {
  const found: number[] = []
  let start: SearchStart = { left: place, right: place }
  while (found.length < count) {
    const next = nearestControl(units, place, caliper, start)
    if (next < 0) break
    found.push(next)
    start = next < place ? { left: next, right: start.right } : { left: start.left, right: next }
  }
  return found
}
