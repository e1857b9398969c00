import { type Kysely, sql } from 'kysely'
import { cohortColumns } from './0025-cohort-columns.js'
import { cohortSubject } from './0025-cohort-subject.js'
import { derivedRows } from './0025-derived-rows.js'

const former = [
  'drop view adsl, adtte, subject_variable, subject_level, criterion_verdict, time_to_event, best_response, worst_grade, lineage',
  'drop function cohort_numbers(bigint, integer, json), cohort_variables, cohort_places',
]

const all = '(select *, 1 as low, subjects as high from cohort_block)'

const viewOf = ([view, rows]: (typeof derivedRows)[number]): string => `create view ${view} as ${rows(all)}`

const functionOf = ([view, rows]: (typeof derivedRows)[number]): string => `
  create or replace function ${view}_of(of_subject text, of_run text default null)
  returns setof ${view} language sql stable parallel safe rows 100 as $$
    with asked as materialized (
      select content, range, facts, keys[place:place] as keys, display_ids[place:place] as display_ids, place as low, place as high
      from cohort_subject(of_subject, of_run) join cohort_block using (content, range)
    ) ${rows('asked')} $$`

// Names of CDISC's data sets.
const sameAs = ([name, view]: readonly [string, string]): readonly string[] => [
  `create view ${name} as select * from ${view}`,
  `create or replace function ${name}_of(of_subject text, of_run text default null)
  returns setof ${view} language sql stable parallel safe rows 100 as $$ select * from ${view}_of(of_subject, of_run) $$`,
]

const statements = [
  ...former,
  ...cohortColumns,
  ...cohortSubject,
  ...derivedRows.map(viewOf),
  ...derivedRows.map(functionOf),
  ...(
    [
      ['adsl', 'subject_level'],
      ['adtte', 'time_to_event'],
    ] as const
  ).flatMap(sameAs),
]

/**
 * Of one subject of a million all that a run derived is given at once, by functions by the names of views; and a view reads of a range what is
 * asked for. Before, a view took all columns of a range apart as soon as one subject or one item of it was asked for, and joined them by place:
 * the rows behind one variable of a million subjects took 80 s, and who met which criterion 100 s.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
