import type { CohortSubject } from '../../cohort/cohort.js'
import type { Study } from '../../protocol/language/study.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import { count, percentOf } from '../results/number-statistics.js'
import { resultKey } from '../results/result-key.js'
import type { Result } from '../results/result.js'
import { arms } from '../../cohort/arms.js'
import { armRows, type Sample } from '../sample.js'

/** Grades of an adverse event as they stand in keys, and the worst grades that each counts. */
export const gradeLevels = {
  '1': [1],
  '2': [2],
  '3': [3],
  '4': [4],
  '5': [5],
  '1-2': [1, 2],
  '3-4': [3, 4],
  any: [1, 2, 3, 4, 5],
} as const satisfies Record<string, readonly number[]>

/** The category that stands for all: a subject's worst grade in any category. */
export const anyCategory = 'any'

/** Adverse events: subjects by worst grade in each category and over all, by arm. */
export const analyzeSafety = (study: Study, sample: Sample): readonly Result[] => {
  const { safety } = study
  if (safety === undefined) return []
  const provenance: Provenance = {
    method: 'Count of subjects by worst grade',
    settings: { grades: safety.grades, until: safety.until?.after ?? 'open' },
    sources: ['worst grades'],
  }
  const categories = safety.categories.map(({ id }) => id)
  return [...categories, anyCategory].flatMap(category =>
    arms.flatMap(arm => {
      const subjects = armRows(sample, arm).map(({ subject }) => subject)
      return Object.entries(gradeLevels).flatMap(([level, grades]) => {
        const has = (subject: CohortSubject): boolean =>
          (grades as readonly number[]).includes(
            category === anyCategory ? worstOf(subject, categories) : gradeOf(subject, category),
          )
        const n = count(subjects, has)
        const percent = percentOf(n, subjects.length)
        const described = { ...provenance, n: subjects.length }
        const key = (statistic: string): string => resultKey('safety', sample.cohort, category, arm, level, statistic)
        return [
          makeResult(key('n'), n, described),
          percent === null
            ? notEstimable(key('percent'), 'the arm is empty', described)
            : makeResult(key('percent'), percent, { ...described, unit: '%' }),
        ]
      })
    }),
  )
}

const gradeOf = (subject: CohortSubject, category: string): number => subject.worstGrades[category]?.grade ?? 0

const worstOf = (subject: CohortSubject, categories: readonly string[]): number =>
  categories.reduce((worst, category) => Math.max(worst, gradeOf(subject, category)), 0)
