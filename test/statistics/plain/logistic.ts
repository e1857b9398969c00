import type { Slopes } from './newton.js'

/** Rows of a logistic model; each x begins with the 1 of the intercept. */
export interface LogisticRows {
  readonly y: readonly number[]
  readonly x: readonly (readonly number[])[]
  readonly weight: readonly number[]
  readonly offset: readonly number[]
}

/** Score X' w (y - mu) and information X' diag(w mu (1 - mu)) X of the binomial likelihood with logit link. */
export const plainLogisticSlopes = ({ y, x, weight, offset }: LogisticRows, beta: readonly number[]): Slopes => {
  const mu = x.map((row, i) => 1 / (1 + Math.exp(-row.reduce((eta, value, j) => eta + value * beta[j]!, offset[i]!))))
  const sum = (of: (i: number) => number): number => x.reduce((total, _, i) => total + weight[i]! * of(i), 0)
  return {
    score: beta.map((_, j) => sum(i => x[i]![j]! * (y[i]! - mu[i]!))),
    information: beta.map((_, j) => beta.map((__, l) => sum(i => x[i]![j]! * x[i]![l]! * mu[i]! * (1 - mu[i]!)))),
  }
}
