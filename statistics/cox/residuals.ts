import { coxAtFit } from './likelihood-at-fit.js'
import type { CoxInput } from './cox-data.js'
import type { CoxFit } from './fit-cox.js'
import { riskSetMeans, scoreResiduals } from './score-residuals.js'

/** Martingale residuals, events minus expected events, a row each. Agrees with R `residuals(fit, "martingale")`. */
export const martingaleResiduals = (input: CoxInput, fit: CoxFit): Float64Array => {
  const { data, at } = coxAtFit(input, fit)
  const out = new Float64Array(data.n)
  for (let k = 0; k < data.n; k++) {
    const weight = data.weight === null ? 1 : data.weight[k]!
    out[data.order[k]!] = data.event[k]! - at.expected[k]! / weight
  }
  return out
}

/**
 * dfbeta residuals, about the change of each coefficient when a row of weight 1 is left out, n x p row-major; with case
 * weights that of one unit of weight. Agrees with R `residuals(fit, "dfbeta", weighted = FALSE)`, which is R's own
 * default without weights; with them R multiplies each row by its weight.
 */
export const dfbetaResiduals = (input: CoxInput, fit: CoxFit): Float64Array => {
  const { data, at } = coxAtFit(input, fit)
  const { n, p, order, scale } = data
  const residuals = scoreResiduals(data, fit.ties, at)
  const covariance = fit.naiveCovariance ?? fit.covariance
  const out = new Float64Array(n * p)
  for (let k = 0; k < n; k++) {
    const row = order[k]!
    for (let i = 0; i < p; i++) {
      let value = 0
      for (let j = 0; j < p; j++) value += residuals[k * p + j]! * scale[j]! * covariance[j * p + i]!
      out[row * p + i] = value
    }
  }
  return out
}

/** Schoenfeld residuals: for each event (by stratum, time, row) its covariates minus their mean in the risk set. */
export interface SchoenfeldResiduals {
  readonly row: Uint32Array
  readonly time: Float64Array
  /** events x p, row-major. */
  readonly values: Float64Array
}

/** Schoenfeld residuals (1982). Agrees with R `residuals(fit, "schoenfeld")`. */
export const schoenfeldResiduals = (input: CoxInput, fit: CoxFit): SchoenfeldResiduals => {
  const { data, at } = coxAtFit(input, fit)
  const { p, order, scale, groupStart, event } = data
  const means = riskSetMeans(data, fit.ties, at).mean
  const row = new Uint32Array(data.events)
  const time = new Float64Array(data.events)
  const values = new Float64Array(data.events * p)
  let e = 0
  for (let g = 0; g + 1 < groupStart.length; g++) {
    const places: number[] = []
    for (let k = groupStart[g]!; k < groupStart[g + 1]!; k++) if (event[k] === 1) places.push(k)
    places.sort((a, b) => order[a]! - order[b]!)
    for (const k of places) {
      row[e] = order[k]!
      time[e] = data.groupTime[g]!
      for (let j = 0; j < p; j++) values[e * p + j] = (data.x[j * data.n + k]! - means[g * p + j]!) * scale[j]!
      e++
    }
  }
  return { row, time, values }
}
