/** The median of some values, which are put in order; NaN of none. */
export const medianOf = (values: Float64Array): number => {
  const { length } = values
  if (length === 0) return Number.NaN
  values.sort()
  const middle = length >> 1
  return length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2
}

/**
 * The mean of the middle half of some values, which are put in order: a quarter on either side may be wrong, and it errs less
 * than the median.
 */
export const midMeanOf = (values: Float64Array): number => {
  values.sort()
  const cut = values.length >> 2
  const middle = values.subarray(cut, values.length - cut)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}

// Makes it the standard deviation of normal values.
const ofNormal = 1.4826

/** The median absolute deviation from a centre, as large as the standard deviation where values are normal. */
export const spreadAround = (values: Float64Array, centre: number): number =>
  ofNormal * medianOf(values.map(value => Math.abs(value - centre)))

/** Several arrays one behind the other. */
export const joinedValues = (parts: readonly Float64Array[]): Float64Array => {
  const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
