import type { GroupEstimates, PooledStep } from './gray-estimates.js'

/**
 * The variance of Gray's scores in one stratum (Gray 1988, section 3). An event of group r at t, of the cause (j = 1)
 * or of another (j = 2), moves the score of group k at once, and later through the estimates of group r that it
 * changes:
 *
 *   d_kr(t)  = L(t) h_k(t) ([k = r] - h_r(t) / h(t)), at once
 *   c_kr(t)  = sum over u <= t of d_kr(u) (F0(u) - F0(u-)) / (1 - F0(u-))
 *   b_jr(t)  = [j = 1] - (1 - F0(t)) / S_r(t), what remains of it in the estimates
 *   a_jkr(t) = [j = 1] d_kr(t) + b_jr(t) (c_kr(end) - c_kr(t)), both together
 *   v_1r(t)  = q (F0(t) - F0(t-)) / h_r(t) and v_2r(t) = q (F_2r(t) - F_2r(t-)) / h_r(t), the variances of increments
 *
 *   covariance of the scores of k and l = sum over r, t and j of a_jkr(t) a_jlr(t) v_jr(t)
 *
 * gray-estimates.ts says what h, L, S and F0 are; F_2r is the incidence of the other causes. As c_kr(end) is known only
 * at the end, a_jkr is taken apart into e_jkr(t) + b_jr(t) c_kr(end) with e_jkr(t) = [j = 1] d_kr(t) - b_jr(t) c_kr(t),
 * and the sums over t and j that do not need it are kept:
 *
 *   E_kl = sum of e_jkr e_jlr v_jr (over r too),  M_kr = sum of e_jkr b_jr v_jr,  T_r = sum of b_jr^2 v_jr
 *   covariance = E_kl + sum over r of (c_kr c_lr T_r + c_kr M_lr + c_lr M_kr), c at the end
 *
 * q is 1 without ties, which is all that the paper has. Of m events tied at t among Y at risk it takes off what they
 * leave less to chance, as the hypergeometric variance of the log-rank test does with (Y - m) / (Y - 1) = 1 - (m - 1) /
 * (Y - 1). For other causes Y is Y_r(t). The events of the cause are pooled: m are those of all groups, and Y is h(t)
 * S_r(t-), all at risk on the scale of group r, which is their number where the groups have survived alike. This q is
 * that of the paper's author in cmprsk (subroutine crst, which calls b t4, q t5, v t3, and E, M, T v, v2, v3).
 */
export class GrayVariance {
  private readonly size: number
  private readonly d: Float64Array
  private readonly c: Float64Array
  private readonly sumE: Float64Array
  private readonly sumM: Float64Array
  private readonly sumT: Float64Array

  constructor(private readonly groups: GroupEstimates) {
    const size = groups.atRisk.length
    this.size = size
    this.d = new Float64Array(size * size)
    this.c = new Float64Array(size * size)
    this.sumE = new Float64Array(size * size)
    this.sumM = new Float64Array(size * size)
    this.sumT = new Float64Array(size)
  }

  /** Adds what an event time brings; `other` are each group's events of other causes. */
  step(pooled: PooledStep, other: Float64Array): void {
    this.updateEffects(pooled)
    if (pooled.events > 0) this.addCause(pooled)
    this.addOther(pooled, other)
  }

  /** Adds the covariances of the scores of all groups but the last, after the last time. */
  addTo(variance: Float64Array): void {
    const { size, c, sumE, sumM, sumT } = this
    const df = size - 1
    for (let k = 0; k < df; k++) {
      for (let l = 0; l < df; l++) {
        let value = sumE[k * size + l]!
        for (let r = 0; r < size; r++) {
          const ck = c[k * size + r]!
          const cl = c[l * size + r]!
          value += ck * cl * sumT[r]! + ck * sumM[l * size + r]! + cl * sumM[k * size + r]!
        }
        variance[k * df + l]! += value
      }
    }
  }

  // d and c at this time.
  private updateEffects({ h, events, before, weight }: PooledStep): void {
    const { size, d, c } = this
    const { atRisk, survivalBefore } = this.groups
    const rate = events / (h * (1 - before))
    for (let k = 0; k < size; k++) {
      for (let r = 0; r < size; r++) {
        const here = k * size + r
        if (atRisk[k]! === 0 || atRisk[r]! === 0) {
          d[here] = 0
          continue
        }
        const hk = atRisk[k]! / survivalBefore[k]!
        const hr = atRisk[r]! / survivalBefore[r]!
        d[here] = weight * hk * ((k === r ? 1 : 0) - hr / h)
        // Where one group alone is left d is 0, though the rate may be infinite: the pooled incidence has reached 1.
        if (d[here] !== 0) c[here]! += d[here] * rate
      }
    }
  }

  // The terms of j = 1. Where a group's survival has reached 0 nothing is estimated later, and b is 1.
  private addCause({ h, events, after }: PooledStep): void {
    const { size, d, c } = this
    const { atRisk, survivalBefore, survival } = this.groups
    for (let r = 0; r < size; r++) {
      const y = atRisk[r]!
      if (y === 0) continue
      const before = survivalBefore[r]!
      const b = survival[r]! > 0 ? 1 - (1 - after) / survival[r]! : 1
      const q = events > 1 ? 1 - (events - 1) / (h * before - 1) : 1
      const v = (q * before * events) / (h * y)
      this.addIncrement(r, b, v, k => d[k * size + r]! - b * c[k * size + r]!)
    }
  }

  // The terms of j = 2, written with -b.
  private addOther({ after }: PooledStep, other: Float64Array): void {
    const { size, c } = this
    const { atRisk, survivalBefore, survival } = this.groups
    for (let r = 0; r < size; r++) {
      const count = other[r]!
      if (!(survival[r]! > 0) || count === 0) continue
      const y = atRisk[r]!
      const minusB = (1 - after) / survival[r]!
      const q = count > 1 ? 1 - (count - 1) / (y - 1) : 1
      const v = (q * survivalBefore[r]! ** 2 * count) / (y * y)
      this.addIncrement(r, -minusB, v, k => minusB * c[k * size + r]!)
    }
  }

  private addIncrement(r: number, b: number, v: number, e: (k: number) => number): void {
    const { size, sumE, sumM, sumT } = this
    sumT[r]! += b * b * v
    for (let k = 0; k < size; k++) {
      sumM[k * size + r]! += e(k) * b * v
      for (let l = 0; l < size; l++) sumE[k * size + l]! += e(k) * e(l) * v
    }
  }
}
