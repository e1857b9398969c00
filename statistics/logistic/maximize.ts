import type { Maximum } from '../numeric/maximize-likelihood.js'
import { maximizeLikelihood } from '../numeric/maximize-likelihood.js'
import { addFirthPenalty } from './firth-penalty.js'
import type { LogisticData } from './logistic-data.js'

/**
 * Maximizes the binomial likelihood with logit link by iteratively reweighted least squares (Newton-Raphson) to its
 * optimum, where R's `glm` stops at 1e-8 of the deviance (`epsilon = 1e-15` agrees); with Firth's (1993) penalty when
 * asked. On the scaled covariates.
 */
export function maximizeLogistic(data: LogisticData, firth = false): Maximum {
  const score = new Float64Array(data.p)
  const information = new Float64Array(data.p * data.p)
  return maximizeLikelihood({
    name: 'logistic model',
    p: data.p,
    score,
    information,
    evaluate: (beta) => {
      const logLikelihood = evaluate(data, beta, score, information)
      return firth ? logLikelihood + addFirthPenalty(data, beta, score, information) : logLikelihood
    },
    singular: 1e-12,
    vanished: 1e-15,
    maxIterations: firth ? 1000 : 60,
  })
}

const BLOCK = 4

function evaluate(data: LogisticData, beta: Float64Array, score: Float64Array, information: Float64Array): number {
  const { n, p, x, outcome, weight, offset } = data
  const residual = new Float64Array(BLOCK)
  const curvature = new Float64Array(BLOCK)
  score.fill(0)
  information.fill(0)
  let logLikelihood = 0
  for (let from = 0; from < n; from += BLOCK) {
    const rows = Math.min(BLOCK, n - from)
    for (let r = 0; r < rows; r++) {
      const k = from + r
      let eta = offset === null ? 0 : offset[k]!
      for (let j = 0, at = k * p; j < p; j++) eta += x[at + j]! * beta[j]!
      const small = Math.exp(-Math.abs(eta))
      const w = weight === null ? 1 : weight[k]!
      const died = outcome[k] === 1
      const wrong = died ? -eta : eta
      logLikelihood -= w * (Math.log1p(small) + (wrong > 0 ? wrong : 0))
      const other = small / (1 + small)
      const mean = eta > 0 ? 1 - other : other
      residual[r] = w * (died ? (eta > 0 ? other : 1 - other) : -mean)
      curvature[r] = (w * small) / ((1 + small) * (1 + small))
    }
    if (rows < BLOCK) {
      residual.fill(0, rows)
      curvature.fill(0, rows)
    }
    addBlock(x, p, from * p, (rows - 1) * p, residual, curvature, score, information)
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) information[j * p + i] = information[i * p + j]!
  return logLikelihood
}

// Four rows at once: each entry of the information is read and written once for the four. Rows that are missing from
// the last block have no residual and no curvature; the last row stands in for them.
function addBlock(
  x: Float64Array,
  p: number,
  first: number,
  last: number,
  residual: Float64Array,
  curvature: Float64Array,
  score: Float64Array,
  information: Float64Array,
): void {
  const second = first + Math.min(p, last)
  const third = first + Math.min(2 * p, last)
  const fourth = first + Math.min(3 * p, last)
  const [r0, r1, r2, r3] = [residual[0]!, residual[1]!, residual[2]!, residual[3]!]
  const [c0, c1, c2, c3] = [curvature[0]!, curvature[1]!, curvature[2]!, curvature[3]!]
  for (let i = 0, to = 0; i < p; i++, to += p) {
    const a = x[first + i]!
    const b = x[second + i]!
    const c = x[third + i]!
    const d = x[fourth + i]!
    score[i]! += r0 * a + r1 * b + r2 * c + r3 * d
    const ca = c0 * a
    const cb = c1 * b
    const cc = c2 * c
    const cd = c3 * d
    for (let j = 0; j <= i; j++)
      information[to + j]! += ca * x[first + j]! + cb * x[second + j]! + cc * x[third + j]! + cd * x[fourth + j]!
  }
}
