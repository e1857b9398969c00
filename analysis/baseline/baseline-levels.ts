import type { Study } from '../../protocol/language/study.js'
import { type CovariatePlan, isKnown } from '../covariate-plan.js'
import { makeResult, notEstimable } from '../results/make-result.js'
import { count, percentOf } from '../results/number-statistics.js'
import { testProportions } from './proportion-test.js'
import { resultKey } from '../results/result-key.js'
import type { Result } from '../results/result.js'
import { arms } from '../../cohort/arms.js'
import { armRows, fullCountNotes, type Sample } from '../sample.js'
import { matchedTestNotes, standardizedDifference } from './standardized-difference.js'

/** A categorical covariate: counts and percentages a level and arm, one signed difference a level, one P. */
export const analyzeLevels = (study: Study, plan: CovariatePlan, sample: Sample, whole: Sample): readonly Result[] => {
  const provenance = {
    method: 'Count and percentage of those known',
    sources: ['analysis subjects'],
    notes: fullCountNotes(sample),
  }
  const key = (who: string, level: string, statistic: string): string =>
    resultKey('baseline', sample.cohort, plan.id, who, level, statistic)
  const has =
    (level: string) =>
    (row: { readonly subject: Sample['rows'][number]['subject'] }): boolean =>
      row.subject.covariates[plan.id]?.level === level
  const knownOf = new Map(arms.map(arm => [arm, armRows(sample, arm).filter(({ subject }) => isKnown(plan, subject))]))
  const countOf = (arm: (typeof arms)[number], level: string): number => count(knownOf.get(arm) ?? [], has(level))
  return [
    ...plan.levels.flatMap(level => [
      ...arms.flatMap(arm => {
        const known = knownOf.get(arm)?.length ?? 0
        const n = countOf(arm, level)
        const percent = percentOf(n, known)
        const percentKey = key(arm, level, 'percent')
        return [
          makeResult(key(arm, level, 'n'), n, { ...provenance, n: known }),
          percent === null
            ? notEstimable(percentKey, 'no subject of this arm has the covariate known', { ...provenance, n: known })
            : makeResult(percentKey, percent, { ...provenance, n: known, unit: '%' }),
        ]
      }),
      standardizedDifference(
        key('', level, 'smd'),
        row => (isKnown(plan, row.subject) ? Number(has(level)(row)) : null),
        sample,
        whole,
      ),
    ]),
    testProportions(
      key('', '', 'p'),
      plan.levels.map(level => arms.map(arm => countOf(arm, level))),
      study.analyses.proportions,
      { notes: [...provenance.notes, ...matchedTestNotes(study, sample)], sources: provenance.sources },
    ),
  ]
}
