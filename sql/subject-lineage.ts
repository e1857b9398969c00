import type { Kysely } from 'kysely'
import type { CohortSubject } from '../cohort/cohort.js'
import type { RowSource } from '../harmonize/shared-row.js'
import { fileMark } from '../words/file-marks.js'
import { told } from '../words/told.js'
import { selectLineage } from './derived.js'
import type { Database } from './tables.js'
import type { LineageTable } from './tables-outputs.js'

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
      .map(({ site, file_id: fileId, row }) => ({ site, fileId, file: fileMark(fileId), sheet: told`-`, row }))
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
