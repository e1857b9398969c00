import { results } from '../../protocol/results/catalogue.js'
import { keysOf } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import type { Attempt } from '../results/attempt.js'
import { type CovariatePlan, planCovariates } from '../covariate-plan.js'
import { choiceResults, type CovariateChoice, type JointTest, jointTest } from './cox-choice.js'
import { fitResults, likelihoodResults, modelProvenance, sizeResults } from './cox-fit-results.js'
import { multivariateHazards, univariateHazards } from './cox-hazards.js'
import { armTerm, type CoxDesign, type CoxModel, designTerms, fitCoxModel } from './cox-model.js'
import { coxResults } from './cox-results.js'
import type { Result } from '../results/result.js'
import type { AnalysisSet } from '../sets/analysis-set.js'
import type { SurvivalData } from '../survival/survival-data.js'

/** One endpoint's univariate models of a cohort, by arm or covariate. */
export interface UnivariateModels {
  readonly results: readonly Result[]
  /** Of the models themselves nothing is kept: each holds columns of all rows. */
  readonly tests: ReadonlyMap<string, JointTest>
}

/** A Cox model of the arm alone and of each covariate alone. */
export const analyzeUnivariate = (
  study: AnalysisPlan,
  endpoint: string,
  set: AnalysisSet,
  data: SurvivalData,
): UnivariateModels => {
  const designs: readonly (readonly [string, CoxDesign])[] = [
    [armTerm.covariate, { endpoint, arm: true, covariates: [] }],
    ...planCovariates(study, 'cox').map(plan => [plan.id, { endpoint, arm: false, covariates: [plan] }] as const),
  ]
  const fitted = designs.map(([id, design]) => {
    const model = fitCoxModel(study, design, set, data)
    return { id, test: jointTest(model), results: univariateResults(study, set, id, design, model) }
  })
  return {
    results: fitted.flatMap(({ results }) => results),
    tests: new Map(fitted.map(({ id, test }) => [id, test])),
  }
}

const univariateResults = (
  study: AnalysisPlan,
  set: AnalysisSet,
  id: string,
  design: CoxDesign,
  model: Attempt<CoxModel>,
): readonly Result[] => {
  const { endpoint } = design
  const terms = designTerms(design)
  const key = keysOf(results.coxAlone, { set: set.id, endpoint, covariate: id })
  const provenance = modelProvenance(endpoint, model)
  return [
    ...coxResults(study, set, endpoint, 'univariate', namesOf(terms), model),
    ...sizeResults(key, set, model, provenance),
    ...likelihoodResults(key, set, model, provenance),
    ...univariateHazards(key, set, terms, model, provenance),
  ]
}

/** The Cox model of the arm beside the chosen covariates, with the numbers of its fit. */
export const analyzeMultivariate = (
  study: AnalysisPlan,
  endpoint: string,
  set: AnalysisSet,
  data: SurvivalData,
  chosen: CovariateChoice,
): readonly Result[] => {
  const design: CoxDesign = { endpoint, arm: true, covariates: chosen.plans }
  const terms = designTerms(design)
  const model = fitCoxModel(study, design, set, data)
  const key = keysOf(results.coxTogether, { set: set.id, endpoint })
  const keyOfTerm = (term: string) => keysOf(results.coxWithin, { set: set.id, endpoint, term })
  const provenance = modelProvenance(endpoint, model)
  return [
    ...choiceResults(study, endpoint, key, chosen),
    ...coxResults(study, set, endpoint, 'multivariate', namesOf(terms), model),
    ...sizeResults(key, set, model, provenance),
    ...likelihoodResults(key, set, model, provenance),
    ...fitResults(key, set, model, provenance),
    ...multivariateHazards(key, keyOfTerm, set, terms, model, provenance),
  ]
}

const namesOf = (terms: CovariatePlan['terms']): readonly string[] => terms.map(({ name }) => name)
