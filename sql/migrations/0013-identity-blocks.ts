import { type Kysely, sql } from 'kysely'

const table = `
  create table identity_block (
    study text not null,
    site text not null,
    block integer not null,
    keys text[] not null,
    display_ids text[] not null,
    primary key (study, site, block)
  );
  comment on table identity_block is 'subjects that a study has met, with the lasting ids that they are shown by; a block is never changed';
  alter table identity_block alter keys set storage external, alter display_ids set storage external`

const takeOver = `
  insert into identity_block (study, site, block, keys, display_ids)
  select study, site, (n - 1) / 16384, array_agg(subject_key order by n), array_agg(display_id order by n)
  from (
    select *, row_number() over (partition by study, site order by subject_key collate "C") as n
    from subject_identity) numbered
  group by study, site, (n - 1) / 16384`

const view = `
  create view subject_identity as
  select subject.subject_key, study, site, subject.display_id
  from identity_block cross join lateral unnest(keys, display_ids) as subject(subject_key, display_id)`

/** Display ids stand in blocks as well: two indexes over a million random keys cost more than all rows of the subjects. */
export const identityBlocks = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(table).execute(db)
  await sql.raw(takeOver).execute(db)
  await sql.raw('drop table subject_identity').execute(db)
  await sql.raw(view).execute(db)
}
