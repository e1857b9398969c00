import type { ChosenControls } from './chosen-controls.js'
import { nearestControl } from './nearest-control.js'
import { SearchedRanges } from './searched-ranges.js'
import type { Stratum } from './stratum.js'

/**
 * Greedy matching without replacement: the treated units at the given places choose one after the other, and once
 * more in each further round of a 1:k match.
 */
export const matchInOrder = (
  stratum: Stratum,
  turn: Uint32Array,
  caliper: number,
  ratio: number,
  chosen: ChosenControls,
): void => {
  const seen = ratio === 1 ? null : new SearchedRanges(turn)
  for (let round = 0; round < ratio; round++) {
    for (let i = 0; i < turn.length; i++) {
      const place = turn[i]!
      const control = nearestControl(stratum, place, caliper, seen?.left[i] ?? place, seen?.right[i] ?? place)
      if (control < 0) continue
      chosen.add(stratum.rowAt(place), stratum.rowAt(control))
      seen?.widen(i, control)
      stratum.take(control)
    }
  }
}
