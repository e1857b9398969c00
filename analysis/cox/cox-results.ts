import { results } from '../../protocol/results/catalogue.js'
import { keysOf } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import type { CoxTerm } from '../../statistics/cox/fit-cox.js'
import type { Attempt } from '../results/attempt.js'
import type { CoxModel } from './cox-model.js'
import { type Provenance, makeResult, normalBehind, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import type { AnalysisSet } from '../sets/analysis-set.js'

/** Which model a term stands in. */
export type CoxModelName = 'univariate' | 'multivariate'

type Values = Readonly<Record<string, number | null>>

/** The results of the named terms of one model, or why there are none. */
export const coxResults = (
  study: AnalysisPlan,
  set: AnalysisSet,
  endpoint: string,
  name: CoxModelName,
  terms: readonly string[],
  tried: Attempt<CoxModel>,
): readonly Result[] => {
  const matched = set.id === 'matched'
  const statistics = matched ? [...modelStatistics, ...pairStatistics] : modelStatistics
  const clusters = set.copied ? 'matched pair and subject' : 'matched pair'
  const provenance: Provenance = {
    method: matched
      ? `Cox proportional hazards, errors robust by ${set.copied ? 'pair and subject' : 'pair'}`
      : 'Cox proportional hazards',
    settings: {
      ties: study.analyses.cox.ties,
      confidence: 0.95,
      p: 'Wald',
      ...(matched ? { clusters } : {}),
    },
    sources: [`endpoint ${endpoint}`, 'covariates'],
  }
  return terms.flatMap(term => {
    const key = keysOf(results.coxTerm, { set: set.id, endpoint, model: name, term })
    if (!tried.estimable) return statistics.map(statistic => notEstimable(key(statistic), tried.reason, provenance))
    const { fit, notes, infinite } = tried.estimate
    const described = { ...provenance, notes, n: fit.n, events: fit.events }
    const reason = infinite.get(term)
    const found = fit.terms.find(one => one.term === term)
    if (reason !== undefined) return statistics.map(statistic => notEstimable(key(statistic), reason, described))
    if (found === undefined || found.coefficient === null) {
      const because = 'the term does not vary, or follows from the others'
      return statistics.map(statistic => notEstimable(key(statistic), because, described))
    }
    const values = termValues(found, matched)
    const z: Values = { p: found.z, 'naive-p': found.naive?.z ?? null }
    return statistics.map(statistic =>
      makeResult(key(statistic), values[statistic] ?? null, {
        ...described,
        test: normalBehind(z[statistic] ?? null),
      }),
    )
  })
}

const modelStatistics = [
  'hazard-ratio',
  'lower',
  'upper',
  'p',
  'coefficient',
  'se',
  'z',
  'se-of-p',
  'naive-se',
] as const
const pairStatistics = ['robust-se', 'naive-lower', 'naive-upper', 'naive-p'] as const

/** `se` is the model's own in every cohort; z, limits and P are robust where pairs are the clusters (`se-of-p`). */
const termValues = (term: CoxTerm, matched: boolean): Values => {
  const { coefficient, hazardRatio, lower, upper, p, se, z, naive } = term
  const own = matched ? (naive?.se ?? null) : se
  const model = {
    'hazard-ratio': hazardRatio,
    lower,
    upper,
    p,
    coefficient,
    z,
    se: own,
    'se-of-p': se,
    'naive-se': own,
  }
  if (!matched) return model
  return {
    ...model,
    'robust-se': se,
    'naive-lower': naive?.lower ?? null,
    'naive-upper': naive?.upper ?? null,
    'naive-p': naive?.p ?? null,
  }
}
