import type { Stratum } from './stratum.js'

/**
 * The free control nearest to the treated unit at `place`, within the caliper (equal allowed), or -1; what lies from
 * `left` to `right`, places already seen on either side of it, is skipped. Of two equally near the one that is fewer
 * steps away in the sorted order of all units, then the left one: MatchIt 4.7's rule. It counts the steps from what was
 * seen last on either side, but with replacement (`afresh`) from the unit's own place.
 */
export const nearestControl = (
  stratum: Stratum,
  place: number,
  caliper: number,
  left: number,
  right: number,
  afresh = false,
): number => {
  const own = stratum.distanceAt(place)
  const below = stratum.leftOf(left)
  const above = stratum.rightOf(right)
  const belowGap = below < 0 ? Infinity : own - stratum.distanceAt(below)
  const aboveGap = above < 0 ? Infinity : stratum.distanceAt(above) - own
  if (below < 0 || belowGap > caliper) return above >= 0 && aboveGap <= caliper ? above : -1
  if (above < 0 || aboveGap > caliper) return below
  if (belowGap !== aboveGap) return belowGap < aboveGap ? below : above
  return (afresh ? place : left) - below <= above - (afresh ? place : right) ? below : above
}
