import { createHash, type Hash } from 'node:crypto'
import { canonicalCohort } from '../../cohort/output/canonical-columns.js'
import type { CohortRange } from '../../cohort/output/cohort-range.js'
import type { CohortColumns } from '../../cohort/output/gather-cohort.js'
import { hashOf } from './hash-of.js'

/** Hashes a cohort's ranges as they come. */
export interface CohortHash {
  readonly add: (range: CohortRange) => void
  readonly digest: (cohort: Pick<CohortColumns, 'attrition' | 'queries'>) => string
}

/** Starts SHA-256 over a cohort's values, column by column, then over the columns by their names, its attrition and its questions. */
export const cohortHash = (): CohortHash => {
  const hashes = new Map<string, Hash>()
  const of = (column: string): Hash => {
    const known = hashes.get(column) ?? createHash('sha256')
    hashes.set(column, known)
    return known
  }
  const cohort = canonicalCohort({
    numbers: (column, values) => of(column).update(values),
    text: (column, text) => of(`${column} as text`).update(text),
  })
  return {
    add: cohort.add,
    digest: ({ attrition, queries }) => {
      cohort.finish()
      const columns = [...hashes].sort(([one], [other]) => (one < other ? -1 : 1))
      return hashOf(
        columns.map(([column, hash]) => [column, hash.digest('hex')]),
        attrition,
        queries,
      )
    },
  }
}
