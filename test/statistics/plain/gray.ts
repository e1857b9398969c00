/** Rows of one stratum: the cause is coded 1, others 2, censoring 0; groups are 0, 1, .. up to `groups` - 1. */
export interface GrayRows {
  readonly time: readonly number[]
  readonly cause: readonly number[]
  readonly group: readonly number[]
  readonly groups: number
}

/** Gray's scores and their covariances, over all groups, and F0(t-) by event time. */
export interface GrayScores {
  readonly score: readonly number[]
  readonly covariance: readonly (readonly number[])[]
  readonly pooledBefore: readonly number[]
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/**
 * Gray's test as his paper writes it (1988, sections 2 and 3), with the letters of
 * statistics/competing/gray-estimates.ts, gray-score.ts and gray-variance.ts: every estimate is a list over the event
 * times, and the covariance a sum over a_jkr(t) itself.
 */
export const plainGray = ({ time, cause, group, groups }: GrayRows, rho: number): GrayScores => {
  const all = Array.from({ length: groups }, (_, r) => r)
  const times = [...new Set(time.filter((_, i) => cause[i]! > 0))].sort((a, b) => a - b)
  const count = (test: (i: number) => boolean): number => time.filter((_, i) => test(i)).length
  // N_jr(t) and Y_r(t), by time and group.
  const N = (j: number): number[][] =>
    times.map(t => all.map(r => count(i => time[i] === t && group[i] === r && cause[i] === j)))
  const [N1, N2] = [N(1), N(2)] as const
  const Y = times.map(t => all.map(r => count(i => time[i]! >= t && group[i] === r)))

  // S_r(t-), S_r(t) and the increments of F_1r and F_2r at t; nothing happens where nobody is at risk.
  const rate = (events: number, y: number): number => (y === 0 ? 0 : events / y)
  const product = (until: number, r: number): number =>
    times.slice(0, until).reduce((s, _, m) => s * (1 - rate(N1[m]![r]! + N2[m]![r]!, Y[m]![r]!)), 1)
  const Sbefore = times.map((_, m) => all.map(r => product(m, r)))
  const S = times.map((_, m) => all.map(r => product(m + 1, r)))
  const increment = (events: number[][], m: number, r: number): number =>
    Sbefore[m]![r]! * rate(events[m]![r]!, Y[m]![r]!)
  const Fbefore = times.map((_, m) => all.map(r => total(times.slice(0, m).map((__, u) => increment(N1, u, r)))))

  // h_r, R_r, the pooled incidence F0 and the weight L.
  const h = times.map((_, m) => all.map(r => (Y[m]![r] === 0 ? 0 : Y[m]![r]! / Sbefore[m]![r]!)))
  const R = times.map((_, m) => all.map(r => h[m]![r]! * (1 - Fbefore[m]![r]!)))
  const step = times.map((_, m) => total(N1[m]!) / total(h[m]!))
  const F0before = times.map((_, m) => total(step.slice(0, m)))
  const L = F0before.map(value => (1 - value) ** rho)
  const excess = (m: number, k: number): number => N1[m]![k]! - (total(N1[m]!) * R[m]![k]!) / total(R[m]!)
  const score = all.map(k => total(times.map((_, m) => (Y[m]![k] === 0 ? 0 : L[m]! * excess(m, k)))))

  const d = (m: number, k: number, r: number): number =>
    Y[m]![k] === 0 || Y[m]![r] === 0 ? 0 : L[m]! * h[m]![k]! * ((k === r ? 1 : 0) - h[m]![r]! / total(h[m]!))
  // c_kr(end) - c_kr(t)
  const later = (m: number, k: number, r: number): number =>
    total(times.map((_, u) => (u > m && d(u, k, r) !== 0 ? (d(u, k, r) * step[u]!) / (1 - F0before[u]!) : 0)))
  const remaining = (m: number, r: number): number => (S[m]![r]! > 0 ? (1 - F0before[m]! - step[m]!) / S[m]![r]! : 0)
  const a1 = (m: number, k: number, r: number): number => d(m, k, r) + (1 - remaining(m, r)) * later(m, k, r)
  const a2 = (m: number, k: number, r: number): number => -remaining(m, r) * later(m, k, r)
  const q = (events: number, y: number): number => (events > 1 ? 1 - (events - 1) / (y - 1) : 1)
  const v1 = (m: number, r: number): number => q(total(N1[m]!), total(h[m]!) * Sbefore[m]![r]!) * (step[m]! / h[m]![r]!)
  const v2 = (m: number, r: number): number => q(N2[m]![r]!, Y[m]![r]!) * (increment(N2, m, r) / h[m]![r]!)
  const covariance = all.map(k =>
    all.map(l =>
      total(
        times.flatMap((_, m) =>
          all
            .filter(r => Y[m]![r]! > 0)
            .map(
              r =>
                (total(N1[m]!) > 0 ? a1(m, k, r) * a1(m, l, r) * v1(m, r) : 0) +
                (N2[m]![r]! > 0 && S[m]![r]! > 0 ? a2(m, k, r) * a2(m, l, r) * v2(m, r) : 0),
            ),
        ),
      ),
    ),
  )
  return { score, covariance, pooledBefore: F0before }
}
