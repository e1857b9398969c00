const TOLERANCE = Math.sqrt(2 ** -52)

/**
 * Makes one time of times that differ by rounding only, in place, over values that are already sorted: neighbours
 * closer than 1.49e-8, absolutely or relative to the mean of the distinct times, take the smallest's value. Agrees
 * with R `survival::aeqSurv`.
 */
export const alignSortedTimes = (sorted: Float64Array): void => {
  const n = sorted.length
  let distinct = 0
  let total = 0
  let closest = Infinity
  for (let i = 0; i < n; i++) {
    const time = sorted[i]!
    if (i > 0) {
      const gap = time - sorted[i - 1]!
      if (gap === 0) continue
      if (gap < closest) closest = gap
    }
    distinct++
    total += Math.abs(time)
  }
  const width = TOLERANCE * Math.max(1, total / distinct)
  if (!(closest <= width)) return
  let cut = sorted[0]!
  let before = cut
  for (let i = 1; i < n; i++) {
    const time = sorted[i]!
    if (time - before > width) cut = time
    before = time
    sorted[i] = cut
  }
}
