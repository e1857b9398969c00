import type { Kysely } from 'kysely'
import type { CohortSubject } from '../cohort/cohort.js'
import type { RowSource } from '../harmonize/shared-row.js'
import { retold } from '../words/told.js'
import { selectLineage } from './derived.js'
import type { Database, LineageTable } from './tables.js'

/** A subject of a run as stored, with the source rows of everything that was derived for it. */
export const withLineage = async (
  db: Kysely<Database>,
  runId: string,
  subject: CohortSubject,
): Promise<CohortSubject> => {
  const lineage = await selectLineage(db, runId, subject.subjectKey)
  const of = (derived: LineageTable['derived'], item: string): readonly RowSource[] =>
    lineage
      .filter(each => each.derived === derived && each.item === item)
      .map(({ site, export_id: exportId, file, sheet, row }) => ({
        site,
        exportId,
        file: retold(file),
        sheet: retold(sheet),
        row,
      }))
  const each = <T>(items: Readonly<Record<string, T>>, derived: LineageTable['derived']): Record<string, T> =>
    Object.fromEntries(Object.entries(items).map(([id, item]) => [id, { ...item, sources: of(derived, id) }]))
  return {
    ...subject,
    variables: each(subject.variables, 'variable'),
    endpoints: each(subject.endpoints, 'endpoint'),
    responses: each(subject.responses, 'response'),
    worstGrades: each(subject.worstGrades, 'grade'),
    subsequent:
      subject.subsequent === null
        ? null
        : { ...subject.subsequent, sources: of('subsequent', subject.subsequent.therapy) },
  }
}
