import type { Kysely, Selectable } from 'kysely'
import type { CohortSubject } from '../cohort/cohort.js'
import type { RowSource } from '../harmonize/shared-row.js'
import type { Transaction } from './connect.js'
import { copyRows, type CopyValue } from './copy-rows.js'
import { contentOf } from './run-outputs.js'
import type { Database } from './tables.js'
import type { LineageTable } from './tables-outputs.js'

const lineageOf = (content: number, subject: CohortSubject): readonly (readonly CopyValue[])[] => {
  const rows = (
    derived: LineageTable['derived'],
    item: string,
    sources: readonly RowSource[],
  ): readonly (readonly CopyValue[])[] =>
    sources.map((source, sequence) => [
      content,
      subject.subjectKey,
      derived,
      item,
      sequence,
      source.site,
      source.fileId,
      source.row,
    ])
  return [
    ...Object.entries(subject.variables).flatMap(([name, value]) => rows('variable', name, value.sources)),
    ...Object.values(subject.endpoints).flatMap(time => rows('endpoint', time.endpoint, time.sources)),
    ...Object.values(subject.responses).flatMap(best => rows('response', best.target, best.sources)),
    ...Object.values(subject.worstGrades).flatMap(worst => rows('grade', worst.category, worst.sources)),
    ...(subject.subsequent === null ? [] : rows('subsequent', subject.subsequent.therapy, subject.subsequent.sources)),
  ]
}

/** Writes times to event, best responses, worst grades, and the lineage of every derived value. */
export const insertDerived = async (
  { client }: Transaction,
  content: number,
  subjects: readonly CohortSubject[],
): Promise<number> => {
  const times = await copyRows(
    client,
    'time_to_event',
    ['content', 'subject_key', 'endpoint', 'days', 'time', 'event', 'reason', 'date'],
    subjects.flatMap(subject =>
      Object.values(subject.endpoints).map(time => [
        content,
        subject.subjectKey,
        time.endpoint,
        time.days,
        time.time,
        time.event,
        time.reason,
        time.date,
      ]),
    ),
  )
  await copyRows(
    client,
    'best_response',
    ['content', 'subject_key', 'target', 'response'],
    subjects.flatMap(subject =>
      Object.values(subject.responses).map(best => [content, subject.subjectKey, best.target, best.response]),
    ),
  )
  await copyRows(
    client,
    'worst_grade',
    ['content', 'subject_key', 'category', 'grade'],
    subjects.flatMap(subject =>
      Object.values(subject.worstGrades).map(worst => [content, subject.subjectKey, worst.category, worst.grade]),
    ),
  )
  await copyRows(
    client,
    'lineage',
    ['content', 'subject_key', 'derived', 'item', 'sequence', 'site', 'file_id', 'row'],
    subjects.flatMap(subject => lineageOf(content, subject)),
  )
  return times
}

/** The source rows of everything derived for one subject of a run. */
export const selectLineage = async (
  db: Kysely<Database>,
  runId: string,
  subjectKey: string,
): Promise<readonly Selectable<LineageTable>[]> =>
  db
    .selectFrom('lineage')
    .selectAll()
    .where('content', '=', contentOf(runId, 'cohort'))
    .where('subject_key', '=', subjectKey)
    .orderBy('derived')
    .orderBy('item')
    .orderBy('sequence')
    .execute()
