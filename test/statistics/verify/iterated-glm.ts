import type { LogisticInput } from '../../../statistics/logistic/logistic-data.js'

/** Coefficients on the way of R's glm, and the standard errors that its weights there give. */
export interface GlmPoint {
  readonly coefficients: readonly number[]
  readonly errors: readonly number[]
}

// glm starts from fitted values of (y + 1/2) / 2: its first step is that from coefficients 0, so many times as long.
const FIRST_STEP = (Math.log(3) + 4 / 3) / 2

/** The way of R's glm from its start until its steps are lost in rounding, at most 30 of them. */
export const glmWay = (input: LogisticInput): readonly GlmPoint[] => {
  const way: GlmPoint[] = []
  const zero = [0, ...input.covariates.map(() => 0)]
  let coefficients: readonly number[] = glmStep(input, zero).next.map(value => FIRST_STEP * value)
  for (let iteration = 1; iteration <= 30; iteration++) {
    const { errors, next } = glmStep(input, coefficients)
    way.push({ coefficients, errors })
    const moved = Math.max(...next.map((value, j) => Math.abs(value - coefficients[j]!) / errors[j]!))
    if (!(moved > 1e-13)) break
    coefficients = next
  }
  return way
}

/** The standard errors of a logistic model at given coefficients, and the coefficients that one more step gives. */
export const glmStep = (
  input: LogisticInput,
  coefficients: readonly number[],
): { readonly errors: readonly number[]; readonly next: readonly number[] } => {
  const columns = [new Float64Array(input.outcome.length).fill(1), ...input.covariates]
  const eta = Float64Array.from(input.outcome, (_, i) =>
    dot(
      columns.map(column => column[i]!),
      coefficients,
    ),
  )
  const root = eta.map(value => 1 / Math.sqrt(2 + Math.exp(value) + Math.exp(-value)))
  const { q, r } = orthogonalize(columns.map(column => column.map((value, i) => value * root[i]!)))
  const inverse = invertTriangle(r)
  const residual = eta.map((value, i) => (input.outcome[i]! - 1 / (1 + Math.exp(-value))) / root[i]!)
  const along = q.map(column => dot(column, residual))
  return {
    errors: inverse.map(row => Math.hypot(...row)),
    next: coefficients.map((value, j) => value + dot(inverse[j]!, along)),
  }
}

// Modified Gram-Schmidt, each column cleaned twice: the information itself is never formed, whose condition is squared.
const orthogonalize = (
  columns: readonly Float64Array[],
): {
  readonly q: readonly Float64Array[]
  readonly r: readonly (readonly number[])[]
} => {
  const q: Float64Array[] = []
  const r = columns.map(() => new Array<number>(columns.length).fill(0))
  columns.forEach((column, j) => {
    let left = column
    for (let pass = 0; pass < 2; pass++) {
      q.forEach((own, k) => {
        const share = dot(own, left)
        r[k]![j]! += share
        left = left.map((value, i) => value - share * own[i]!)
      })
    }
    const length = Math.sqrt(dot(left, left))
    r[j]![j] = length
    q.push(left.map(value => value / length))
  })
  return { q, r }
}

const invertTriangle = (r: readonly (readonly number[])[]): readonly (readonly number[])[] => {
  const p = r.length
  const inverse = r.map(() => new Array<number>(p).fill(0))
  for (let j = 0; j < p; j++) {
    inverse[j]![j] = 1 / r[j]![j]!
    for (let i = j - 1; i >= 0; i--) {
      let value = 0
      for (let k = i + 1; k <= j; k++) value -= r[i]![k]! * inverse[k]![j]!
      inverse[i]![j] = value / r[i]![i]!
    }
  }
  return inverse
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let total = 0
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!
  return total
}
