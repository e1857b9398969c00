import type { AnalysisSet } from './analysis-set.js'
import { type CodedNumbers, codeNumbers } from './coded-numbers.js'

const known = new WeakMap<AnalysisSet, Map<AnalysisSet, CodedNumbers>>()

/**
 * The weight that each row of the whole set has in another one, by its place: 0 for those who are not in it, the sum of all
 * its rows' for who stands in several. Each covariate is compared by them, so they are coded once.
 */
export const weightsInSet = (whole: AnalysisSet, set: AnalysisSet): CodedNumbers => {
  const ofWhole = known.get(whole) ?? new Map<AnalysisSet, CodedNumbers>()
  known.set(whole, ofWhole)
  const weights = ofWhole.get(set) ?? codeNumbers(weighSubjects(whole, set))
  ofWhole.set(set, weights)
  return weights
}

const weighSubjects = (whole: AnalysisSet, { table, rows, weight }: AnalysisSet): Float64Array => {
  const ofSubject = new Float64Array(table.n)
  for (let place = 0; place < rows.length; place++) ofSubject[rows[place]!]! += weight === null ? 1 : weight[place]!
  const byPlace = new Float64Array(whole.rows.length)
  for (let place = 0; place < byPlace.length; place++) byPlace[place] = ofSubject[whole.rows[place]!]!
  return byPlace
}

/** The weight of each row in its own set, by its place; null where all count 1. */
export const weightsOfSet = ({ weight }: AnalysisSet): CodedNumbers | null =>
  weight === null ? null : codeNumbers(weight)
