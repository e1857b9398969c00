import type { NameInKey } from '../../protocol/results/result-kind.js'
import { results } from '../../protocol/results/catalogue.js'
import { keysOf, type KeyWriter } from '../../protocol/results/result-key.js'
import type { Study } from '../../protocol/language/study.js'
import type { Told } from '../../words/told.js'
import { termLabel } from '../words/labels.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'

/** The two models that each endpoint is fitted with. */
export type ModelName = 'univariate' | 'multivariate'

/** One term of a Cox model. */
export interface CoxTerm {
  readonly key: KeyWriter<NameInKey<keyof typeof results.coxTerm.statistics>>
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
    .ids({ kind: 'coxTerm', set: cohort, endpoint, model }, 'term')
    .map(term => ({ key: keysOf(results.coxTerm, { set: cohort, endpoint, model, term }), term }))
    .filter(({ key }) => book.get(key('hazard-ratio')) !== undefined)
    .sort((a, b) => Number(b.term === 'arm.treated') - Number(a.term === 'arm.treated'))
    .map(({ key, term }) => ({ key, term, label: termLabel(study, term) }))
