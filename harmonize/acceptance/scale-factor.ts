/** How the numbers of a column lie: how many they are, and the quarters of them; null where that is not known. */
export interface Spread {
  readonly count: number
  readonly lowest: number | null
  readonly quarter: number | null
  readonly middle: number | null
  readonly threeQuarters: number | null
  readonly highest: number | null
}

const fewest = 8
const leastFactor = Math.log(1.6)

/** The logarithm of how many times one number is another; null where either is none or not above zero. */
const logRatio = (one: number | null, other: number | null): number | null =>
  one === null || other === null || one <= 0 || other <= 0 ? null : Math.log(other / one)

// Of numbers that are mostly one the quarters say nothing: then their ends do.
const deviation = ({ lowest, quarter, threeQuarters, highest }: Spread): number | null => {
  const [inner, outer] = [logRatio(quarter, threeQuarters), logRatio(lowest, highest)]
  if (inner === null && outer === null) return null
  return Math.max((inner ?? 0) / 1.349, (outer ?? 0) / 6, 0.02)
}

/**
 * By what the numbers of a column were multiplied between two exports; null where other subjects explain the difference: the
 * middles of two samples of one kind lie as far apart as their spread and their counts let them.
 */
export const scaleFactor = (before: Spread, after: Spread): number | null => {
  const shift = logRatio(before.middle, after.middle)
  const [one, other] = [deviation(before), deviation(after)]
  const least = Math.min(before.count, after.count)
  if (shift === null || one === null || other === null || least < fewest || Math.abs(shift) < leastFactor) return null
  const error = 1.2533 * Math.sqrt(one ** 2 / before.count + other ** 2 / after.count)
  return Math.abs(shift) > (4 + 20 / least) * error ? Math.exp(shift) : null
}

/** Whether numbers are as wide apart as others are, whatever they were multiplied by. */
export const asWide = (before: Spread, after: Spread): boolean => {
  const [one, other] = [deviation(before), deviation(after)]
  return one !== null && other !== null && Math.abs(Math.log(one / other)) < Math.log(2)
}

/** A factor as people say it: so many times as large, or as small. */
export const factorInWords = (factor: number): { readonly times: string; readonly what: 'large' | 'small' } => {
  const shown = factor >= 1 ? factor : 1 / factor
  return { times: String(Number(shown.toPrecision(3))), what: factor >= 1 ? 'large' : 'small' }
}
