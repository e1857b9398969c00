import { results } from '../../protocol/results/catalogue.js'
import { keysOf } from '../../protocol/results/result-key.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import { percentOf } from '../results/number-statistics.js'
import type { Result } from '../results/result.js'
import { arms } from '../../cohort/arms.js'
import { type AnalysisSet, armCode, armPlaces, subjectsAt } from '../sets/analysis-set.js'
import { countCodes } from '../sets/select.js'
import type { SubjectTable } from '../sets/subject-table.js'

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

const worstGrade = 5

/** The category that stands for all: a subject's worst grade in any category. */
export const anyCategory = 'any'

/** Adverse events: subjects by worst grade in each category and over all, by arm. */
export const analyzeSafety = (study: AnalysisPlan, set: AnalysisSet): readonly Result[] => {
  const { safety } = study
  if (safety === undefined) return []
  const provenance: Provenance = {
    method: 'Count of subjects by worst grade',
    settings: { grades: safety.grades, until: safety.until?.after ?? 'open' },
    sources: ['worst grades'],
  }
  const categories = safety.categories.map(({ id }) => id)
  const subjectsOf = new Map(arms.map(arm => [arm, subjectsAt(set, armPlaces(set, armCode[arm]))]))
  return [...categories, anyCategory].flatMap(category => {
    const grades = category === anyCategory ? worstOfAll(set.table, categories) : gradesOf(set.table, category)
    return arms.flatMap(arm => {
      const subjects = subjectsOf.get(arm) ?? new Int32Array(0)
      const counts = countCodes(grades, subjects, worstGrade)
      return Object.entries(gradeLevels).flatMap(([level, counted]) => {
        const n = counted.reduce<number>((sum, grade) => sum + (counts[grade + 1] ?? 0), 0)
        const percent = percentOf(n, subjects.length)
        const described = { ...provenance, n: subjects.length }
        const key = keysOf(results.safety, { set: set.id, category, arm, grade: level })
        return [
          makeResult(key('n'), n, described),
          percent === null
            ? notEstimable(key('percent'), 'the arm is empty', described)
            : makeResult(key('percent'), percent, { ...described, unit: '%' }),
        ]
      })
    })
  })
}

const gradesOf = ({ worstGrades }: SubjectTable, category: string): Uint8Array => {
  const grades = worstGrades.get(category)
  if (grades === undefined) throw new Error(`the table has no grades of ${category}`)
  return grades
}

const worstOfAll = (table: SubjectTable, categories: readonly string[]): Uint8Array => {
  const worst = new Uint8Array(table.n)
  for (const category of categories) {
    const grades = gradesOf(table, category)
    for (let subject = 0; subject < worst.length; subject++)
      if (grades[subject]! > worst[subject]!) worst[subject] = grades[subject]!
  }
  return worst
}
