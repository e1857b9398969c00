import { aalenJohansen } from '../../../statistics/competing/aalen-johansen.js'
import type { CompetingRisks, IncidenceCurve } from '../../../statistics/competing/aalen-johansen.js'
import { fitFineGray } from '../../../statistics/competing/fit-fine-gray.js'
import { grayTest } from '../../../statistics/competing/gray-test.js'
import { StatisticsError } from '../../../statistics/errors.js'
import { comparableTerms, compareCoefficients, excuse, hasError } from './coefficients.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import { designOf, parseFormula } from './formula.js'
import type { Frame } from './frame.js'
import { codeColumn, completeFrame, frameOf, numberColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric, text } from './ledger.js'
import { finishedSearch } from './unfinished-search.js'

const TOLERANCE = 1e-10

/**
 * Checks cumulative incidences: cmprsk's curves, time points and Gray's tests, or survfit's states at landmark
 * times.
 */
export const verifyCompetingRisks = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const group = (spec['group'] ?? null) as string | null
  const used = [spec['time'] as string, spec['cause'] as string, ...(group === null ? [] : [group])]
  const frame = completeFrame(frameOf(fixture, analysis), [...used, ...covariatesBeside(fixture, analysis)])
  const groups = groupsOf(frame, spec, group)
  if (result['states'] !== undefined) compareStates(groups, result, ledger)
  else {
    compareCurves(groups, result, ledger)
    compareGray(frame, spec, group, result, ledger)
  }
}

/** Checks a Fine-Gray model against cmprsk's converged fit. */
export const verifyFineGray = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const covariates = list(spec['covariates']).map(String)
  const frame = completeFrame(frameOf(fixture, analysis), [
    spec['time'] as string,
    spec['cause'] as string,
    ...covariates,
  ])
  const design = designOf(frame, parseFormula(covariates.join('+')))
  const input = {
    time: numberColumn(frame, spec['time'] as string),
    cause: Int32Array.from(numberColumn(frame, spec['cause'] as string)),
    covariates: design.columns,
    terms: design.terms,
  }
  try {
    const fit = fitFineGray(input, numeric(spec['failcode']))
    if (excuse(result) && fit.notes.length === 0) ledger.fail('notes', result['error'] ?? null, 'no note')
    if (hasError(result)) return
    ledger.same('terms', result['terms'], [...design.terms])
    const answer = finishedSearch(
      result,
      fit.terms.map(({ coefficient }) => coefficient ?? NaN),
    )
    compareCoefficients(
      fit.terms.map(term => ({ ...term, ratio: term.hazardRatio })),
      answer,
      null,
      comparableTerms(result),
      ledger,
    )
    ledger.number('tight.loglik', field(result, 'tight', 'loglik'), fit.logLikelihood.fitted, 1e-8)
    ledger.number('loglikNull', result['loglikNull'], fit.logLikelihood.null, 1e-8)
  } catch (error) {
    if (!(excuse(result) && error instanceof StatisticsError)) throw error
  }
}

// The curves were drawn over the rows that are complete in the models' covariates too.
const covariatesBeside = (fixture: Fixture, analysis: Analysis): readonly string[] => {
  const id = analysis.id.replace(/^(cuminc|aalen-johansen)-/, 'finegray-')
  const model = fixture.analyses.find(other => other.type === 'finegray' && other.id.startsWith(`${id}-cause`))
  return list(model?.spec['covariates']).map(String)
}

interface Group {
  readonly level: string
  readonly risks: CompetingRisks
  readonly lastTime: number
}

const groupsOf = (frame: Frame, spec: Analysis['spec'], group: string | null): readonly Group[] => {
  const time = numberColumn(frame, spec['time'] as string)
  const cause = numberColumn(frame, spec['cause'] as string)
  const { codes, levels } =
    group === null ? { codes: new Int32Array(time.length), levels: ['1'] } : codeColumn(frame, group)
  return levels.map((level, code) => {
    const own = (_: number, i: number): boolean => codes[i] === code
    const times = time.filter(own)
    const risks = aalenJohansen({ time: times, cause: Int32Array.from(cause.filter(own)) })
    return { level, risks, lastTime: times.reduce((a, b) => Math.max(a, b), 0) }
  })
}

// A cause that a group has not seen stays at 0 there.
const none = new Float64Array(0)
const flat = { time: none, incidence: none, seAalen: none, seJackknife: none }

