/**
 * How far two numbers are apart, as a share of a size that their rounding errors are proportional to. Infinite where
 * one of them is not a number and the other is.
 */
export const relativeDistance = (found: number, expected: number, size = Math.abs(expected)): number => {
  if (Object.is(found, expected) || found === expected) return 0
  const distance = Math.abs(found - expected) / size
  return Number.isNaN(distance) ? Infinity : distance
}
