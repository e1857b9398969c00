import { InvalidInput, requireFinite } from '../errors.js'
import { ExactSum } from '../numeric/exact-sum.js'

/**
 * Kish's (1965) effective sample size (sum w)^2 / sum w^2 of a sample's weights; rows of weight 0 do not count. Throws
 * InvalidInput.
 */
export function effectiveSampleSize(weights: ArrayLike<number>): number {
  requireFinite('weights', weights)
  const total = new ExactSum()
  const squares = new ExactSum()
  for (let i = 0; i < weights.length; i++) {
    total.add(weights[i]!)
    squares.add(weights[i]! ** 2)
  }
  if (!Number.isFinite(squares.value())) throw new InvalidInput('the weights are too large to be squared')
  return squares.value() === 0 ? 0 : total.value() ** 2 / squares.value()
}
