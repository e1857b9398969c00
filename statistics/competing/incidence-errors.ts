/**
 * What happened at one distinct time of a competing-risks sample: subjects at risk, events of all causes, counts by
 * cause (0 censored).
 */
export interface CompetingStep {
  readonly time: number
  readonly atRisk: number
  readonly deaths: number
  readonly byCause: ReadonlyMap<number, number>
  /** Event-free survival just before. */
  readonly survivalBefore: number
}

/**
 * Aalen's (1978) standard error of a cumulative incidence, with the hypergeometric factor for ties: F is a linear
 * function of the hazards' increments, and three running sums give its variance at every time. At event times of
 * other causes the last value stands.
 */
export const aalenErrors = (events: readonly CompetingStep[], cause: number): Float64Array => {
  let incidence = 0
  let square = 0
  let cross = 0
  let unit = 0
  let se = 0
  return Float64Array.from(events, ({ atRisk, deaths, byCause, survivalBefore }) => {
    const own = byCause.get(cause) ?? 0
    const other = deaths - own
    const after = (survivalBefore * (atRisk - deaths)) / atRisk
    incidence += (survivalBefore * own) / atRisk
    const inverse = after > 0 ? 1 / after : 0
    const add = (count: number, direct: number): void => {
      const ties = count > 1 ? 1 - (count - 1) / (atRisk - 1) : 1
      const spread = (survivalBefore * survivalBefore * ties * count) / (atRisk * atRisk)
      const through = direct + inverse * incidence
      square += through * through * spread
      cross += inverse * through * spread
      unit += inverse * inverse * spread
    }
    if (other > 0 && after > 0) add(other, 0)
    if (own > 0) {
      add(own, 1)
      se = rootOfSum([square, incidence * incidence * unit, -2 * incidence * cross])
    }
    return se
  })
}

/**
 * Infinitesimal-jackknife standard errors of a cause's incidence and of event-free survival, at each event time: the
 * root of the sum of every subject's squared influence. Those still at risk share one influence; that of one who
 * left is a + b F(t), so sums of a^2, a b and b^2 over those who left suffice: O(n).
 */
export const jackknifeErrors = (
  steps: readonly CompetingStep[],
  cause: number,
): { readonly incidence: Float64Array; readonly eventFree: Float64Array } => {
  const incidenceErrors: number[] = []
  const freeErrors: number[] = []
  let incidence = 0
  let onFree = 0
  let onIncidence = 0
  let aa = 0
  let ab = 0
  let bb = 0
  for (const { atRisk, deaths, byCause, survivalBefore } of steps) {
    const own = byCause.get(cause) ?? 0
    const ownHazard = cause === 0 ? 0 : own / atRisk
    const hazard = deaths / atRisk
    const survival = survivalBefore * (1 - hazard)
    const carriedIncidence = onIncidence + onFree * ownHazard
    const carriedFree = onFree * (1 - hazard)
    incidence += survivalBefore * ownHazard
    for (const [code, count] of byCause) {
      const died = code === 0 ? 0 : 1
      const ofCause = cause !== 0 && code === cause ? 1 : 0
      const ownIncidence = carriedIncidence + (survivalBefore * (ofCause - ownHazard)) / atRisk
      const ownFree = carriedFree - (survivalBefore * (died - hazard)) / atRisk
      const b = survival > 0 ? ownFree / survival : 0
      const a = ownIncidence - b * incidence
      aa += count * a * a
      ab += count * a * b
      bb += count * b * b
    }
    onIncidence = carriedIncidence - (survivalBefore * ownHazard) / atRisk
    onFree = carriedFree + (survivalBefore * hazard) / atRisk
    if (deaths === 0) continue
    const left = [...byCause.values()].reduce((sum, count) => sum + count, 0)
    const still = atRisk - left
    incidenceErrors.push(
      rootOfSum([aa, 2 * incidence * ab, incidence * incidence * bb, still * onIncidence * onIncidence]),
    )
    freeErrors.push(Math.sqrt(Math.max(0, survival * survival * bb + still * onFree * onFree)))
  }
  return { incidence: Float64Array.from(incidenceErrors), eventFree: Float64Array.from(freeErrors) }
}

// The terms cancel where nobody is left to vary: what rounding leaves of them is no variance.
const rootOfSum = (terms: readonly number[]): number => {
  const sum = terms.reduce((total, term) => total + term, 0)
  const size = terms.reduce((total, term) => total + Math.abs(term), 0)
  return sum > ROUNDING * size ? Math.sqrt(sum) : 0
}

const ROUNDING = 1e-14
