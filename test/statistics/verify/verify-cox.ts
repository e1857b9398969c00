import { baselineHazard } from '../../../statistics/cox/baseline-hazard.js'
import type { CoxFit, CoxInput } from '../../../statistics/cox/fit-cox.js'
import { fitCox } from '../../../statistics/cox/fit-cox.js'
import { coxLinearPredictor } from '../../../statistics/cox/linear-predictor.js'
import { proportionalHazardsTest } from '../../../statistics/cox/proportional-hazards-test.js'
import { dfbetaResiduals, martingaleResiduals, schoenfeldResiduals } from '../../../statistics/cox/residuals.js'
import { StatisticsError } from '../../../statistics/errors.js'
import { chiSquareTest } from '../../../statistics/test-result.js'
import { concordance } from '../../../statistics/survival/concordance.js'
import type { Analysis, Fixture } from './fixture.js'
import type { Design } from './formula.js'
import { designOf, parseFormula, variablesOf } from './formula.js'
import { codeColumn, codeColumns, completeFrame, frameOf, numberColumn } from './frame.js'
import { compareCoefficients, comparableTerms, excuse, hasError } from './coefficients.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric, text } from './ledger.js'

// R's default fit stopped early: of its largest value an array of it is this far off at most.
const STOPPED_EARLY = 5e-7

/**
 * Checks a Cox model: coefficients and tests against R's converged fit, residuals, hazard and checks against its
 * default fit.
 */
export const verifyCox = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const formula = parseFormula(spec['rhs'] as string)
  const cluster = (spec['cluster'] ?? null) as string | null
  // Intervals are named apart, or as in R's Surv(start, stop, event).
  const [time = '', entry = null] = (spec['time'] as string).split(',').reverse()
  const start = (spec['start'] ?? entry) as string | null
  const used = [
    time,
    ...(start === null ? [] : [start]),
    spec['event'] as string,
    ...variablesOf(formula),
    ...(cluster === null ? [] : [cluster]),
  ]
  const subset = /^(\S+) not missing$/.exec(text(spec['subset']))?.slice(1) ?? []
  const all = completeFrame(frameOf(fixture, analysis), subset)
  const frame = completeFrame(all, used)
  const design = designOf(frame, formula)
  const stratum = formula.strata.length === 0 ? null : codeColumns(frame, formula.strata)
  const input: CoxInput = {
    time: numberColumn(frame, time),
    event: Uint8Array.from(numberColumn(frame, spec['event'] as string)),
    covariates: design.columns,
    terms: design.terms,
    ...(start === null ? {} : { start: numberColumn(frame, start) }),
    ...(stratum === null ? {} : { strata: stratum.codes }),
    ...(cluster === null ? {} : { clusters: codeColumn(frame, cluster).codes }),
  }
  if (result['error'] === undefined)
    ledger.number('naDropped', result['naDropped'], all.rows.length - frame.rows.length, 0)
  compareCoxFit(input, design, spec, result, stratum?.levels ?? null, ledger)
}

