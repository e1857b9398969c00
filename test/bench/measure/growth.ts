/** A size and what it took. */
export interface Point {
  readonly n: number
  readonly value: number
}

/**
 * The slope of a straight line through the logarithms, fitted by least squares: 1 is twice as much for twice the size. Null
 * where fewer than two sizes are known.
 */
export const slopeOf = (points: readonly Point[]): number | null => {
  const logs = points
    .filter(({ n, value }) => n > 0 && value > 0)
    .map(({ n, value }) => [Math.log(n), Math.log(value)] as const)
  if (new Set(logs.map(([x]) => x)).size < 2) return null
  const mean = (at: 0 | 1): number => logs.reduce((sum, log) => sum + log[at], 0) / logs.length
  const [meanX, meanY] = [mean(0), mean(1)]
  let [both, spread] = [0, 0]
  for (const [x, y] of logs) {
    both += (x - meanX) * (y - meanY)
    spread += (x - meanX) ** 2
  }
  return both / spread
}

/** The least of some numbers; null where there is none. */
export const best = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.min(...values))

/** The middle one of some numbers, of two the upper; null where there is none. */
export const median = (values: readonly number[]): number | null =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null