const compareCurves = (groups: readonly Group[], result: Analysis['result'], ledger: Ledger): void => {
  const seen = groups.flatMap(({ risks }) => risks.causes.map(({ cause }) => cause))
  const causes = [...new Set(seen)].sort((a, b) => a - b)
  const curves = new Map<string, IncidenceCurve>(
    groups.flatMap(({ level, risks, lastTime }) =>
      causes.map(cause => {
        const curve = risks.causes.find(own => own.cause === cause)
        return [`${level} ${cause}`, curve ?? { ...flat, cause, lastTime }] as const
      }),
    ),
  )
  ledger.same(
    'curves',
    list(result['curves']).map(curve => field(curve, 'name') ?? null),
    causes.flatMap(cause => groups.map(({ level }) => `${level} ${cause}`)),
  )
  for (const want of list(result['curves'])) {
    const name = text(field(want, 'name'))
    const curve = curves.get(name)
    if (curve === undefined) ledger.fail(name, 'a curve', null)
    else compareSteps(name, want, curve, ledger)
  }
  const rows = list(field(result, 'timepoints', 'rows')).map(String)
  const times = list(field(result, 'timepoints', 'times')).map(numeric)
  rows.forEach((name, i) => {
    const curve = curves.get(name)
    if (curve === undefined) return
    times.forEach((time, j) => {
      if (time > curve.lastTime) return
      const at = placeAt(curve.time, time)
      const cell = (part: string): Json | undefined =>
        list((field(result, 'timepoints', part) as readonly Json[])[i])[j]
      ledger.number(`timepoints.est[${name}][${time}]`, cell('est'), at < 0 ? 0 : curve.incidence[at], TOLERANCE)
      ledger.number(`timepoints.var[${name}][${time}]`, cell('var'), at < 0 ? 0 : curve.seAalen[at]! ** 2, TOLERANCE, {
        strict: true,
      })
    })
  })
}

// cmprsk's steps: time 0, each event time of the cause before and after its jump, the last time.
const compareSteps = (name: string, want: Json, curve: IncidenceCurve, ledger: Ledger): void => {
  const time = [0]
  const incidence = [0]
  const variance = [0]
  curve.time.forEach((t, i) => {
    const before = incidence[incidence.length - 1]!
    const after = curve.incidence[i]!
    if (after === (i === 0 ? 0 : curve.incidence[i - 1])) return
    time.push(t, t)
    incidence.push(before, after)
    variance.push(variance[variance.length - 1]!, curve.seAalen[i]! ** 2)
  })
  time.push(curve.lastTime)
  incidence.push(incidence[incidence.length - 1]!)
  variance.push(variance[variance.length - 1]!)
  ledger.array(`${name}.time`, field(want, 'time'), time, TOLERANCE)
  ledger.array(`${name}.est`, field(want, 'est'), incidence, TOLERANCE)
  ledger.array(`${name}.var`, field(want, 'var'), variance, TOLERANCE, true)
}

const compareGray = (
  frame: Frame,
  spec: Analysis['spec'],
  group: string | null,
  result: Analysis['result'],
  ledger: Ledger,
): void => {
  const want = result['grayTest']
  if (want === null || want === undefined || group === null) return
  const input = {
    time: numberColumn(frame, spec['time'] as string),
    cause: Int32Array.from(numberColumn(frame, spec['cause'] as string)),
    group: codeColumn(frame, group).codes,
  }
  list(field(want, 'cause')).forEach((cause, i) => {
    const test = grayTest(input, Number(cause))
    ledger.number(`gray.stat[${i}]`, list(field(want, 'stat'))[i], test.statistic, TOLERANCE)
    ledger.number(`gray.p[${i}]`, list(field(want, 'p'))[i], test.p, TOLERANCE)
    ledger.number(`gray.df[${i}]`, list(field(want, 'df'))[i], test.df, 0)
  })
}

const compareStates = (groups: readonly Group[], result: Analysis['result'], ledger: Ledger): void => {
  const times = list(result['time']).map(numeric)
  const perGroup = times.length / groups.length
  const states = list(result['states']).map(String)
  times.forEach((time, row) => {
    const { risks } = groups[Math.floor(row / perGroup)] as Group
    const at = placeAt(risks.time, time)
    states.forEach((state, j) => {
      // The first state is that of no event yet.
      const curve = risks.causes.find(({ cause }) => String(cause) === state)
      const value = j === 0 ? (at < 0 ? 1 : risks.eventFree[at]) : at < 0 ? 0 : (curve?.incidence[at] ?? 0)
      const se = at < 0 ? 0 : j === 0 ? risks.seEventFree[at] : (curve?.seJackknife[at] ?? 0)
      const cell = (part: string): Json | undefined => list((result[part] as readonly Json[])[row])[j]
      ledger.number(`pstate[${row}][${state}]`, cell('pstate'), value, TOLERANCE)
      ledger.number(`se[${row}][${state}]`, cell('se'), se, TOLERANCE)
    })
  })
}

const placeAt = (times: Float64Array, time: number): number => {
  let at = -1
  while (at + 1 < times.length && times[at + 1]! <= time) at++
  return at
}
