import { type Kysely, sql } from 'kysely'

/** Accepted exports: what was found in a batch, how it compares with the last accepted one, and decisions of people. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table batch add column findings json not null default '[]'`.execute(db)
  await sql`
    create table decision (
      decision_id text primary key,
      study text not null,
      site text not null,
      export_id text not null,
      file_name text not null,
      findings json not null,
      reason text not null,
      decided_by text not null,
      decided_at timestamptz not null,
      undone_by text,
      undone_because text,
      undone_at timestamptz,
      check ((undone_by is null) = (undone_at is null))
    )`.execute(db)
  await sql`create index decision_by_site on decision (study, site, export_id)`.execute(db)
  await sql`
    create table acceptance (
      run_id text not null references run,
      site text not null,
      batch_id text not null references batch,
      compared_with text references batch,
      outcome text not null check (outcome in ('accepted', 'refused')),
      findings json not null,
      questions json not null,
      primary key (run_id, site)
    )`.execute(db)
  await sql`create index acceptance_by_batch on acceptance (batch_id)`.execute(db)
  await sql`
    create table acceptance_decision (
      run_id text not null,
      site text not null,
      decision_id text not null references decision,
      primary key (run_id, site, decision_id),
      foreign key (run_id, site) references acceptance
    )`.execute(db)
  await sql`alter table run drop constraint run_status_check`.execute(db)
  await sql`
    alter table run add constraint run_status_check
      check (status in ('running', 'final', 'provisional', 'failed', 'cancelled', 'skipped'))`.execute(db)
}
