import { indicatorColumn } from '../sets/covariate-values.js'
import { results } from '../../protocol/results/catalogue.js'
import { keysOf, type KeyWriter } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { type CoxInput, fitCox } from '../../statistics/cox/fit-cox.js'
import { logRank } from '../../statistics/survival/log-rank.js'
import { attempt, type Attempt, refused } from '../results/attempt.js'
import { chiSquareBehind, type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import type { AnalysisSet } from '../sets/analysis-set.js'
import { fullCountNotes, pairCodes, personCodes } from '../sets/people.js'
import { emptyArm, type SurvivalData, survivalPersons, withoutNotes } from './survival-data.js'

/** The log-rank test between the arms; in matched pairs also the one stratified by pair. */
export const compareSurvival = (
  study: AnalysisPlan,
  endpoint: string,
  set: AnalysisSet,
  data: SurvivalData,
): readonly Result[] => {
  const key = keysOf(results.survival, { set: set.id, endpoint })
  const variance = set.copied ? 'robust by pair and subject' : 'hypergeometric'
  const provenance: Provenance = {
    method: set.copied ? `Log-rank, ${variance}` : 'Log-rank',
    settings: { test: study.analyses.survival.test, variance, rho: 0 },
    notes: [...withoutNotes(data), ...fullCountNotes(set)],
    sources: [`endpoint ${endpoint}`],
    n: data.places.length,
    events: data.events,
  }
  const counted = { ...provenance, method: 'Count', settings: {} }
  return [
    makeResult(key('n'), data.places.length, counted),
    makeResult(key('events'), data.events, counted),
    ...survivalPersons(key, set, data, counted),
    ...testSurvival(key, 'log-rank', set, data, provenance),
    ...(set.id === 'matched'
      ? testSurvival(key, 'log-rank-by-pair', set, data, {
          ...provenance,
          method: provenance.method.replace('Log-rank', 'Log-rank stratified by pair'),
        })
      : []),
  ]
}

type TestName = 'log-rank' | 'log-rank-by-pair'

const testSurvival = (
  key: KeyWriter<`${TestName}-${'chi-square' | 'p'}`>,
  name: TestName,
  set: AnalysisSet,
  data: SurvivalData,
  provenance: Provenance,
): readonly Result[] => {
  const keys = [key(`${name}-chi-square`), key(`${name}-p`)] as const
  const reason = whyNot(data)
  if (reason !== null) return keys.map(each => notEstimable(each, reason, provenance))
  const strata = name === 'log-rank' ? {} : { strata: pairCodes(set, data.places) }
  const tried = set.copied ? robustLogRank(set, data, strata) : attempt(() => plainLogRank(data, strata))
  if (!tried.estimable) return keys.map(each => notEstimable(each, tried.reason, provenance))
  const { chiSquare, p, df, notes } = tried.estimate
  const described = {
    ...provenance,
    settings: { ...provenance.settings, degreesOfFreedom: df },
    notes: [...(provenance.notes ?? []), ...notes],
  }
  return [
    makeResult(keys[0], chiSquare, described),
    makeResult(keys[1], p, { ...described, test: chiSquareBehind(chiSquare, df) }),
  ]
}

type Strata = Partial<Pick<CoxInput, 'strata'>>
type LogRankTest = Pick<ReturnType<typeof logRank>, 'chiSquare' | 'p' | 'df' | 'notes'>

const plainLogRank = ({ time, event, treated }: SurvivalData, strata: Strata): LogRankTest =>
  logRank({ time, event, group: Int32Array.from(treated), ...strata })

/**
 * The log-rank test where a control stands in several pairs: Cox's score at no effect (with Breslow's ties the log-rank
 * test's own difference) over its variance by pair and person (Lin and Wei 1989; Cameron, Gelbach and Miller 2011).
 */
const robustLogRank = (
  set: AnalysisSet,
  { time, event, places, treated }: SurvivalData,
  strata: Strata,
): Attempt<LogRankTest> => {
  const arm = indicatorColumn(treated)
  const clusters = { clusters: pairCodes(set, places), secondClusters: personCodes(set, places) }
  const tried = attempt(() => fitCox({ time, event, covariates: [arm], ...clusters, ...strata }, { ties: 'breslow' }))
  if (!tried.estimable) return tried
  const { robustScore } = tried.estimate
  if (robustScore === null) return refused('one pair alone has no robust variance')
  const { statistic, df, p } = robustScore
  return { estimable: true, estimate: { chiSquare: statistic, df, p, notes: [] } }
}

const whyNot = (data: SurvivalData): string | null => {
  if (data.places.length === 0) return 'no subject has the endpoint'
  return emptyArm(data) ?? (data.events === 0 ? 'no event' : null)
}
