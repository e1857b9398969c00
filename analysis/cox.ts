import type { Study } from '../protocol/study.js'
import { armTerm, type CoxDesign, type CoxModel, designTerms, fitCoxModel } from './cox-model.js'
import type { Attempt } from './attempt.js'
import { coxResults } from './cox-results.js'
import { coxFitResults } from './cox-fit-results.js'
import { type CovariatePlan, planCovariates } from './covariate-plan.js'
import { makeResult } from './make-result.js'
import { resultKey } from './result-key.js'
import type { Result } from './result.js'
import type { Sample } from './sample.js'

/** One endpoint's univariate models of a cohort, by arm or covariate. */
export interface UnivariateModels {
  readonly results: readonly Result[]
  readonly models: ReadonlyMap<string, Attempt<CoxModel>>
}

/** A Cox model of the arm alone and of each covariate alone. */
export function analyzeUnivariate(study: Study, endpoint: string, sample: Sample): UnivariateModels {
  const designs: readonly (readonly [string, CoxDesign])[] = [
    [armTerm.covariate, { endpoint, arm: true, covariates: [] }],
    ...planCovariates(study, 'cox').map(plan => [plan.id, { endpoint, arm: false, covariates: [plan] }] as const),
  ]
  const models = new Map(designs.map(([id, design]) => [id, fitCoxModel(study, design, sample)] as const))
  const results = designs.flatMap(([id, design]) => {
    const model = models.get(id)
    return model === undefined
      ? []
      : coxResults(
          study,
          sample,
          endpoint,
          'univariate',
          designTerms(design).map(({ name }) => name),
          model,
        )
  })
  return { results, models }
}

/**
 * The covariates that stand beside the arm in the multivariate model, chosen among all subjects and kept after
 * matching: a covariate enters whole when any of its terms has a univariate Wald P below the bound.
 */
export function selectCovariates(study: Study, models: UnivariateModels['models']): readonly CovariatePlan[] {
  const rule = study.analyses.cox.multivariate
  const plans = planCovariates(study, 'cox')
  if (rule === 'all covariates') return plans
  if (isList(rule)) return plans.filter(({ id }) => rule.includes(id))
  const bound = rule['univariate P below']
  return plans.filter(({ id }) => {
    const model = models.get(id)
    return model?.estimable === true && model.estimate.fit.terms.some(({ p }) => p !== null && p < bound)
  })
}

const isList = (rule: Study['analyses']['cox']['multivariate']): rule is string[] => Array.isArray(rule)

/** The Cox model of the arm beside the chosen covariates, with the numbers of its fit. */
export function analyzeMultivariate(
  study: Study,
  endpoint: string,
  sample: Sample,
  chosen: readonly CovariatePlan[],
): readonly Result[] {
  const design: CoxDesign = { endpoint, arm: true, covariates: chosen }
  const terms = designTerms(design).map(({ name }) => name)
  const model = fitCoxModel(study, design, sample)
  const rule = study.analyses.cox.multivariate
  const chosenBy =
    typeof rule === 'string'
      ? rule
      : isList(rule)
        ? 'as listed'
        : `univariate P below ${rule['univariate P below']} in all`
  return [
    makeResult(
      resultKey('cox', sample.cohort, endpoint, 'multivariate', '', 'covariates'),
      chosen.map(({ id }) => id).join(', ') || 'none',
      {
        method: 'Choice of covariates beside the arm',
        settings: { rule: chosenBy },
        sources: [`endpoint ${endpoint}`],
      },
    ),
    ...coxResults(study, sample, endpoint, 'multivariate', terms, model),
    ...coxFitResults(sample, endpoint, terms, model),
  ]
}
