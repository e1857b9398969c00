import { randomStream, shuffle } from '../numeric/random.js'
import type { SearchStart } from './nearest-control.js'
import { nearestControl } from './nearest-control.js'
import type { SortedUnits } from './sorted-units.js'

/**
 * Greedy matching without replacement: treated units (their places, in data order) choose one after the other in the
 * given order, and once more in each further round of a 1:k match. The result lists the control places of each, in
 * the order of `treated`.
 */
export function matchInOrder(
  units: SortedUnits,
  treated: readonly number[] | Uint32Array,
  caliper: number,
  ratio: number,
  order: 'largest' | 'smallest' | 'data' | 'random' | 'closest' | 'farthest',
  seed: number,
): readonly (readonly number[])[] {
  const turn = Uint32Array.from(treated, (_, i) => i)
  const distanceOf = (i: number): number => units.distance[treated[i]!]!
  if (order === 'largest') turn.sort((a, b) => distanceOf(b) - distanceOf(a) || a - b)
  if (order === 'smallest') turn.sort((a, b) => distanceOf(a) - distanceOf(b) || a - b)
  if (order === 'random') shuffle(turn, randomStream(seed))
  const chosen: number[][] = Array.from(treated, () => [])
  const starts: SearchStart[] = Array.from(treated, (place) => ({ left: place, right: place }))
  for (let round = 0; round < ratio; round++) {
    for (const i of turn) {
      const place = treated[i]!
      const start = starts[i]!
      const control = nearestControl(units, place, caliper, start)
      if (control < 0) continue
      chosen[i]?.push(control)
      starts[i] = { left: Math.min(start.left, control), right: Math.max(start.right, control) }
      units.take(control)
    }
  }
  return chosen
}
