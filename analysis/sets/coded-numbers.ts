import type { RankedValues } from '../../statistics/numeric/rank-by-table.js'
import { ValueCoder } from '../../statistics/numeric/value-coder.js'

/**
 * A number of every subject of a table: the distinct ones, ascending, and each subject's place among them, -1 where it is
 * unknown. Days, ages and what is measured to a tenth repeat themselves, so that most sums are over the distinct ones.
 */
export interface CodedNumbers {
  readonly values: Float64Array
  readonly codes: Int32Array
}

/** Takes in numbers, subject after subject in any order; NaN is unknown. */
export interface NumberCoder {
  readonly put: (subject: number, value: number) => void
  readonly finish: () => CodedNumbers
}

/** Starts to code the numbers of so many subjects, all unknown at first. */
export const numberCoder = (subjects: number): NumberCoder => {
  const coder = new ValueCoder()
  const codes = new Int32Array(subjects).fill(-1)
  return {
    put: (subject, value) => {
      codes[subject] = Number.isNaN(value) ? -1 : coder.codeOf(value)
    },
    finish: () => {
      const { distinct, places } = coder.inOrder()
      for (let subject = 0; subject < subjects; subject++)
        if (codes[subject]! >= 0) codes[subject] = places[codes[subject]!]!
      return { values: distinct, codes }
    },
  }
}

/** Codes the numbers of a list. */
export const codeNumbers = (numbers: ArrayLike<number>): CodedNumbers => {
  const { put, finish } = numberCoder(numbers.length)
  for (let subject = 0; subject < numbers.length; subject++) put(subject, numbers[subject]!)
  return finish()
}

/** The numbers of some subjects who all have one, as a column of a model. */
export const gatherNumbers = ({ values, codes }: CodedNumbers, subjects: Int32Array): RankedValues => {
  const rank = new Uint32Array(subjects.length)
  for (let k = 0; k < subjects.length; k++) rank[k] = codes[subjects[k]!]!
  return { distinct: values, rank }
}
