import { addOuterProduct } from './outer-products.js'
import type { RiskSets } from './risk-set-sums.js'
import { unitOfRisk } from './unit-of-risk.js'

// The product of the d denominators' shares in the first, at most 1, is taken the logarithm of before it underflows.
const LEAST_PRODUCT = 1e-150

/**
 * Efron's rule (1977; Therneau and Grambsch 2000, section 3.3) at the g-th group of tied times, whose d events D have
 * the mean weight w and the risks r_i = w_i exp(eta_i) among all at risk R. The k-th of the events, k = 0 .. d - 1,
 * sees the risk set from which k of d equal shares of the events' own risk have gone. With f_k = k / d, A and a the
 * sums over R without D of r_i and r_i x_i (`atRisk`), B and b those over D (`deaths`):
 *
 *   S0_k = A + (1 - f_k) B,   S1_k = a + (1 - f_k) b,   mean covariates S1_k / S0_k
 *
 * Filled and given are
 *
 *   hazard[g] = w sum 1 / S0_k          the increment for a row that has no event at this time
 *   spared[g] = w sum f_k / S0_k        what an event's own row is exposed to less
 *   result    = w sum log S0_k          what the log partial likelihood loses
 *   outer    += w sum (S1_k / S0_k) (S1_k / S0_k)'
 *
 * over k. The last needs two outer products only, however many events are tied. With s = a + b, S1_k = s - f_k b, and
 * q_i = sum f_k^i / S0_k^2:
 *
 *   sum (s - f_k b) (s - f_k b)' / S0_k^2 = q_0 s s' - q_1 (s b' + b s') + q_2 b b'
 *                                       = q_0 (s - m b) (s - m b)' + (q_2 - q_1 m) b b',   m = q_1 / q_0
 *
 * and s - m b = a + (1 - m) b. Where the risks are so large or small that S0_k^2 would not be a number, a, b and S0_k
 * are divided by A + B in this last one (unit-of-risk.ts).
 */
export const shareTies = ({ hazard, spared, sums }: RiskSets, g: number, d: number, w: number, p: number): number => {
  const { atRisk, deaths, outer } = sums
  const A = atRisk[p]!
  const B = deaths[p]!
  const total = A + B
  const unit = unitOfRisk(total)
  const ofTotal = 1 / total
  let logs = d * Math.log(total)
  let product = 1
  let inverses = 0
  let goneInverses = 0
  let q0 = 0
  let q1 = 0
  let q2 = 0
  const share = 1 / d
  for (let k = 0; k < d; k++) {
    const f = k * share
    const S0 = A + (1 - f) * B
    const inverse = 1 / S0
    const square = unit * inverse * (unit * inverse)
    product *= S0 * ofTotal
    inverses += inverse
    goneInverses += f * inverse
    q0 += square
    q1 += f * square
    q2 += f * f * square
    if (product < LEAST_PRODUCT) {
      logs += Math.log(product)
      product = 1
    }
  }
  hazard[g] = w * inverses
  spared[g] = w * goneInverses
  const m = q1 / q0
  addOuterProduct(outer, p, w * q0, 1 / unit, atRisk, (1 - m) / unit, deaths)
  addOuterProduct(outer, p, w * (q2 - q1 * m), 0, atRisk, 1 / unit, deaths)
  return w * (logs + Math.log(product))
}
