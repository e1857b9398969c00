import { type KeyWriter } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import type { Attempt } from '../results/attempt.js'
import { type CovariatePlan, planCovariates } from '../covariate-plan.js'
import type { CoxModel } from './cox-model.js'
import { makeResult } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { resultNote } from '../results/result-note.js'

/** The covariates beside the arm, and those that the rule could not judge, with the reason. */
export interface CovariateChoice {
  readonly plans: readonly CovariatePlan[]
  readonly refused: ReadonlyMap<string, string>
}

/**
 * The covariates that stand beside the arm in the multivariate model, chosen among all subjects and kept after
 * matching: a covariate enters whole when the likelihood-ratio test of its univariate model, all its levels together,
 * has a P below the bound. That P stands where a level has no event and Wald's says nothing.
 */
export const chooseCovariates = (study: AnalysisPlan, tests: ReadonlyMap<string, JointTest>): CovariateChoice => {
  const rule = study.analyses.cox.multivariate
  const plans = planCovariates(study, 'cox')
  if (rule === 'all covariates') return { plans, refused: new Map() }
  if (isList(rule)) return { plans: plans.filter(({ id }) => rule.includes(id)), refused: new Map() }
  const judged = plans.map(plan => ({
    plan,
    verdict: tests.get(plan.id) ?? { p: null, reason: 'no univariate model' },
  }))
  return {
    plans: judged.filter(({ verdict }) => (verdict.p ?? 1) < rule['univariate P below']).map(({ plan }) => plan),
    refused: new Map(judged.flatMap(({ plan, verdict: { p, reason } }) => (p === null ? [[plan.id, reason]] : []))),
  }
}

/** The P of all terms of a univariate model together; null where there is none, with the reason. */
export interface JointTest {
  readonly p: number | null
  readonly reason: string
}

/** Takes the joint test from a univariate model. */
export const jointTest = (model: Attempt<CoxModel>): JointTest => {
  if (!model.estimable) return { p: null, reason: model.reason }
  return { p: model.estimate.fit.likelihoodRatio?.p ?? null, reason: 'it does not vary among those at risk' }
}

/** The choice as results: who stands beside the arm, and who could not be judged. */
export const choiceResults = (
  study: AnalysisPlan,
  endpoint: string,
  key: KeyWriter<'covariates' | 'covariates-refused'>,
  { plans, refused }: CovariateChoice,
): readonly Result[] => {
  const provenance = {
    method: 'Choice of covariates beside the arm',
    settings: { rule: ruleWords(study.analyses.cox.multivariate) },
    sources: [`endpoint ${endpoint}`],
    notes: [...refused].map(([id, reason]) =>
      resultNote('left-out', `${id} could not be judged and does not enter: ${reason}`),
    ),
  }
  return [
    makeResult(key('covariates'), plans.map(({ id }) => id).join(', ') || 'none', provenance),
    makeResult(key('covariates-refused'), [...refused.keys()].join(', ') || 'none', provenance),
  ]
}

type Rule = AnalysisPlan['analyses']['cox']['multivariate']

const isList = (rule: Rule): rule is string[] => Array.isArray(rule)

const ruleWords = (rule: Rule): string => {
  if (typeof rule === 'string') return rule
  return isList(rule) ? 'as listed' : `univariate likelihood-ratio P below ${rule['univariate P below']} in all`
}
