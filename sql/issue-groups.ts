import { type Kysely, sql } from 'kysely'
import type { RecordIssue } from '../harmonize/shared-row.js'
import { retold, type Told } from '../words/told.js'
import type { Database } from './tables.js'

/** Issues of a batch that are alike: one kind and effect in one column of a file, of one subject. */
export interface IssueGroup {
  readonly kind: string
  readonly effect: RecordIssue['effect']
  readonly file: Told
  readonly sheet: Told
  readonly column: Told | null
  readonly displayId: string | null
  readonly places: number
  /** Subjects that it stands for. */
  readonly subjects: number
  /** What is said of the first. */
  readonly message: Told
}

interface GroupRow {
  readonly kind: string
  readonly effect: RecordIssue['effect']
  readonly file: string
  readonly sheet: string
  readonly column_name: string | null
  readonly display_id: string | null
  readonly places: number
  readonly subjects: number
  readonly message: string
}

/**
 * The issues of a batch by what they have in common, counted by the database; those of a cause that more subjects have than
 * `most` as one group without a subject. What was only normalized is no issue to look at.
 */
export const selectIssueGroups = async (
  db: Kysely<Database>,
  batchId: string,
  most: number,
): Promise<readonly IssueGroup[]> => {
  const { rows } = await sql<GroupRow>`
    with issues as materialized (
      select * from record_issue where batch_id = ${batchId} and effect <> 'normalized'),
    causes as (
      select kind, file, sheet, column_name, count(distinct subject_key) > ${most} as many
      from issues group by kind, file, sheet, column_name),
    met as materialized (
      select identity.keys, identity.display_ids from identity_block identity join batch using (study, site)
      where batch.batch_id = ${batchId} and exists (select 1 from issues where subject_key is not null)),
    troubled as (select distinct subject_key from issues where subject_key is not null),
    ids as (
      select known.key, known.id from met cross join lateral unnest(met.keys, met.display_ids) as known(key, id)
      join troubled on troubled.subject_key = known.key)
    select issues.kind, issues.effect, issues.file, issues.sheet, issues.column_name,
      case when causes.many then null else ids.id end as display_id,
      count(*)::integer as places, count(distinct issues.subject_key)::integer as subjects,
      (array_agg(issues.message order by issues.sequence))[1] as message
    from issues
    join causes on causes.kind = issues.kind and causes.file = issues.file and causes.sheet = issues.sheet
      and causes.column_name is not distinct from issues.column_name
    left join ids on ids.key = issues.subject_key
    group by issues.kind, issues.effect, issues.file, issues.sheet, issues.column_name, 6
    order by min(issues.sequence)`.execute(db)
  return rows.map(row => ({
    kind: row.kind,
    effect: row.effect,
    file: retold(row.file),
    sheet: retold(row.sheet),
    column: row.column_name === null ? null : retold(row.column_name),
    displayId: row.display_id,
    places: row.places,
    subjects: row.subjects,
    message: retold(row.message),
  }))
}
