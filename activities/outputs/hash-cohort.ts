import { createHash, type Hash } from 'node:crypto'
import { canonicalCohort } from '../../cohort/output/canonical-columns.js'
import type { CohortColumns } from '../../cohort/output/gather-cohort.js'
import { hashOf } from './hash-of.js'

/** SHA-256 over a cohort's values, column by column, then over the columns by their names, its attrition and its questions. */
export const hashCohort = ({ ranges, attrition, queries }: CohortColumns): string => {
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
  for (const range of ranges) cohort.add(range)
  cohort.finish()
  const columns = [...hashes].sort(([one], [other]) => (one < other ? -1 : 1))
  return hashOf(
    columns.map(([column, hash]) => [column, hash.digest('hex')]),
    attrition,
    queries,
  )
}
