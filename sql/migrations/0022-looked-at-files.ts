import { type Kysely, sql } from 'kysely'

/** What a run looked at is kept also where nothing of it was let in, and blank rows are counted; nobody did before. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [
    `create table looked_at_file (
      run_id text not null references run (run_id),
      site text not null,
      place integer not null,
      file_name text not null,
      bytes bigint,
      export_id text,
      "rows" integer,
      blank_rows integer,
      not_read text,
      primary key (run_id, site, place)
    )`,
    `comment on table looked_at_file is 'the files of a site whose exports a run read or could not read, whatever became of them'`,
    'alter table batch_export add column blank_rows integer',
  ])
    await sql.raw(statement).execute(db)
}
