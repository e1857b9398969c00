import type { Json } from './fixture.js'

/** One disagreement: where, what R says, what the product says. */
export interface Mismatch {
  readonly place: string
  readonly expected: Json | undefined
  readonly actual: Json | undefined
  readonly difference: number
  readonly tolerance: number
}

/** How a difference is measured. */
export interface Measure {
  readonly scale?: number
  readonly strict?: boolean
}

/** Collects the comparisons of one analysis: the worst relative difference with its place, and every disagreement. */
export class Ledger {
  worst = 0
  worstPlace = ''
  compared = 0
  readonly mismatches: Mismatch[] = []

  /**
   * Compares two numbers relatively, or absolutely (1e-12) near zero; `scale` measures against something larger than
   * the value itself, `strict` (P-values) has no absolute tolerance. null, "NaN" and undefined all say 'not
   * estimable'.
   */
  number(
    place: string,
    expected: Json | undefined,
    actual: number | null | undefined,
    tolerance: number,
    how: Measure = {},
  ): void {
    this.compared++
    const want = numeric(expected)
    const got = actual ?? NaN
    if (Number.isNaN(want) || Number.isNaN(got)) {
      if (Number.isNaN(want) !== Number.isNaN(got)) this.fail(place, expected, actual ?? null, Infinity, tolerance)
      return
    }
    const gap = want === got ? 0 : Math.abs(got - want)
    if (gap <= 1e-12 && how.strict !== true) return
    const difference = gap === 0 ? 0 : gap / (how.scale ?? Math.abs(want))
    if (difference > this.worst) {
      this.worst = difference
      this.worstPlace = place
    }
    if (!(difference <= tolerance)) this.fail(place, expected, actual ?? null, difference, tolerance)
  }

  /** Compares two arrays entry by entry; `ofLargest` measures differences against the array's largest value. */
  array(
    place: string,
    expected: Json | undefined,
    actual: ArrayLike<number | null>,
    tolerance: number,
    ofLargest = false,
  ): void {
    const want = list(expected)
    if (want.length !== actual.length) {
      this.fail(`${place}.length`, want.length, actual.length, Infinity, 0)
      return
    }
    const scale = ofLargest
      ? want.reduce<number>((largest, value) => Math.max(largest, Math.abs(numeric(value)) || 0), 0) || 1
      : undefined
    for (let i = 0; i < want.length; i++)
      this.number(`${place}[${i}]`, want[i], actual[i], tolerance, scale === undefined ? {} : { scale })
  }

  /** Compares two things that must be equal: names, rows, counts. */
  same(place: string, expected: Json | undefined, actual: Json | undefined): void {
    this.compared++
    if (JSON.stringify(expected ?? null) !== JSON.stringify(actual ?? null))
      this.fail(place, expected, actual, Infinity, 0)
  }

  /** Records a disagreement. */
  fail(
    place: string,
    expected: Json | undefined,
    actual: Json | undefined,
    difference = Infinity,
    tolerance = 0,
  ): void {
    this.mismatches.push({ place, expected, actual, difference, tolerance })
  }
}

/** A JSON value as a number: null, "NaN" and absent are NaN; a value may stand as x, { name: x } or [[x]]. */
export const numeric = (value: Json | undefined): number => {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === 'Inf') return Infinity
  if (value === '-Inf') return -Infinity
  if (value === null || value === undefined || typeof value === 'string') return NaN
  if (isList(value)) return numeric(value[0])
  return numeric(Object.values(value)[0])
}

/** A JSON value as text: a string as it is, anything else as JSON. */
export const text = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null)

/** A JSON value as a list: a scalar is a list of one, null an empty one, a matrix is read row by row. */
export const list = (value: Json | undefined): readonly Json[] => {
  if (value === undefined || value === null) return []
  if (isList(value)) return value.flatMap(entry => (isList(entry) ? entry : [entry]))
  if (typeof value === 'object') return Object.values(value)
  return [value]
}

/** Whether a JSON value is an array. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** A field of a JSON object, undefined when there is none. */
export const field = (value: Json | undefined, ...path: readonly string[]): Json | undefined => {
  let at: Json | undefined = value
  for (const name of path) {
    if (at === null || at === undefined || typeof at !== 'object' || isList(at)) return undefined
    at = at[name]
  }
  return at
}
