import type { CoxInput } from '../../../statistics/cox/cox-data.js'
import type { ConcordanceInput } from '../../../statistics/survival/concordance.js'

/** A Cox model whose columns hold a number of each row. */
export type RowsOfCox = CoxInput & { readonly time: Float64Array; readonly covariates: readonly Float64Array[] }

/** Scores whose times are given row by row. */
export type RowsOfConcordance = ConcordanceInput & { readonly time: Float64Array }
