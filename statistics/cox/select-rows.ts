import { rowsOf, takeColumn } from '../numeric/column.js'
import type { CoxInput } from './cox-data.js'

/** The rows of a Cox model's columns for which a condition holds. */
export const selectRows = (input: CoxInput, keep: (row: number) => boolean): CoxInput => {
  const rows = Array.from({ length: rowsOf(input.time) }, (_, row) => row).filter(keep)
  return takeRows(input, rows)
}

/** Rows of a Cox model's columns, in the order given and as often as they are named. */
export const takeRows = (input: CoxInput, rows: ArrayLike<number>): CoxInput => ({
  ...(input.terms === undefined ? {} : { terms: input.terms }),
  time: takeColumn(input.time, rows),
  event: Uint8Array.from(rows, row => input.event[row]!),
  covariates: input.covariates.map(column => takeColumn(column, rows)),
  ...(input.start === undefined ? {} : { start: takeReals(input.start, rows) }),
  ...(input.weights === undefined ? {} : { weights: takeReals(input.weights, rows) }),
  ...(input.offset === undefined ? {} : { offset: takeReals(input.offset, rows) }),
  ...(input.strata === undefined ? {} : { strata: takeCodes(input.strata, rows) }),
  ...(input.clusters === undefined ? {} : { clusters: takeCodes(input.clusters, rows) }),
  ...(input.secondClusters === undefined ? {} : { secondClusters: takeCodes(input.secondClusters, rows) }),
})

const takeReals = (column: Float64Array, rows: ArrayLike<number>): Float64Array => {
  const taken = new Float64Array(rows.length)
  for (let k = 0; k < rows.length; k++) taken[k] = column[rows[k]!]!
  return taken
}

const takeCodes = (column: Int32Array, rows: ArrayLike<number>): Int32Array =>
  Int32Array.from(rows, row => column[row]!)
