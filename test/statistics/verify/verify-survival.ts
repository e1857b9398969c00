import type { KaplanMeierCurve } from '../../../statistics/survival/kaplan-meier.js'
import { kaplanMeier, reverseKaplanMeier } from '../../../statistics/survival/kaplan-meier.js'
import { survivalAt } from '../../../statistics/survival/landmark.js'
import { logRank } from '../../../statistics/survival/log-rank.js'
import { medianSurvival, survivalQuantile } from '../../../statistics/survival/survival-quantile.js'
import { restrictedMean } from '../../../statistics/survival/restricted-mean.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import type { Frame } from './frame.js'
import { codeColumn, completeFrame, frameOf, numberColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric } from './ledger.js'

const BANDS = ['log', 'log-log', 'plain'] as const
const TOLERANCE = 1e-10

type Band = (typeof BANDS)[number]

/** One group's curves with each kind of band. */
export interface GroupCurves {
  readonly name: string
  readonly byBand: ReadonlyMap<Band, KaplanMeierCurve>
}

/** The Kaplan-Meier curves of a time, an event and a group column, named as R names strata. */
export const curvesByGroup = (
  frame: Frame,
  time: string,
  event: string,
  group: string | null,
  reverse = false,
  weights?: Float64Array,
): readonly GroupCurves[] => {
  const times = numberColumn(frame, time)
  const events = numberColumn(frame, event)
  const { codes, levels } =
    group === null ? { codes: new Int32Array(frame.rows.length), levels: ['all'] } : codeColumn(frame, group)
  return levels.map((level, code) => {
    const rows = Array.from(codes).flatMap((own, i) => (own === code ? [i] : []))
    const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, i => column[i]!)
    const input = {
      time: pick(times),
      event: Uint8Array.from(pick(events)),
      ...(weights === undefined ? {} : { weights: pick(weights) }),
    }
    const draw = reverse ? reverseKaplanMeier : kaplanMeier
    return {
      name: group === null ? 'all' : `${group}=${level}`,
      byBand: new Map(
        BANDS.map(band => [band, draw(input, weights === undefined ? { band } : { band, standardError: 'jackknife' })]),
      ),
    }
  })
}

/** Checks Kaplan-Meier curves with their bands, medians, quantiles, restricted means and landmarks. */
export const verifyKaplanMeier = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { time, event, group } = columnsOf(analysis)
  const frame = completeFrame(frameOf(fixture, analysis), [time, event, ...(group === null ? [] : [group])])
  const expected = list(analysis.result['curves'])
  const curves = curvesByGroup(frame, time, event, group)
  ledger.same(
    'groups',
    expected.map(curve => field(curve, 'group') ?? null),
    curves.map(({ name }) => name),
  )
  ledger.same('nUsed', analysis.result['nUsed'], frame.rows.length)
  const events = curves.reduce((total, own) => total + curveOf(own).events, 0)
  ledger.number('totalEvents', analysis.result['totalEvents'], events, 0)
  const longest = Math.max(...curves.map(({ byBand }) => lastTime(byBand)))
  expected.forEach((want, i) => {
    const got = curves[i]
    if (got !== undefined) compareCurve(got.name, want, got, analysis.result, longest, ledger)
  })
}

/** Checks the reversed curves of follow-up: overall and by group. */
export const verifyReverseKaplanMeier = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { time, event, group } = columnsOf(analysis)
  for (const [part, by] of [
    ['overall', null],
    ['byGroup', group],
  ] as const) {
    const frame = completeFrame(frameOf(fixture, analysis), [time, event, ...(by === null ? [] : [by])])
    const curves = curvesByGroup(frame, time, event, by, true)
    list(analysis.result[part]).forEach((want, i) => {
      const got = curves[i]
      ledger.same(`${part}.${i}`, field(want, 'group'), got?.name ?? null)
      if (got === undefined) return
      ledger.same(
        `${part}.${got.name}.n`,
        [field(want, 'n') ?? null, field(want, 'events') ?? null],
        [curveOf(got).n, curveOf(got).events],
      )
      compareQuantiles(`${part}.${got.name}`, want, got, ledger)
    })
  }
}

