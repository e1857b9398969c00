import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { Study } from '../../protocol/language/study.js'
import { covariatesOf } from '../words/labels.js'
import type { ResultBook } from '../result-book.js'

/** A covariate is out of balance when its standardized mean difference is above this. */
export const balanceThreshold = 0.1

/** One row of covariate balance: a level of a categorical covariate, or a continuous one. */
export interface BalanceRow {
  readonly covariate: string
  readonly level: string
  readonly label: string
  readonly before: number | null
  readonly after: number | null
}

/** The rows of the balance sheet and of the love plot, in the study's order; one level of two stands for both. */
export const balanceRows = (study: Study, book: ResultBook): readonly BalanceRow[] =>
  covariatesOf(study).flatMap(covariate => {
    const two = covariate.levels.length === 2
    const levels =
      covariate.levels.length === 0
        ? [{ id: '-', label: covariate.label }]
        : covariate.levels
            .filter(level => !two || level.id !== covariate.reference)
            .map(level => ({ id: level.id, label: `${covariate.label}: ${level.label}` }))
    return levels.map(level => ({
      covariate: covariate.id,
      level: level.id,
      label: level.label,
      before: book.number(smdOf('all', covariate.id, level.id)),
      after: book.number(smdOf('matched', covariate.id, level.id)),
    }))
  })

/** The key of a row's standardized mean difference: a continuous covariate has the level `-`. */
export const smdOf = (set: AnalysisSetId, covariate: string, level: string): string =>
  level === '-'
    ? resultKey(results.covariate, { set, covariate }, 'smd')
    : resultKey(results.level, { set, covariate, level }, 'smd')
