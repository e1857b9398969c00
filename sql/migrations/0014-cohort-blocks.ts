import { type Kysely, sql } from 'kysely'
import { cohortViews } from './0014-cohort-views.js'

const columns = sql.raw(`
  path text not null,
  kind text not null,
  count integer not null,
  decimals integer not null,
  small int2[],
  whole int4[],
  double float8[],
  texts text[]`)

// What is packed already is not tried again.
const plain = async (db: Kysely<unknown>, table: string, names: readonly string[]): Promise<void> => {
  for (const name of names)
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(name)} set storage external`.execute(db)
}

const arrays = ['small', 'whole', 'double', 'texts'] as const

const nouns = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table cohort_block (
      content bigint not null references content on delete cascade,
      range integer not null,
      subjects integer not null,
      keys text[] not null,
      display_ids text[] not null,
      facts json,
      primary key (content, range)
    )`.execute(db)
  await sql`comment on table cohort_block is
    'a range of the subjects of a cohort, with what is no column; without facts nothing more of them is kept'`.execute(
    db,
  )
  await sql`
    create table cohort_column (
      content bigint not null,
      range integer not null,
      ${columns},
      primary key (content, range, path),
      foreign key (content, range) references cohort_block on delete cascade
    )`.execute(db)
  await sql`comment on table cohort_column is 'a column over the subjects of a range; one value where all are equal'`.execute(
    db,
  )
  await sql`
    create table match_block (
      content bigint primary key references content on delete cascade,
      cohort bigint not null
    )`.execute(db)
  await sql`comment on table match_block is 'a matching: which cohort it numbers the subjects of'`.execute(db)
  await sql`
    create table match_column (
      content bigint not null references match_block on delete cascade,
      ${columns},
      primary key (content, path)
    )`.execute(db)
  await sql`comment on table match_column is 'scores by subject, and pairs as numbers of subjects'`.execute(db)
  await sql`
    create table cohort_status (
      content bigint not null references content on delete cascade,
      site text not null,
      status text not null,
      subjects integer not null,
      primary key (content, site, status)
    )`.execute(db)
  await sql`comment on table cohort_status is 'how many subjects of a site stand how in a cohort'`.execute(db)
  await sql`
    create table cohort_event (
      content bigint not null references content on delete cascade,
      site text not null,
      endpoint text not null,
      events integer not null,
      primary key (content, site, endpoint)
    )`.execute(db)
  await sql`comment on table cohort_event is 'how many eligible subjects of a site had the event'`.execute(db)
  await plain(db, 'cohort_block', ['keys', 'display_ids'])
  await plain(db, 'cohort_column', arrays)
  await plain(db, 'match_column', arrays)
}

// Of cohorts of before it stays known who was in them, how many stood how, and who was matched with whom.
const takeOver = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    insert into cohort_block (content, range, subjects, keys, display_ids)
    select content, 0, count(*), array_agg(subject_key order by display_id collate "C"),
      array_agg(display_id order by display_id collate "C")
    from subject_level group by content`.execute(db)
  await sql`
    insert into cohort_status (content, site, status, subjects)
    select content, site, status, count(*) from subject_level group by content, site, status`.execute(db)
  await sql`
    insert into cohort_event (content, site, endpoint, events)
    select content, site, endpoint, count(*) from time_to_event join subject_level using (content, subject_key)
    where status = 'eligible' and event group by content, site, endpoint`.execute(db)
  await sql`
    insert into match_block (content, cohort)
    select matched.content, cohort.content from run_output matched
    join run_output cohort on cohort.run_id = matched.run_id and cohort.stage = 'cohort'
    where matched.stage = 'match'
    on conflict do nothing`.execute(db)
  await sql`
    insert into match_column (content, path, kind, count, decimals, double)
    select block.content, 'score', 'f8', count(*), 0, array_agg(score order by place)
    from match_block block
    join cohort_block who on who.content = block.cohort
    cross join unnest(who.display_ids) with ordinality as member(display_id, place)
    left join propensity_score own on own.content = block.content and own.display_id = member.display_id
    group by block.content`.execute(db)
  // Hashes of before were over other forms of the same values.
  await sql`update content set hash = 'run ' || content || ' ' || hash where stage in ('cohort', 'match') and hash not like 'run %'`.execute(
    db,
  )
  for (const [path, value] of [
    ['pairs.pair', 'pair'],
    ['pairs.treated', 'array_position(who.display_ids, treated) - 1'],
    ['pairs.control', 'array_position(who.display_ids, control) - 1'],
  ] as const)
    await sql`
      insert into match_column (content, path, kind, count, decimals, whole)
      select block.content, ${path}, 'i4', count(own.pair), 0,
        coalesce(array_agg(${sql.raw(value)} order by pair, control collate "C") filter (where own.pair is not null), '{}')
      from match_block block
      join cohort_block who on who.content = block.cohort
      left join matched_pair own on own.content = block.content
      group by block.content`.execute(db)
}

const rows = [
  'criterion_verdict',
  'time_to_event',
  'best_response',
  'worst_grade',
  'lineage',
  'propensity_score',
  'matched_pair',
  'subject_level',
] as const

/** Subjects of a cohort stand in columns, range by range, and are read as rows through views by the names of the tables of before. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await nouns(db)
  await takeOver(db)
  for (const table of rows) await sql`drop table ${sql.table(table)}`.execute(db)
  for (const statement of cohortViews) await sql.raw(statement).execute(db)
}
