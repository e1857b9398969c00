/** Kish's (1965) effective sample size (sum w)^2 / sum w^2 of a sample's weights; rows of weight 0 do not count. */
export function effectiveSampleSize(weights: ArrayLike<number>): number {
  let total = 0
  let squares = 0
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!
    squares += weights[i]! ** 2
  }
  return squares === 0 ? 0 : (total * total) / squares
}
