import { type Kysely, sql } from 'kysely'

/** Nights that nobody looks after: schedules and what became of each night, how a run is run, whom to tell of what, once. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table run add column operations json`.execute(db)
  await sql`create index run_going_on on run (opened) where status = 'running'`.execute(db)
  await sql`
    create table schedule (
      study text primary key,
      cron text not null,
      zone text not null,
      study_folder text not null,
      exports_folder text,
      out_folder text not null,
      request json not null,
      operations json not null,
      set_by text not null,
      set_at timestamptz not null,
      removed_by text,
      removed_at timestamptz,
      check ((removed_by is null) = (removed_at is null))
    )`.execute(db)
  await sql`
    create table night (
      study text not null,
      due_at timestamptz not null,
      outcome text not null check (outcome in ('ran', 'skipped', 'missed')),
      run_id text references run,
      reason text,
      noted_at timestamptz not null,
      primary key (study, due_at)
    )`.execute(db)
  await sql`
    create table alarm (
      alarm_key text primary key,
      study text not null,
      kind text not null check (kind in ('run failed', 'message refused', 'site stale', 'night missed', 'night skipped')),
      words text not null,
      raised_at timestamptz not null,
      told_at timestamptz,
      told_how text,
      check ((told_at is null) = (told_how is null))
    )`.execute(db)
  await sql`create index alarm_to_tell on alarm (raised_at) where told_at is null`.execute(db)
  await sql`alter table mail drop constraint mail_state_check`.execute(db)
  await sql`
    alter table mail
      add column tries integer not null default 0,
      add column resent boolean not null default false,
      add constraint mail_state_check
        check (state in ('sending', 'sent', 'written', 'due', 'refused', 'not due', 'delivery unknown'))`.execute(db)
}
