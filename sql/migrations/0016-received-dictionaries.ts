import { type Kysely, sql } from 'kysely'

const column = `
  alter table received_column add column dictionary integer;
  comment on column received_column.dictionary is 'the block whose cells the codes of a column mean; null for what are no codes';
  update received_column set dictionary = block where path like 'columns.%.codes'`

// A column of a table with one value in each row of a block has one element.
const at = `case when cardinality(codes.own) = 1 then 1 else each.at end`

const view = `
  create view source_record as
  select block.batch_id, block.file_id, block.file, block.sheet, each."row", subject.subject_key,
    block.link_keys[each.link + 1] as link_key, subject.open_id, block.held ->> (each.at - 1)::text as held,
    (select coalesce(jsonb_object_agg(found.name, found.cell order by found.name), '{}') from (
      select codes.name,
        case when left(cell.text, 1) = '{' then cell.text::jsonb else jsonb_build_object('kind', 'text', 'text', cell.text) end as cell
      from (
        select substr(path, 9, length(path) - 14) as name, dictionary, coalesce(small::int4[], whole) as own
        from received_column c
        where c.batch_id = block.batch_id and c.block = block.block and dictionary is not null
      ) codes
      join received_column cells on cells.batch_id = block.batch_id and cells.block = codes.dictionary
        and cells.path = 'columns.' || codes.name || '.cells'
      cross join lateral (select cells.texts[codes.own[${at}] + 1] as text) cell
      where cell.text is not null
    ) found) as cells
  from received_block block
  cross join lateral unnest(
    (select block_integers(small, whole, count) from received_column c where c.batch_id = block.batch_id and c.block = block.block and path = 'rows'),
    (select block_integers(small, whole, count) from received_column c where c.batch_id = block.batch_id and c.block = block.block and path = 'subjects'),
    (select block_integers(small, whole, count) from received_column c where c.batch_id = block.batch_id and c.block = block.block and path = 'links')
  ) with ordinality as each("row", subject, link, at)
  join (
    select batch_id, first + subject.at - 1 as number, subject.subject_key, subject.open_id
    from received_keys cross join lateral unnest(keys, open_ids) with ordinality as subject(subject_key, open_id, at)
  ) subject on subject.batch_id = block.batch_id and subject.number = each.subject`

/** The distinct cells of a received column may stand once for all blocks of its table, in the first of them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(column).execute(db)
  await sql.raw('drop view source_record').execute(db)
  await sql.raw(view).execute(db)
}
