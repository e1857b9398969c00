/** X' diag(w) X, every product of two columns summed by itself. */
export const plainWeightedProducts = (columns: readonly Float64Array[], w: Float64Array): readonly number[][] =>
  columns.map(one => columns.map(other => w.reduce((sum, weight, k) => sum + weight * one[k]! * other[k]!, 0)))

/** X' w. */
export const plainWeightedSums = (columns: readonly Float64Array[], w: Float64Array): readonly number[] =>
  columns.map(column => w.reduce((sum, weight, k) => sum + weight * column[k]!, 0))
