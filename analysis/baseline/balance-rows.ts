import type { BalanceInput } from '../../statistics/balance/arm-moments.js'
import { realsOf } from '../../statistics/numeric/column.js'
import { type AnalysisSet, armCode, placesWhere, subjectsAt } from '../sets/analysis-set.js'
import { type CodedNumbers, gatherNumbers } from '../sets/coded-numbers.js'
import { gatherReals, gatherWhether } from '../sets/gather.js'

/** What is compared between arms: a number of every subject of a table, by its code, or as it is with NaN where unknown. */
export type Measure = CodedNumbers | Float64Array

/**
 * The rows of a set of whom a measure is known, by arm, value and weight (by place; null: all 1). Where values repeat
 * themselves, equal rows are counted.
 */
export const balanceRows = (measure: Measure, set: AnalysisSet, weights: CodedNumbers | null): BalanceInput => {
  if (measure instanceof Float64Array) return rowsAsTheyAre(measure, set, weights)
  const classes = weights === null ? 1 : weights.values.length
  const cells = 2 * measure.values.length * classes
  // Where hardly two rows are equal there is nothing to count.
  if (cells > 2 * set.rows.length + FEW_CELLS) return rowsAsTheyAre(numbersAsTheyAre(measure), set, weights)
  return rowsOfCells(countCells(measure, set, weights), measure, weights)
}

const FEW_CELLS = 1_000

// The number of a cell is (code of the value, treated or not, code of the weight), the last one fastest.
const countCells = ({ values, codes }: CodedNumbers, { rows, arm }: AnalysisSet, weights: CodedNumbers | null) => {
  const classes = weights === null ? 1 : weights.values.length
  const counts = new Uint32Array(2 * values.length * classes)
  for (let place = 0; place < rows.length; place++) {
    const code = codes[rows[place]!]!
    if (code < 0) continue
    const armed = 2 * code + (arm[place] === armCode.treated ? 1 : 0)
    const cell = weights === null ? armed : armed * classes + weights.codes[place]!
    counts[cell] = counts[cell]! + 1
  }
  return counts
}

const rowsOfCells = (counts: Uint32Array, { values }: CodedNumbers, weights: CodedNumbers | null): BalanceInput => {
  const classes = weights === null ? 1 : weights.values.length
  const cells = Uint32Array.from(counts.keys()).filter(cell => counts[cell]! > 0)
  return {
    values: Float64Array.from(cells, cell => values[Math.floor(cell / classes / 2)]!),
    treated: Uint8Array.from(cells, cell => Math.floor(cell / classes) % 2),
    ...(weights === null ? {} : { weights: Float64Array.from(cells, cell => weights.values[cell % classes]!) }),
    copies: Uint32Array.from(cells, cell => counts[cell]!),
  }
}

const rowsAsTheyAre = (values: Float64Array, set: AnalysisSet, weights: CodedNumbers | null): BalanceInput => {
  const known = placesWhere(set, subject => !Number.isNaN(values[subject]!))
  return {
    values: gatherReals(values, subjectsAt(set, known)),
    treated: gatherWhether(set.arm, armCode.treated, known),
    ...(weights === null ? {} : { weights: realsOf(gatherNumbers(weights, known)) }),
  }
}

const numbersAsTheyAre = ({ values, codes }: CodedNumbers): Float64Array =>
  Float64Array.from(codes, code => (code < 0 ? NaN : values[code]!))

/** Whether a measure is known of a subject. */
export const isKnown = (measure: Measure, subject: number): boolean =>
  measure instanceof Float64Array ? !Number.isNaN(measure[subject]!) : measure.codes[subject]! >= 0
