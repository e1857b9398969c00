import type { Study } from '../../protocol/language/study.js'
import type { Told } from '../../words/told.js'
import { termLabel } from '../words/labels.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'

/** The two models that each endpoint is fitted with. */
export type ModelName = 'univariate' | 'multivariate'

/** One term of a Cox model by its key without the statistic. */
export interface CoxTerm {
  readonly key: string
  readonly term: string
  readonly label: Told
}

/**
 * A Cox model's terms in the results' order, the arm first; terms without a hazard ratio of their own (the fit
 * itself) are left out.
 */
export const coxTerms = (
  study: Study,
  book: ResultBook,
  cohort: AnalysisSetId,
  endpoint: string,
  model: ModelName,
): readonly CoxTerm[] =>
  book
    .segments(`cox/${cohort}/${endpoint}/${model}`, 4)
    .filter(term => book.get(`cox/${cohort}/${endpoint}/${model}/${term}/hazard-ratio`) !== undefined)
    .sort((a, b) => Number(b === 'arm.treated') - Number(a === 'arm.treated'))
    .map(term => ({ key: `cox/${cohort}/${endpoint}/${model}/${term}`, term, label: termLabel(study, term) }))
