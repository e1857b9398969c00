import { type Kysely, sql } from 'kysely'

const numbers = `
  comment on column received_column.dictionary is 'the block whose cells the codes of a column mean; null for what are no codes';
  comment on column received_column.codes is 'the codes of rows, a byte or two each: which of the cells a row has; one where all rows are alike. Without a dictionary numbers of rows, four bytes each; the first where they follow each other';

  -- Numbers of the rows of a received block: as bytes, or as a block of before has them.
  create or replace function received_numbers(codes bytea, kind text, small int2[], whole int4[], count integer)
  returns int4[] language sql immutable parallel safe as $$
    select case
      when codes is null then block_integers(small, whole, count)
      when kind = 'from' then array(select word + at from generate_series(0, count - 1) at)
      else array(
        select (get_byte(own, 4 * at) << 24) | (get_byte(own, 4 * at + 1) << 16) | (get_byte(own, 4 * at + 2) << 8) | get_byte(own, 4 * at + 3)
        from generate_series(0, count - 1) at) end
    -- Taken into memory once: a byte of what stands in the table costs as much as all of it.
    from (
      select own, case when octet_length(own) >= 4
        then (get_byte(own, 0) << 24) | (get_byte(own, 1) << 16) | (get_byte(own, 2) << 8) | get_byte(own, 3) end as word
      from (select codes || ''::bytea as own offset 0) bytes offset 0) found $$`

const numbersOf = (path: string): string =>
  `(select received_numbers(codes, kind, small, whole, count) from received_column c
      where c.batch_id = block.batch_id and c.block = block.block and path = '${path}')`

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
  cross join lateral unnest(${numbersOf('rows')}, ${numbersOf('subjects')}, ${numbersOf('links')})
    with ordinality as each("row", subject, link, at)
  join (
    select batch_id, first + subject.at - 1 as number, subject.subject_key, subject.open_id
    from received_keys cross join lateral unnest(keys, open_ids) with ordinality as subject(subject_key, open_id, at)
  ) subject on subject.batch_id = block.batch_id and subject.number = each.subject`

/**
 * Numbers of received rows are bytes, as codes are: as elements of arrays those of ten million rows were two thirds of what the
 * server had to do to take them in. Rows that follow each other are told by the first. Blocks of before are read as they are.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('drop view source_record').execute(db)
  for (const statement of [numbers, view]) await sql.raw(statement).execute(db)
}
