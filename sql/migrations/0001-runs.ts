import { type Kysely, sql } from 'kysely'

/** Runs: what was minted at the start, which batch each site brought, what was said on the way. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table protocol (
      protocol_hash text primary key,
      study text not null,
      resolved json not null
    )`.execute(db)
  await sql`
    create table run (
      run_id text primary key,
      study text not null,
      workflow_id text not null,
      execution_id text not null unique,
      kind text not null check (kind in ('run', 'rerun', 'nightly')),
      started_at timestamptz not null,
      started_by text not null,
      reason text,
      study_folder text not null,
      exports_folder text not null,
      out_folder text not null,
      data_cut date,
      data_cut_asked date,
      code_version text not null,
      library_versions json not null,
      key_fingerprint text not null,
      protocol_hash text not null references protocol,
      previous_run_id text references run,
      status text not null check (status in ('running', 'final', 'provisional', 'failed', 'cancelled')),
      exit_code integer,
      failure text,
      manifest_hash text,
      finished_at timestamptz
    )`.execute(db)
  await sql`create index run_by_study on run (study, started_at)`.execute(db)
  await sql`
    create table run_event (
      event_id bigint generated always as identity primary key,
      run_id text not null references run,
      site text,
      stage text not null,
      state text not null check (state in ('started', 'done', 'failed')),
      text text not null,
      at timestamptz not null
    )`.execute(db)
  await sql`create index run_event_by_run on run_event (run_id, event_id)`.execute(db)
  await sql`
    create table run_stage (
      run_id text not null references run,
      stage text not null,
      rows integer not null,
      milliseconds integer not null,
      finished_at timestamptz not null,
      primary key (run_id, stage)
    )`.execute(db)
}
