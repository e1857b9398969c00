import { type Kysely, sql } from 'kysely'

/** Intake: receipts, content-addressed batches, rows without identifiers, pseudonyms, record issues. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table export (
      export_id text not null,
      study text not null,
      site text not null,
      file_id text not null,
      file_name text not null,
      bytes integer not null,
      rows integer not null,
      encoding text not null,
      sheets json not null,
      notes json not null,
      received_at timestamptz not null,
      primary key (study, site, file_id, export_id)
    )`.execute(db)
  await sql`
    create table batch (
      batch_id text primary key,
      study text not null,
      site text not null,
      mapping_hash text not null,
      code_version text not null,
      key_fingerprint text not null,
      data_date date,
      delivered json not null,
      notes json not null,
      ingested_at timestamptz not null,
      harmonized_at timestamptz
    )`.execute(db)
  await sql`
    create table batch_export (
      batch_id text not null references batch,
      file_id text not null,
      export_id text not null,
      primary key (batch_id, file_id)
    )`.execute(db)
  await sql`
    create table source_record (
      batch_id text not null references batch,
      file_id text not null,
      file text not null,
      sheet text not null,
      row integer not null,
      subject_key text not null,
      link_key text,
      open_id text,
      held text,
      cells json not null
    )`.execute(db)
  await sql`create index source_record_by_batch on source_record (batch_id)`.execute(db)
  await sql`
    create table subject_identity (
      subject_key text primary key,
      study text not null,
      site text not null,
      link_key text,
      display_id text not null,
      unique (study, display_id)
    )`.execute(db)
  await sql`
    create table batch_subject (
      batch_id text not null references batch,
      subject_key text not null references subject_identity,
      held_because text,
      primary key (batch_id, subject_key)
    )`.execute(db)
  await sql`
    create table record_issue (
      batch_id text not null references batch,
      sequence integer not null,
      file text not null,
      sheet text not null,
      row integer not null,
      column_name text,
      subject_key text,
      kind text not null,
      effect text not null check (effect in ('value held', 'record held', 'normalized', 'query')),
      message text not null,
      primary key (batch_id, sequence)
    )`.execute(db)
  await sql`
    create table run_site (
      run_id text not null references run,
      site text not null,
      state text not null check (state in ('fresh', 'reused', 'last good batch', 'left out')),
      batch_id text references batch,
      data_date date,
      mapping_hash text not null,
      failure_kind text,
      reason text,
      primary key (run_id, site),
      check ((state = 'left out') = (batch_id is null))
    )`.execute(db)
}
