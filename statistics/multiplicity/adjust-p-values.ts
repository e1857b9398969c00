import { InvalidInput } from '../errors.js'

/** How P-values are adjusted for being several. */
export type Adjustment = 'none' | 'bonferroni' | 'holm' | 'benjamini-hochberg'

/**
 * Adjusts P-values for their number, in their order: Bonferroni (Dunn 1961), Holm (1979, family-wise error), Benjamini
 * and Hochberg (1995, false discovery rate). Agrees with R `p.adjust`. Throws InvalidInput when one is no probability.
 */
export const adjustPValues = (values: readonly number[], by: Adjustment): readonly number[] => {
  const n = values.length
  if (values.some(p => !(p >= 0 && p <= 1))) throw new InvalidInput('a P-value lies between 0 and 1')
  if (by === 'none') return values
  if (by === 'bonferroni') return values.map(p => Math.min(1, n * p))
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const adjusted = new Array<number>(n)
  let bound = by === 'holm' ? 0 : 1
  const places = order.map((_, place) => (by === 'holm' ? place : n - 1 - place))
  for (const place of places) {
    const p = values[order[place]!]!
    bound = by === 'holm' ? Math.max(bound, (n - place) * p) : Math.min(bound, (n / (place + 1)) * p)
    adjusted[order[place]!] = Math.min(1, bound)
  }
  return adjusted
}