/** Checks a log-rank test: groups, observed, expected, variance, statistic, P. */
export const verifyLogRank = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { time, event, group } = columnsOf(analysis)
  const strata = (analysis.spec['strata'] ?? null) as string | null
  const all = frameOf(fixture, analysis)
  const frame = completeFrame(all, [time, event, group ?? '', ...(strata === null ? [] : [strata])])
  const { codes, levels } = codeColumn(frame, group ?? '')
  const rho = numeric(analysis.spec['rho'])
  const input = { time: numberColumn(frame, time), event: Uint8Array.from(numberColumn(frame, event)), group: codes }
  const test = logRank(
    strata === null ? input : { ...input, strata: codeColumn(frame, strata).codes },
    Number.isNaN(rho) ? {} : { rho },
  )
  const { result } = analysis
  if (result['error'] !== undefined || Number.isNaN(numeric(result['p']))) {
    if (test.p !== null || test.notes.length === 0) ledger.fail('p', result['error'] ?? 'NaN', test.p ?? 'no note')
    if (result['error'] !== undefined) return
  }
  ledger.same(
    'groups',
    result['groups'],
    levels.map(level => `${group}=${level}`),
  )
  ledger.array(
    'n',
    result['n'],
    test.groups.map(({ n }) => n),
    TOLERANCE,
  )
  ledger.array(
    'observed',
    result['observed'],
    test.groups.map(({ observed }) => observed),
    TOLERANCE,
  )
  ledger.array(
    'expected',
    result['expected'],
    test.groups.map(({ expected }) => expected),
    TOLERANCE,
  )
  ledger.array('varMatrix', result['varMatrix'], test.variance, TOLERANCE)
  if (test.chiSquare !== null || numeric(result['p']) >= 0)
    ledger.number('chisq', result['chisq'], test.chiSquare, TOLERANCE)
  if (test.chiSquare !== null) ledger.same('df', result['df'], test.df)
  ledger.number('p', result['p'], test.p, TOLERANCE, { strict: true })
  ledger.number('logP', result['logP'], test.logP, TOLERANCE)
  ledger.number('naDropped', result['naDropped'], all.rows.length - frame.rows.length, 0)
  if (strata === null || (result['obsByStratum'] ?? null) === null) return
  const parts = codeColumn(frame, strata)
  const byStratum = parts.levels.map((_, stratum) => {
    const own = (__: number, i: number): boolean => parts.codes[i] === stratum
    const part = { time: input.time.filter(own), event: input.event.filter(own), group: codes.filter(own) }
    const { groups } = logRank(part, Number.isNaN(rho) ? {} : { rho })
    return levels.map((__, code) => groups.find(found => found.group === code))
  })
  for (const [name, of] of [
    ['obsByStratum', 'observed'],
    ['expByStratum', 'expected'],
  ] as const) {
    const rows = levels.flatMap((_, code) => byStratum.map(groups => groups[code]?.[of] ?? 0))
    ledger.array(name, result[name], rows, TOLERANCE)
  }
}

const compareCurve = (
  place: string,
  want: Json,
  got: GroupCurves,
  result: Analysis['result'],
  longest: number,
  ledger: Ledger,
): void => {
  const curve = curveOf(got)
  ledger.same(`${place}.n`, [field(want, 'n') ?? null, field(want, 'events') ?? null], [curve.n, curve.events])
  const columns = {
    time: curve.time,
    nRisk: curve.atRisk,
    nEvent: curve.eventCount,
    nCensor: curve.censorCount,
    surv: curve.survival,
    seLogSurv: curve.seLogSurvival.map((se, i) => (curve.survival[i] === 0 ? Infinity : se)),
    seSurv: curve.seSurvival,
    cumhaz: curve.cumulativeHazard,
    seCumhaz: curve.seCumulativeHazard,
  }
  for (const [name, values] of Object.entries(columns))
    ledger.array(`${place}.${name}`, field(want, name), values, TOLERANCE)
  for (const band of BANDS) {
    const drawn = got.byBand.get(band) as KaplanMeierCurve
    ledger.array(`${place}.ci.${band}.lower`, field(want, 'ci', band, 'lower'), drawn.lower, TOLERANCE)
    ledger.array(`${place}.ci.${band}.upper`, field(want, 'ci', band, 'upper'), drawn.upper, TOLERANCE)
  }
  compareQuantiles(place, want, got, ledger)
  compareMeans(place, want, curve, numeric(result['rmstTau']), longest, ledger)
  const times = list(result['landmarkTimes']).map(numeric)
  compareLandmarks(place, want, got, times, ledger)
}