/** Fits and compares; a fit that R gave up, or warned of, must be refused by name or carry a note. */
export const compareCoxFit = (
  input: CoxInput,
  design: Design,
  spec: Analysis['spec'],
  answer: Analysis['result'],
  strata: readonly string[] | null,
  ledger: Ledger,
): void => {
  const excused = excuse(answer)
  let fit: CoxFit
  try {
    fit = fitCox(input, {
      ties: spec['ties'] === 'breslow' ? 'breslow' : 'efron',
      robust: spec['robust'] === true || spec['weighted'] === true,
    })
  } catch (error) {
    if (!(excused && error instanceof StatisticsError)) throw error
    return
  }
  const result = settled(answer, fit.terms[0]?.coefficient ?? NaN)
  if (excused && fit.notes.length === 0) ledger.fail('notes', result['warnings'] ?? result['error'], 'no note')
  if (hasError(result)) return
  ledger.same('terms', result['terms'], [...design.terms])
  const comparable = comparableTerms(result)
  compareCoefficients(
    fit.terms.map(term => ({ ...term, ratio: term.hazardRatio })),
    result,
    ['hr', 'hrLower', 'hrUpper'],
    comparable,
    ledger,
  )
  if (excused) return
  ledger.same('n', [result['n'] ?? null, result['nevent'] ?? null], [fit.n, fit.events])
  ledger.array(
    'tight.naiveSe',
    field(result, 'tight', 'naiveSe'),
    fit.naiveCovariance === null ? [] : fit.terms.map(({ naive }) => naive?.se ?? null),
    1e-8,
  )
  ledger.array(
    'tight.loglik',
    field(result, 'tight', 'loglik'),
    [fit.logLikelihood.null, fit.logLikelihood.fitted],
    1e-8,
  )
  ledger.number('tight.wald', field(result, 'tight', 'wald'), fit.wald?.statistic, 1e-8)
  ledger.array('vcov', result['vcov'], fit.covariance, STOPPED_EARLY, true)
  // The difference of two log likelihoods is known no better than their own rounding.
  const lrTest = field(result, 'lrTest', 'stat')
  ledger.number('lrTest.stat', lrTest, fit.likelihoodRatio?.statistic, STOPPED_EARLY, {
    scale: Math.max(numeric(lrTest), 1e-6 * Math.abs(fit.logLikelihood.fitted)),
  })
  ledger.number('lrTest.df', field(result, 'lrTest', 'df'), fit.likelihoodRatio?.df, 0)
  const lrP = chiSquareTest(numeric(lrTest), numeric(field(result, 'lrTest', 'df'))).p
  ledger.number('lrTest.p of its statistic', field(result, 'lrTest', 'p'), lrP, 1e-10, { strict: true })
  ledger.number('wald.df', field(result, 'wald', 'df'), fit.wald?.df, 0)
  ledger.number('score.df', field(result, 'score', 'df'), fit.score?.df, 0)
  ledger.number('score.stat', field(result, 'score', 'stat'), fit.score?.statistic, 1e-10)
  ledger.number('score.p', field(result, 'score', 'p'), fit.score?.p, 1e-9, { strict: true })
  if (numeric(field(result, 'robustScore', 'stat')) > 0) {
    ledger.number('robustScore.stat', field(result, 'robustScore', 'stat'), fit.robustScore?.statistic, 1e-10)
    ledger.number('robustScore.p', field(result, 'robustScore', 'p'), fit.robustScore?.p, 1e-9, { strict: true })
  }
  compareConcordance(input, fit, result, ledger)
  compareHazardTests(input, fit, design, result, ledger)
  compareResiduals(input, fit, result, strata, ledger)
}

// Where a large log likelihood only rounds, coxph with eps = 1e-14 halves its last step and ends beside the optimum at
// which its default fit had stopped already. Of a single coefficient the fixture tells so: R's two lie closer than eps
// can tell apart, and their distance and the Wald statistic are those of the halved one, so that no digit was altered.
// Then the default one is R's answer.
const settled = (result: Analysis['result'], found: number): Analysis['result'] => {
  const tight = result['tight']
  const [own = NaN, ...others] = list(result['coef']).map(numeric)
  const [halved, se, loglik] = [['coef', 0] as const, ['se', 0] as const, ['loglik', 1] as const].map(([name, i]) =>
    numeric(list(field(tight, name))[i]),
  ) as [number, number, number]
  const wald = numeric(field(tight, 'wald'))
  const apart = Math.abs(own - halved)
  const agrees = (one: number): boolean => Math.abs(one - found) <= 1e-8 * Math.abs(found)
  const unseen = apart < Math.sqrt(2e-14 * Math.abs(loglik)) * se
  const unaltered =
    numeric(field(tight, 'maxAbsDiffDefault')) === apart && Math.abs((halved / se) ** 2 - wald) <= 1e-13 * wald
  if (others.length > 0 || agrees(halved) || !agrees(own) || !unseen || !unaltered) return result
  return { ...result, tight: { ...(tight as Analysis['result']), coef: [own], wald: (own / se) ** 2 } }
}

