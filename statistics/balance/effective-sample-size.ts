import { InvalidInput, requireFinite } from '../errors.js'
import { ExactSum } from '../numeric/exact-sum.js'

/**
 * Kish's (1965) effective sample size (sum w)^2 / sum w^2 of a sample's weights; rows of weight 0 do not count. Agrees
 * with R `sum(w)^2 / sum(w^2)`. Throws InvalidInput.
 */
export const effectiveSampleSize = (weights: ArrayLike<number>): number => {
  requireFinite('weights', weights)
  let largest = 0
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! < 0) throw new InvalidInput('a weight is below 0')
    if (weights[i]! > largest) largest = weights[i]!
  }
  if (largest === 0) return 0
  const total = new ExactSum()
  const squares = new ExactSum()
  for (let i = 0; i < weights.length; i++) {
    const share = weights[i]! / largest
    total.add(share)
    squares.add(share * share)
  }
  return total.value() ** 2 / squares.value()
}
