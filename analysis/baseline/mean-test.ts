import type { Analyses } from '../../protocol/language/analyses.js'
import { type Sample, sizeOf } from '../../statistics/description/tally.js'
import { mannWhitney, type MannWhitneyResult } from '../../statistics/groups/mann-whitney.js'
import type { MeanComparison } from '../../statistics/groups/mean-comparison.js'
import { studentT } from '../../statistics/groups/student-t-test.js'
import { welchT } from '../../statistics/groups/welch-t-test.js'
import { attempt } from '../results/attempt.js'
import { type Provenance, makeResult, normalBehind, notEstimable } from '../results/make-result.js'
import type { Result, TestBehind } from '../results/result.js'
import type { ResultNote } from '../results/result-note.js'

const tests = {
  student: ['Student t (equal variances)', studentT],
  welch: ['Welch t', welchT],
  'mann-whitney': ['Mann-Whitney', mannWhitney],
} as const

// The exact Mann-Whitney test counts orders of ranks, which no distribution of jstat's does.
const behindMeans = (found: MannWhitneyResult | MeanComparison): TestBehind | null => {
  if ('z' in found) return normalBehind(found.z)
  return found.statistic === null || found.df === null
    ? null
    : { distribution: 't', statistic: found.statistic, df: found.df }
}

/** The P of a continuous covariate between the arms by the study's test. */
export const testMeans = (
  key: string,
  treated: Sample,
  control: Sample,
  rule: Analyses['continuous'],
  notes: readonly ResultNote[],
): Result => {
  const [method, test] = tests[rule.test]
  const provenance: Provenance = {
    method,
    settings: { rule: rule.test },
    notes,
    sources: ['analysis subjects'],
    n: sizeOf(treated) + sizeOf(control),
  }
  if (sizeOf(treated) === 0 || sizeOf(control) === 0)
    return notEstimable(key, 'an arm has nobody with the covariate known', provenance)
  const tried = attempt(() => test(treated, control))
  if (!tried.estimable) return notEstimable(key, tried.reason, provenance)
  return makeResult(key, tried.estimate.p, {
    ...provenance,
    notes: [...notes, ...tried.estimate.notes],
    test: behindMeans(tried.estimate),
  })
}
