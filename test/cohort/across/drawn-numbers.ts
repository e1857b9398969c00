import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Seeded synthetic numbers. */
export interface DrawnNumbers {
  readonly uniform: () => number
  readonly normal: () => number
}

/** Starts the numbers of a seed; a normal one by Box and Muller. */
export const drawnNumbers = (seed: number): DrawnNumbers => {
  const generator = xoroshiro128plus(seed)
  const uniform = (): number => uniformFloat64(generator)
  return { uniform, normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()) }
}
