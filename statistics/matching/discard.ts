/**
 * Marks (1) the subjects outside the common support of the distance: treated outside the controls' range, controls
 * outside the treated's, or both. Agrees with R `matchit(discard = )`.
 */
export const discardOutsideSupport = (
  treated: Uint8Array,
  distance: Float64Array,
  which: 'none' | 'treated' | 'control' | 'both',
): Uint8Array => {
  const low = [Infinity, Infinity]
  const high = [-Infinity, -Infinity]
  for (let row = 0; row < treated.length; row++) {
    const arm = treated[row] === 0 ? 0 : 1
    low[arm] = Math.min(low[arm]!, distance[row]!)
    high[arm] = Math.max(high[arm]!, distance[row]!)
  }
  const discarded = new Uint8Array(treated.length)
  for (let row = 0; row < treated.length; row++) {
    const arm = treated[row] === 0 ? 0 : 1
    const applies = which === 'both' || which === (arm === 1 ? 'treated' : 'control')
    const other = 1 - arm
    const d = distance[row]!
    if (applies && (d < low[other]! || d > high[other]!)) discarded[row] = 1
  }
  return discarded
}
