import { coxAtFit } from './likelihood-at-fit.js'
import type { CoxInput } from './cox-data.js'
import type { CoxFit } from './fit-cox.js'

/** The cumulative baseline hazard of one stratum at each distinct time, censored ones too. */
export interface BaselineHazard {
  /** The stratum's code; 0 in a model without strata. */
  readonly stratum: number
  readonly time: Float64Array
  readonly hazard: Float64Array
}

/**
 * The cumulative baseline hazard at covariates 0 (Breslow 1972, with Efron's increments when the model has Efron's
 * ties), strata in the order of their codes. Agrees with R `basehaz(fit, centered = FALSE)`; with an offset it is that
 * at offset 0, where R's is at the offset's mean.
 */
export const baselineHazard = (input: CoxInput, fit: CoxFit): readonly BaselineHazard[] => {
  const { data, at } = coxAtFit(input, fit)
  let shift = 0
  for (let j = 0; j < data.p; j++) shift += fit.coefficients[j]! * data.centre[j]!
  const factor = Math.exp(-shift)
  const strata: { stratum: number; time: number[]; hazard: number[] }[] = []
  for (let g = 0; g < data.opensStratum.length; g++) {
    const first = data.groupStart[g]!
    if (data.opensStratum[g] === 1)
      strata.push({ stratum: input.strata?.[data.order[first]!] ?? 0, time: [], hazard: [] })
    const current = strata[strata.length - 1]
    if (current === undefined) continue
    current.time.push(data.groupTime[g]!)
    // Far from covariates 0 the factor may overflow; no event is no hazard even then.
    const increment = at.hazard[g] === 0 ? 0 : at.hazard[g]! * factor
    current.hazard.push((current.hazard[current.hazard.length - 1] ?? 0) + increment)
  }
  return strata.map(({ stratum, time, hazard }) => ({
    stratum,
    time: Float64Array.from(time),
    hazard: Float64Array.from(hazard),
  }))
}
