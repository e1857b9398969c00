import { CandidateHeap } from './candidate-heap.js'
import type { ChosenControls } from './chosen-controls.js'
import { nearestControl } from './nearest-control.js'
import { SearchedRanges } from './searched-ranges.js'
import type { Stratum } from './stratum.js'
import { role } from './stratum.js'

/**
 * Greedy matching without replacement, the closest pair of all first (`closest`), or the treated unit whose nearest
 * control is farthest first (`farthest`), as R `matchit(m.order = "closest")`. Each treated unit waits in a heap with
 * its nearest control; when that has gone it looks for the next one and waits again, before all at the same gap.
 */
export const matchByCloseness = (
  stratum: Stratum,
  treated: Uint32Array,
  caliper: number,
  ratio: number,
  order: 'closest' | 'farthest',
  chosen: ChosenControls,
): void => {
  const sign = order === 'closest' ? 1 : -1
  const seen = new SearchedRanges(treated)
  const wanted = new Int32Array(treated.length)
  const heap = new CandidateHeap(treated.length)
  const search = (index: number, left: number, right: number, turn: number): void => {
    const place = treated[index]!
    const control = nearestControl(stratum, place, caliper, left, right)
    wanted[index] = control
    if (control < 0) return
    heap.push(index, sign * Math.abs(stratum.distanceAt(place) - stratum.distanceAt(control)), turn)
  }
  for (let round = 0; round < ratio; round++) {
    for (let index = 0; index < treated.length; index++)
      if (wanted[index]! >= 0) search(index, seen.left[index]!, seen.right[index]!, index)
    let again = -1
    while (heap.length > 0) {
      const index = heap.pop()
      const control = wanted[index]!
      if (stratum.roleAt(control) === role.free) {
        chosen.add(stratum.rowAt(treated[index]!), stratum.rowAt(control))
        seen.widen(index, control)
        stratum.take(control)
      } else search(index, Math.min(seen.left[index]!, control), Math.max(seen.right[index]!, control), again--)
    }
  }
}
