import { effectiveSampleSize } from '../../../statistics/balance/effective-sample-size.js'
import { fitPropensityScore } from '../../../statistics/propensity/fit-propensity-score.js'
import type { WeightingOptions } from '../../../statistics/propensity/weights.js'
import { propensityWeights } from '../../../statistics/propensity/weights.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import { designOf, parseFormula } from './formula.js'
import { completeFrame, frameOf, numberColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric } from './ledger.js'
import { compareCobalt, compareTableone } from './verify-balance.js'
import { compareCoxFit } from './verify-cox.js'
import type { GroupCurves } from './verify-survival.js'
import { compareMeans, curvesByGroup } from './verify-survival.js'
import { medianSurvival } from '../../../statistics/survival/survival-quantile.js'
import { survivalAt } from '../../../statistics/survival/landmark.js'

const estimands: { readonly [name: string]: WeightingOptions } = {
  ATE: { estimand: 'ATE' },
  ATEstab: { estimand: 'ATE', stabilized: true },
  ATT: { estimand: 'ATT' },
  overlap: { estimand: 'overlap' },
}

/** Checks a weighting: weights, effective sample sizes, the weighted Cox model, curves and balance. */
export const verifyWeighting = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const covariates = list(spec['covariates']).map(String)
  const names = { treat: spec['treat'] as string, time: spec['time'] as string, event: spec['event'] as string }
  const frame = completeFrame(frameOf(fixture, analysis), [names.treat, ...covariates, names.time, names.event])
  const design = designOf(frame, parseFormula(covariates.join('+')), true)
  const treated = Uint8Array.from(numberColumn(frame, names.treat))
  const score = fitPropensityScore({ treated, covariates: design.columns, terms: design.terms })
  const weights = propensityWeights(treated, score.distance, estimands[spec['estimand'] as string] ?? {})
  ledger.same(
    'rowsUsed',
    list(result['rowsUsed']),
    frame.rows.map(row => row + 1),
  )
  ledger.array('weights', result['weights'], weights, 1e-9)
  for (const [arm, name] of [
    [1, 'treated'],
    [0, 'control'],
  ] as const) {
    const own = weights.filter((_, i) => treated[i] === arm)
    ledger.number(`ess.${name}`, field(result, 'ess', name), effectiveSampleSize(own), 1e-9)
    ledger.number(
      `sumWeights.${name}`,
      field(result, 'sumWeights', name),
      own.reduce((sum, weight) => sum + weight, 0),
      1e-9,
    )
  }
  const arm = {
    terms: [names.treat],
    columns: [Float64Array.from(treated)],
    owners: [{ term: names.treat, columns: [0] }],
  }
  const input = {
    time: numberColumn(frame, names.time),
    event: Uint8Array.from(numberColumn(frame, names.event)),
    covariates: arm.columns,
    terms: arm.terms,
    weights,
  }
  ledger.number('cox.naDropped', field(result, 'cox', 'naDropped'), 0, 0)
  compareCoxFit(input, arm, { ties: 'efron', robust: true }, field(result, 'cox') as Analysis['result'], null, ledger)
  const curves = curvesByGroup(frame, names.time, names.event, names.treat, false, weights)
  const horizon = Math.min(...curves.map(curve => lastTime(curve)))
  const longest = Math.max(...curves.map(curve => lastTime(curve)))
  list(result['kmWeighted']).forEach((want, i) =>
    compareCurve(want, curves[i] as GroupCurves, horizon, longest, ledger),
  )
  const by = spec['estimand'] === 'ATT' ? 'treated' : 'pooled'
  compareTableone('smdTableone', list(result['smdTableone']), frame, covariates, treated, weights, ledger)
  compareCobalt('smdCobalt', list(result['smdCobalt']), frame, covariates, treated, weights, by, ledger)
}

const compareCurve = (want: Json, got: GroupCurves, horizon: number, longest: number, ledger: Ledger): void => {
  const curve = got.byBand.get('log') as NonNullable<ReturnType<GroupCurves['byBand']['get']>>
  const place = `km.${got.name}`
  ledger.same(`${place}.group`, field(want, 'group'), got.name)
  ledger.array(`${place}.time`, field(want, 'time'), curve.time, 1e-10)
  ledger.array(`${place}.nRisk`, field(want, 'nRisk'), curve.atRisk, 1e-10)
  ledger.array(`${place}.nEvent`, field(want, 'nEvent'), curve.eventCount, 1e-10)
  ledger.array(`${place}.surv`, field(want, 'surv'), curve.survival, 1e-10)
  // A jackknife curve's std.err is that of S already; the fixture multiplied it by S, as Greenwood's (of log S) needs
  // it.
  ledger.array(
    `${place}.seSurv`,
    field(want, 'seSurv'),
    curve.seSurvival.map((se, i) => se * curve.survival[i]!),
    1e-10,
  )
  for (const [band, own] of got.byBand) {
    const median = medianSurvival(own)
    const parts = [
      ['median', median.value],
      ['lower', median.lower],
      ['upper', median.upper],
    ] as const
    for (const [part, value] of parts)
      ledger.number(`${place}.median.${band}.${part}`, field(want, 'median', band, part), value, 1e-10)
    list(field(want, 'landmark', 'time')).forEach((time, i) => {
      const at = survivalAt(own, numeric(time))
      ledger.number(`${place}.landmark.surv[${i}]`, list(field(want, 'landmark', 'surv'))[i], at.survival, 1e-10)
      ledger.number(`${place}.landmark.nRisk[${i}]`, list(field(want, 'landmark', 'nRisk'))[i], at.atRisk, 1e-10)
      ledger.number(`${place}.landmark.seSurv[${i}]`, list(field(want, 'landmark', 'seSurv'))[i], at.se, 1e-10)
      ledger.number(
        `${place}.landmark.${band}.lower[${i}]`,
        list(field(want, 'landmark', 'ci', band, 'lower'))[i],
        at.lower,
        1e-10,
      )
      ledger.number(
        `${place}.landmark.${band}.upper[${i}]`,
        list(field(want, 'landmark', 'ci', band, 'upper'))[i],
        at.upper,
        1e-10,
      )
    })
  }
  compareMeans(place, want, curve, horizon, longest, ledger)
}

const lastTime = (curves: GroupCurves): number => {
  const time = curves.byBand.get('log')?.time ?? new Float64Array(1)
  return time[time.length - 1]!
}