/** Compares medians and quartiles with their limits for each kind of band. */
export const compareQuantiles = (place: string, want: Json, got: GroupCurves, ledger: Ledger): void => {
  for (const band of BANDS) {
    const curve = got.byBand.get(band) as KaplanMeierCurve
    const median = medianSurvival(curve)
    for (const part of ['median', 'lower', 'upper'] as const) {
      ledger.number(
        `${place}.median.${band}.${part}`,
        field(want, 'median', band, part),
        part === 'median' ? median.value : median[part],
        TOLERANCE,
      )
    }
    list(field(want, 'quantiles', band, 'p')).forEach((p, i) => {
      const found = survivalQuantile(curve, numeric(p))
      const parts = [
        ['q', found.value],
        ['lower', found.lower],
        ['upper', found.upper],
      ] as const
      for (const [part, value] of parts)
        ledger.number(
          `${place}.quantiles.${band}.${part}[${i}]`,
          list(field(want, 'quantiles', band, part))[i],
          value,
          TOLERANCE,
        )
    })
  }
}

/** Compares restricted means to the shared, the own and the common horizon. */
export const compareMeans = (
  place: string,
  want: Json,
  curve: KaplanMeierCurve,
  tau: number,
  longest: number,
  ledger: Ledger,
): void => {
  const own = curve.time[curve.time.length - 1]!
  for (const [name, horizon] of [
    ['tau', tau],
    ['individual', own],
    ['common', longest],
  ] as const) {
    if (Number.isNaN(horizon)) continue
    const mean = restrictedMean(curve, horizon)
    ledger.number(`${place}.rmst.${name}.value`, field(want, 'rmst', name, 'value'), mean.value, TOLERANCE)
    ledger.number(`${place}.rmst.${name}.se`, field(want, 'rmst', name, 'se'), mean.se, TOLERANCE)
  }
}

/** Compares survival rates at landmark times. */
export const compareLandmarks = (
  place: string,
  want: Json,
  got: GroupCurves,
  times: readonly number[],
  ledger: Ledger,
): void => {
  times.forEach((time, i) => {
    const at = survivalAt(curveOf(got), time)
    const entry = (...path: readonly string[]): Json | undefined => list(field(want, 'landmark', ...path))[i]
    ledger.number(`${place}.landmark.time[${i}]`, entry('time'), time, 0)
    ledger.number(`${place}.landmark.nRisk[${i}]`, entry('nRisk'), at.atRisk, TOLERANCE)
    ledger.number(`${place}.landmark.surv[${i}]`, entry('surv'), at.survival, TOLERANCE)
    ledger.number(`${place}.landmark.seSurv[${i}]`, entry('seSurv'), at.se, TOLERANCE)
    for (const band of BANDS) {
      const own = survivalAt(got.byBand.get(band) as KaplanMeierCurve, time)
      ledger.number(`${place}.landmark.${band}.lower[${i}]`, entry('ci', band, 'lower'), own.lower, TOLERANCE)
      ledger.number(`${place}.landmark.${band}.upper[${i}]`, entry('ci', band, 'upper'), own.upper, TOLERANCE)
    }
  })
}

const columnsOf = (
  analysis: Analysis,
): {
  readonly time: string
  readonly event: string
  readonly group: string | null
} => {
  const { time, event, group } = analysis.spec
  return { time: time as string, event: event as string, group: (group ?? null) as string | null }
}

const curveOf = (curves: GroupCurves): KaplanMeierCurve => curves.byBand.get('log') as KaplanMeierCurve

const lastTime = (byBand: ReadonlyMap<Band, KaplanMeierCurve>): number => {
  const { time } = byBand.get('log') as KaplanMeierCurve
  return time[time.length - 1]!
}
