import type { Study } from '../../protocol/language/study.js'
import { standardizedMeanDifference } from '../../statistics/balance/standardized-mean-difference.js'
import { attempt } from '../results/attempt.js'
import { makeResult, notEstimable } from '../results/make-result.js'
import { indicator } from '../results/number-statistics.js'
import type { Result } from '../results/result.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import { copiesNotes, type Sample, type SampleRow } from '../sample.js'

/** What is compared between the arms: a value a subject, unknown as null. */
export type Measure = (row: SampleRow) => number | null

const method = {
  method: 'Standardized mean difference, treated minus control',
  settings: { standardizer: 'SD of the treated arm before matching' },
  sources: ['analysis subjects'],
}

/**
 * The signed standardized mean difference of a sample, over the SD of the treated arm before matching.
 * MatchIt divides so, and the scale then does not shift with the matched set.
 */
export const standardizedDifference = (key: string, measure: Measure, sample: Sample, whole: Sample): Result => {
  const known = whole.rows.filter(row => measure(row) !== null)
  const provenance = { ...method, n: sample.rows.filter(row => measure(row) !== null).length }
  if (sample.rows.length === 0) return notEstimable(key, 'no subject in this cohort', provenance)
  if (known.every(({ treated }) => treated) || known.every(({ treated }) => !treated)) {
    return notEstimable(key, 'an arm is empty', provenance)
  }
  const tried = attempt(() =>
    standardizedMeanDifference({
      values: Float64Array.from(known, row => measure(row) ?? NaN),
      treated: indicator(known, ({ treated }) => treated),
      ...(sample === whole ? {} : { weights: matchedWeights(known, sample) }),
    }),
  )
  return tried.estimable
    ? makeResult(key, tried.estimate.smd, { ...provenance, notes: tried.estimate.notes })
    : notEstimable(key, tried.reason, provenance)
}

/** A subject's weight in the sample: 0 for those who are not in it. */
const matchedWeights = (whole: readonly SampleRow[], sample: Sample): Float64Array => {
  const weights = new Map<string, number>()
  for (const { subject, weight } of sample.rows) {
    weights.set(subject.subjectKey, (weights.get(subject.subjectKey) ?? 0) + weight)
  }
  return Float64Array.from(whole, ({ subject }) => weights.get(subject.subjectKey) ?? 0)
}

/** The rule of a study's matched comparison, printed beside each P of a matched cohort. */
export const matchedTestNotes = (study: Study, sample: Sample): readonly ResultNote[] =>
  sample.cohort === 'matched' && study.matching !== undefined
    ? [
        resultNote('independence', 'the test takes the matched arms as independent, as before matching'),
        ...copiesNotes(sample.rows),
      ]
    : []
