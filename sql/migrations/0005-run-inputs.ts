import { type Kysely, sql } from 'kysely'

// Bare hashes of keys can be tried offline, so what older versions stored goes; no batch of theirs is reused.
const keyCheck = async (db: Kysely<unknown>): Promise<void> => {
  for (const table of ['run', 'batch'] as const) {
    await sql`alter table ${sql.table(table)} rename column key_fingerprint to key_check`.execute(db)
    await sql`update ${sql.table(table)} set key_check = 'not known'`.execute(db)
  }
  await sql`
    create table study_key (
      study text primary key,
      key_check text not null,
      since timestamptz not null
    )`.execute(db)
}

const openingOrder = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table run add column opened bigint`.execute(db)
  await sql`
    update run set opened = ordered.place
    from (select run_id, row_number() over (order by started_at, run_id) as place from run) ordered
    where ordered.run_id = run.run_id`.execute(db)
  await sql`alter table run alter column opened set not null`.execute(db)
  await sql`alter table run alter column opened add generated always as identity`.execute(db)
  await sql`select setval(pg_get_serial_sequence('run', 'opened'), (select count(*) + 1 from run), false)`.execute(db)
  await sql`alter table run add unique (opened)`.execute(db)
  await sql`drop index run_by_study`.execute(db)
  await sql`create index run_by_study on run (study, opened)`.execute(db)
}

// What was read belongs to the batch: the same bytes may come again under another name, sheet or mapping.
const receipts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table batch_export
      add column file_name text,
      add column rows integer,
      add column encoding text,
      add column sheets json,
      add column notes json,
      add column received_on date`.execute(db)
  await sql`
    update batch_export set file_name = e.file_name, rows = e.rows, encoding = e.encoding, sheets = e.sheets, notes = e.notes
    from batch b, export e
    where b.batch_id = batch_export.batch_id and e.study = b.study and e.site = b.site
      and e.file_id = batch_export.file_id and e.export_id = batch_export.export_id`.execute(db)
  await sql`
    alter table batch_export
      alter column file_name set not null,
      alter column rows set not null,
      alter column encoding set not null,
      alter column sheets set not null,
      alter column notes set not null`.execute(db)
  await sql`
    alter table export
      drop column file_name,
      drop column rows,
      drop column encoding,
      drop column sheets,
      drop column notes`.execute(db)
}

const linkKeys = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table batch_subject add column link_key text`.execute(db)
  await sql`
    update batch_subject set link_key = own.link_key
    from (
      select distinct on (batch_id, subject_key) batch_id, subject_key, link_key from source_record
      where link_key is not null
      order by batch_id, subject_key, file_id collate "C", sheet collate "C", row
    ) own
    where own.batch_id = batch_subject.batch_id and own.subject_key = batch_subject.subject_key`.execute(db)
  await sql`alter table subject_identity drop column link_key`.execute(db)
  await sql`alter table subject_identity drop constraint subject_identity_study_display_id_key`.execute(db)
  await sql`alter table subject_identity add unique (study, site, display_id)`.execute(db)
}

/** What a run depends on, stored with it; the order of runs; what belongs to a batch kept with the batch. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await keyCheck(db)
  await openingOrder(db)
  await receipts(db)
  await linkKeys(db)
  await sql`alter table batch add column settings_hash text not null default 'not known'`.execute(db)
  await sql`alter table batch alter column settings_hash drop default`.execute(db)
  await sql`
    create table mapping (
      mapping_hash text primary key,
      resolved json not null
    )`.execute(db)
  await sql`alter table run add column inputs json, add column inputs_hash text`.execute(db)
}
