import { identityOrder } from '../numeric/radix-sort.js'

/** Mid-ranks (1 is the smallest) and the sizes of the sets of ties. */
export interface Ranks {
  readonly rank: Float64Array
  readonly ties: readonly number[]
}

/** Ranks values, ties getting the mean of their ranks. Agrees with R `rank`. */
export const midRanks = (values: Float64Array): Ranks => {
  const order = identityOrder(values.length).sort((a, b) => values[a]! - values[b]!)
  const rank = new Float64Array(values.length)
  const ties: number[] = []
  for (let from = 0; from < order.length;) {
    let to = from
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let k = from; k < to; k++) rank[order[k]!] = (from + 1 + to) / 2
    ties.push(to - from)
    from = to
  }
  return { rank, ties }
}

/** The samples one after the other in one column. */
export const concatenate = (samples: readonly ArrayLike<number>[]): Float64Array => {
  const all = new Float64Array(samples.reduce((sum, sample) => sum + sample.length, 0))
  let at = 0
  for (const sample of samples) {
    all.set(sample, at)
    at += sample.length
  }
  return all
}
