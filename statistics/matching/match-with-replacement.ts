import type { ChosenControls } from './chosen-controls.js'
import { nearestControl } from './nearest-control.js'
import type { Stratum } from './stratum.js'

/** Every treated unit takes its `ratio` nearest controls, nearest first; a control may serve several. */
export const matchWithReplacement = (
  stratum: Stratum,
  treated: Uint32Array,
  caliper: number,
  ratio: number,
  chosen: ChosenControls,
): void => {
  for (const place of treated) {
    let left = place
    let right = place
    for (let found = 0; found < ratio; found++) {
      const control = nearestControl(stratum, place, caliper, left, right, true)
      if (control < 0) break
      chosen.add(stratum.rowAt(place), stratum.rowAt(control))
      if (control < place) left = control
      else right = control
    }
  }
}
