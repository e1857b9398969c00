import { type Kysely, sql } from 'kysely'

// Codes of before are below 32,768.
const columns = `
  alter table received_column add column dictionary integer, add column codes bytea;
  alter table received_column alter codes set storage external;
  comment on column received_column.dictionary is 'the block whose cells the codes of a column mean; null for what are no codes';
  comment on column received_column.codes is 'the codes of rows, a byte or two each: which of the cells a row has; one where all rows are alike';
  update received_column set dictionary = block, kind = 'u2', small = null, whole = null, codes = (
    select coalesce(string_agg(int2send(of_row.code::int2), '' order by of_row.at), '')
    from unnest(coalesce(small::int4[], whole)) with ordinality of_row(code, at))
  where path like 'columns.%.codes'`

const view = `
  create view source_record as
  select block.batch_id, block.file_id, block.file, block.sheet, each."row", subject.subject_key,
    block.link_keys[each.link + 1] as link_key, subject.open_id, block.held ->> (each.at - 1)::text as held,
    (select coalesce(jsonb_object_agg(found.name, found.cell order by found.name), '{}') from (
      select substr(codes.path, 9, length(codes.path) - 14) as name,
        case when left(cell.text, 1) = '{' then cell.text::jsonb else jsonb_build_object('kind', 'text', 'text', cell.text) end as cell
      from received_column codes
      join received_column cells on cells.batch_id = codes.batch_id and cells.block = codes.dictionary
        and cells.path = left(codes.path, -6) || '.cells'
      cross join lateral (select cells.texts[block_code(codes.codes, codes.kind, codes.count, each.at) + 1] as text) cell
      where codes.batch_id = block.batch_id and codes.block = block.block and codes.dictionary is not null and cell.text is not null
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

/** The distinct cells of a received column may stand once for all blocks of its table, in the first of them; codes are bytes. */
export const receivedDictionaries = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('drop view source_record').execute(db)
  for (const statement of [columns, view]) await sql.raw(statement).execute(db)
}
