/** The part of a curve that weighted standard errors are computed from and written to. */
export interface WeightedCurve {
  readonly atRisk: Float64Array
  readonly eventCount: Float64Array
  readonly survival: Float64Array
  readonly seLogSurvival: Float64Array
  readonly seCumulativeHazard: Float64Array
}

/**
 * Replaces Greenwood's by the infinitesimal-jackknife standard errors, which non-integer weights ask for: the
 * weighted sum of squares of each subject's influence on log S (Therneau 2023) and on the cumulative hazard. O(n) by
 * sums from the end. Agrees with R `survfit(robust = TRUE)`.
 */
export const robustLogSurvivalErrors = (
  event: Uint8Array,
  weights: Float64Array,
  order: Uint32Array,
  starts: Uint32Array,
  curve: WeightedCurve,
): void => {
  influenceErrors(event, weights, order, starts, curve, (d, y) => y - d, curve.seLogSurvival)
  influenceErrors(event, weights, order, starts, curve, (_, y) => y, curve.seCumulativeHazard)
}

// A subject who leaves at g has influence 1[died]/(own denominator) - A(g) on every later time, but only -A(t)
// before: so the sum of squares at t is what those gone contribute for good, plus A(t)^2 times the squared weights of
// those still there.
const influenceErrors = (
  event: Uint8Array,
  weights: Float64Array,
  order: Uint32Array,
  starts: Uint32Array,
  curve: WeightedCurve,
  remainder: (dying: number, atRisk: number) => number,
  out: Float64Array,
): void => {
  const size = starts.length - 1
  const still = squaresAfter(weights, order, starts)
  let gone = 0
  let accumulated = 0
  for (let g = 0; g < size; g++) {
    const d = curve.eventCount[g]!
    const y = curve.atRisk[g]!
    const left = remainder(d, y)
    const own = d > 0 ? 1 / left : 0
    const step = d > 0 ? d / (y * left) : 0
    accumulated += step
    for (let k = starts[g]!; k < starts[g + 1]!; k++) {
      const influence = (event[order[k]!] === 1 ? own : 0) - accumulated
      const w2 = square(weights, order, k)
      gone += w2 * influence * influence
    }
    // Without an event the errors stay: a rounding error would be a step of the band.
    out[g] = d === 0 && g > 0 ? out[g - 1]! : Math.sqrt(Math.max(0, gone + still[g]! * accumulated * accumulated))
  }
}

// Summed from the end: taking those gone off the whole would lose the digits of small weights beside a large one.
const squaresAfter = (weights: Float64Array, order: Uint32Array, starts: Uint32Array): Float64Array => {
  const size = starts.length - 1
  const after = new Float64Array(size)
  let total = 0
  for (let g = size - 1; g >= 0; g--) {
    after[g] = total
    for (let k = starts[g]!; k < starts[g + 1]!; k++) total += square(weights, order, k)
  }
  return after
}

const square = (weights: Float64Array, order: Uint32Array, k: number): number => {
  const weight = weights[order[k]!]!
  return weight * weight
}
