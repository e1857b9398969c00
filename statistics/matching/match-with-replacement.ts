import { nearestControls } from './nearest-control.js'
import type { SortedUnits } from './sorted-units.js'

/** Every treated unit takes its `ratio` nearest controls; a control may serve several. */
export function matchWithReplacement(
  units: SortedUnits,
  treated: readonly number[] | Uint32Array,
  caliper: number,
  ratio: number,
): readonly (readonly number[])[] {
  return Array.from(treated, (place) => nearestControls(units, place, caliper, ratio))
}
