import type { LogisticInput } from '../../../statistics/logistic/logistic-data.js'

/** The standard errors of a logistic model at given coefficients, and the coefficients that one more step gives. */
export function glmStep(
  input: LogisticInput,
  coefficients: readonly number[],
): { readonly errors: readonly number[]; readonly next: readonly number[] } {
  const columns = [new Float64Array(input.outcome.length).fill(1), ...input.covariates]
  const eta = Float64Array.from(input.outcome, (_, i) => dot(columns.map((column) => column[i]!), coefficients))
  const root = eta.map((value) => 1 / Math.sqrt(2 + Math.exp(value) + Math.exp(-value)))
  const { q, r } = orthogonalize(columns.map((column) => column.map((value, i) => value * root[i]!)))
  const inverse = invertTriangle(r)
  const residual = eta.map((value, i) => (input.outcome[i]! - 1 / (1 + Math.exp(-value))) / root[i]!)
  const along = q.map((column) => dot(column, residual))
  return {
    errors: inverse.map((row) => Math.hypot(...row)),
    next: coefficients.map((value, j) => value + dot(inverse[j]!, along)),
  }
}

// Modified Gram-Schmidt, each column cleaned twice: the information itself is never formed, whose condition is squared.
function orthogonalize(columns: readonly Float64Array[]): {
  readonly q: readonly Float64Array[]
  readonly r: readonly (readonly number[])[]
} {
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
    q.push(left.map((value) => value / length))
  })
  return { q, r }
}

function invertTriangle(r: readonly (readonly number[])[]): readonly (readonly number[])[] {
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

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!
  return total
}