const compareConcordance = (input: CoxInput, fit: CoxFit, result: Analysis['result'], ledger: Ledger): void => {
  const found = concordance({ ...input, score: coxLinearPredictor(input, fit, { centred: false }) })
  ledger.number('concordance.c', field(result, 'concordance', 'c'), found.concordance, 1e-10)
  ledger.number('concordance.se', field(result, 'concordance', 'se'), found.se, 1e-10)
  const counts = {
    concordant: found.concordant,
    discordant: found.discordant,
    'tied.x': found.tiedScore,
    'tied.y': found.tiedTime,
    'tied.xy': found.tiedBoth,
    concordance: found.concordance,
    std: found.se,
  }
  for (const [name, value] of Object.entries(counts))
    ledger.number(`concordance.${name}`, field(result, 'concordance', 'counts', name), value, 1e-10)
}

const compareHazardTests = (
  input: CoxInput,
  fit: CoxFit,
  design: Design,
  result: Analysis['result'],
  ledger: Ledger,
): void => {
  for (const transform of ['km', 'identity', 'rank', 'log'] as const) {
    const want = field(result, 'zph', transform)
    if (want === undefined || want === null) continue
    if (field(want, 'error') !== undefined) {
      refused(`zph.${transform}`, () => proportionalHazardsTest(input, fit, transform, design.owners), ledger)
      continue
    }
    const test = proportionalHazardsTest(input, fit, transform, design.owners)
    const rows = [...test.terms.map(({ test: own }) => own), test.global]
    ledger.same(`zph.${transform}.rows`, field(want, 'rows'), [...test.terms.map(({ term }) => term), 'GLOBAL'])
    ledger.array(
      `zph.${transform}.chisq`,
      field(want, 'chisq'),
      rows.map(({ statistic }) => statistic),
      STOPPED_EARLY,
      true,
    )
    ledger.array(
      `zph.${transform}.df`,
      field(want, 'df'),
      rows.map(({ df }) => df),
      0,
    )
    ledger.array(
      `zph.${transform}.p`,
      field(want, 'p'),
      rows.map(({ p }) => p),
      STOPPED_EARLY,
      true,
    )
  }
}

// Where R gives an error the product refuses by name, or its answer carries a note.
const refused = (place: string, run: () => { readonly notes: readonly unknown[] }, ledger: Ledger): void => {
  try {
    if (run().notes.length === 0) ledger.fail(place, 'an error', 'an answer without a note')
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error
  }
}

const compareResiduals = (
  input: CoxInput,
  fit: CoxFit,
  result: Analysis['result'],
  strata: readonly string[] | null,
  ledger: Ledger,
): void => {
  if (result['martingale'] === undefined) return
  ledger.array('martingale', result['martingale'], martingaleResiduals(input, fit), STOPPED_EARLY, true)
  ledger.array('lp', result['lp'], coxLinearPredictor(input, fit), STOPPED_EARLY, true)
  ledger.array('schoenfeld', result['schoenfeld'], schoenfeldResiduals(input, fit).values, STOPPED_EARLY, true)
  ledger.array('dfbeta', result['dfbeta'], dfbetaResiduals(input, fit), STOPPED_EARLY, true)
  const hazard = baselineHazard(input, fit)
  ledger.array(
    'basehaz.time',
    field(result, 'basehaz', 'time'),
    hazard.flatMap(({ time }) => [...time]),
    1e-12,
  )
  ledger.array(
    'basehaz.hazard',
    field(result, 'basehaz', 'hazard'),
    hazard.flatMap(part => [...part.hazard]),
    STOPPED_EARLY,
    true,
  )
  const named = hazard.flatMap(({ stratum, time }) => [...time].map(() => strata?.[stratum] ?? ''))
  if (strata !== null)
    ledger.same(
      'basehaz.strata',
      list(field(result, 'basehaz', 'strata')).map(name => unnamed(text(name))),
      named.map(unnamed),
    )
}

// R names strata 'site=A, arm=x ' or 'A', and fills their levels up to one length.
const unnamed = (stratum: string): string => stratum.replace(/(^|, )[^,=]*=/g, '$1').replace(/ +(?=,|$)/g, '')
