import type { Ties } from './risk-sets.js'
import { unitOfRisk } from './unit-of-risk.js'

/**
 * Sums over the d events that are tied at one time. The k-th of them, k = 0 .. d - 1, sees the share t_k = 1 - k / d of the
 * events' own risk (Efron 1977), or all of it (Breslow 1974). With A the risk of those who outlive the time, B that of the
 * events, and q_k = unit / (A + t_k B), whatever is linear or a square in the sums at risk follows from these, so that no
 * term is computed event by event.
 */
export interface TiedShares {
  /** What risks are divided by; see unit-of-risk.ts. */
  unit: number
  q: number
  tq: number
  qq: number
  tqq: number
  ttqq: number
  /** The sums of (1 - t) q^2 and of (1 - t) t q^2. */
  goneQq: number
  goneTqq: number
}

/** Takes the sums over the events of one time. */
export const tiedShares = (A: number, B: number, d: number, ties: Ties): TiedShares => {
  const unit = unitOfRisk(A + B)
  const [a, b] = [A / unit, B / unit]
  let q = 0
  let tq = 0
  let qq = 0
  let tqq = 0
  let ttqq = 0
  let goneQq = 0
  let goneTqq = 0
  for (let k = 0; k < d; k++) {
    const gone = ties === 'breslow' ? 0 : k / d
    const t = 1 - gone
    const own = 1 / (a + t * b)
    const square = own * own
    q += own
    tq += t * own
    qq += square
    tqq += t * square
    ttqq += t * t * square
    goneQq += gone * square
    goneTqq += gone * t * square
  }
  return { unit, q, tq, qq, tqq, ttqq, goneQq, goneTqq }
}
