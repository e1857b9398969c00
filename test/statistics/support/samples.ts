import fc from 'fast-check'

/** A sample of times, events, covariates and arms as arbitrary rows, with ties. */
export interface SurvivalSample {
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly group: Int32Array
  readonly covariate: Float64Array
}

/** Arbitrary survival samples of 6 to 60 rows with many ties, at least one event in each of two groups. */
export const survivalSamples: fc.Arbitrary<SurvivalSample> = fc
  .array(
    fc.record({
      time: fc.integer({ min: 1, max: 20 }),
      event: fc.boolean(),
      group: fc.boolean(),
      covariate: fc.integer({ min: -5, max: 5 }),
    }),
    {
      minLength: 6,
      maxLength: 60,
    },
  )
  .filter(rows => [true, false].every(group => rows.some(row => row.group === group && row.event)))
  .map(rows => ({
    time: Float64Array.from(rows, row => row.time),
    event: Uint8Array.from(rows, row => (row.event ? 1 : 0)),
    group: Int32Array.from(rows, row => (row.group ? 1 : 0)),
    covariate: Float64Array.from(rows, row => row.covariate),
  }))

/** A permutation of the rows 0..n-1 made from a seed. */
export const permutation = (n: number, seed: number): readonly number[] => {
  const order = Array.from({ length: n }, (_, i) => i)
  let state = seed >>> 0
  for (let i = n - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = state % (i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

/** A column in another order of the rows. */
export const reorder = <T extends Float64Array | Uint8Array | Int32Array>(column: T, order: readonly number[]): T =>
  column.map((_, i) => column[order[i]!]!) as T

/** A column of reals. */
export const reals = (...values: readonly number[]): Float64Array => Float64Array.from(values)

/** A column of yes (1) and no (0). */
export const flags = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)

/** A column of codes. */
export const codes = (...values: readonly number[]): Int32Array => Int32Array.from(values)
