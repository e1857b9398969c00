import { type Kysely, sql } from 'kysely'

/** From which run to which a finding was there, what a named person puts up with, and which waivers a run went by. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table finding_span (
      study text not null,
      finding_id text not null,
      from_run text not null,
      from_opened integer not null,
      from_day date not null,
      to_run text,
      to_opened integer,
      rule text not null,
      site text not null,
      file_id text,
      column_name text,
      display_id text,
      severity text not null check (severity in ('info', 'hold value', 'hold subject', 'refuse file')),
      message text not null,
      check ((to_run is null) = (to_opened is null)),
      primary key (study, finding_id, from_opened)
    )`.execute(db)
  await sql`create unique index finding_span_open on finding_span (study, finding_id) where to_opened is null`.execute(
    db,
  )
  await sql`create index finding_span_closed on finding_span (study, to_opened) where to_opened is not null`.execute(db)
  await sql`
    create table waiver (
      waiver_id text primary key,
      study text not null,
      site text not null,
      rule text not null,
      file_id text,
      column_name text,
      display_id text,
      at_most integer not null check (at_most > 0),
      until date not null,
      reason text not null,
      decided_by text not null,
      decided_at timestamptz not null,
      undone_by text,
      undone_because text,
      undone_at timestamptz,
      check ((undone_by is null) = (undone_at is null))
    )`.execute(db)
  await sql`create index waiver_of_study on waiver (study)`.execute(db)
  await sql`alter table run add column waivers json not null default '[]'`.execute(db)
}
