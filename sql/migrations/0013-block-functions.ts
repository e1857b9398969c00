import { type Kysely, sql } from 'kysely'

// The kinds of distinct values by their numbers.
const valueKinds = `array['absent', 'code', 'number', 'quantity', 'day', 'not recorded', 'not done', 'not applicable', 'unknown', 'held']`

const functions = `
  -- The numbers of a column: integers over a power of ten, or doubles; one stands for all where all are equal.
  create or replace function block_numbers(small int2[], whole int4[], double float8[], decimals integer, count integer)
  returns float8[] language sql immutable parallel safe as $$
    select case when cardinality(n) = 1 then array_fill(n[1], array[count]) else n end from (
      select case
        when double is not null then double
        when decimals = 0 then coalesce(small::float8[], whole::float8[])
        else array(select each / 10::float8 ^ decimals from unnest(coalesce(small::int4[], whole)) each)
      end as n) found $$;

  create or replace function block_integers(small int2[], whole int4[], count integer)
  returns int4[] language sql immutable parallel safe as $$
    select case when cardinality(n) = 1 then array_fill(n[1], array[count]) else n end
    from (select coalesce(small::int4[], whole) as n) found $$;

  create or replace function shared_numbers(of_batch text, of_block integer, of_path text)
  returns float8[] language sql stable parallel safe as $$
    select block_numbers(small, whole, double, decimals, count) from shared_column
    where batch_id = of_batch and block = of_block and path = of_path $$;

  create or replace function shared_integers(of_batch text, of_block integer, of_path text)
  returns int4[] language sql stable parallel safe as $$
    select block_integers(small, whole, count) from shared_column
    where batch_id = of_batch and block = of_block and path = of_path $$;

  create or replace function shared_texts(of_batch text, of_block integer, of_path text)
  returns text[] language sql stable parallel safe as $$
    select texts from shared_column where batch_id = of_batch and block = of_block and path = of_path $$;

  -- The block that has a subject: a view that is asked for one block reads no other.
  create or replace function shared_block_of(of_batch text, of_subject text)
  returns integer language sql stable parallel safe as $$
    select block from shared_block
    where batch_id = of_batch and first_key <= of_subject collate "C" and last_key >= of_subject collate "C" $$;

  -- Where the rows of a domain come from, one a row, in their order.
  create or replace function shared_places(of_batch text, of_block integer, of_domain text)
  returns table (subject_key text, file_id text, "row" integer) language sql stable parallel safe as $$
    select owner, block.file_ids[file + 1], place
    from shared_block block,
      lateral (select shared_integers(of_batch, of_block, of_domain || '.starts') as s) starts,
      lateral unnest(
        array(
          select subject.key from unnest(block.keys, starts.s, starts.s[2:]) with ordinality subject(key, start, stop, at),
            generate_series(start, stop - 1) each order by subject.at),
        shared_integers(of_batch, of_block, of_domain || '.files'),
        shared_integers(of_batch, of_block, of_domain || '.rows')) placed(owner, file, place)
    where block.batch_id = of_batch and block.block = of_block and starts.s is not null $$;

  -- The values of a field of a domain, one a row, in their order.
  create or replace function shared_values(of_batch text, of_block integer, of_field text)
  returns table (
    kind text, code text, number float8, relation text, unit text, date date, day_offset float8, "precision" text, imputed boolean,
    received text, received_unit text
  ) language sql stable parallel safe as $$
    with parts as (
      select substr(path, length(of_field) + 2) as part, block_numbers(small, whole, double, decimals, count) as numbers, texts
      from shared_column where batch_id = of_batch and block = of_block and path = any(array(
        select of_field || '.' || each from unnest(array['kinds', 'texts', 'numbers', 'relations', 'units', 'days', 'offsets',
          'precisions', 'imputed', 'received', 'receivedUnits']) each))),
    distinct_values as materialized (
      select at, (${valueKinds})[kind::int + 1] as kind, code, number,
        case when kind = 3 then (array['=', '<', '<=', '>', '>='])[coalesce(relation, 0)::int + 1] end as relation, unit,
        date '1970-01-01' + day::int as date, day_offset,
        case when kind = 4 then (array['day', 'month', 'year'])[coalesce("precision", 0)::int + 1] end as "precision",
        case when kind = 4 then coalesce(imputed, 0) = 1 end as imputed,
        coalesce(received, code, number::text, (date '1970-01-01' + day::int)::text, day_offset::text) as received, received_unit
      from unnest(
        (select numbers from parts where part = 'kinds'), (select texts from parts where part = 'texts'),
        (select numbers from parts where part = 'numbers'), (select numbers from parts where part = 'relations'),
        (select texts from parts where part = 'units'), (select numbers from parts where part = 'days'),
        (select numbers from parts where part = 'offsets'), (select numbers from parts where part = 'precisions'),
        (select numbers from parts where part = 'imputed'), (select texts from parts where part = 'received'),
        (select texts from parts where part = 'receivedUnits'))
        with ordinality as each(kind, code, number, relation, unit, day, day_offset, "precision", imputed, received, received_unit, at))
    select v.kind, v.code, v.number, v.relation, v.unit, v.date, v.day_offset, v."precision", v.imputed, v.received, v.received_unit
    from unnest(shared_integers(of_batch, of_block, of_field || '.codes')) with ordinality as each(code, at)
    join distinct_values v on v.at = each.code + 1 order by each.at $$`

const functionsOfValues = `
  -- One number of a column.
  create or replace function block_number(small int2[], whole int4[], double float8[], decimals integer, at integer)
  returns float8 language sql immutable parallel safe as $$
    select case
      when double is not null then double[case when cardinality(double) = 1 then 1 else at end]
      when small is not null then small[case when cardinality(small) = 1 then 1 else at end] / 10::float8 ^ decimals
      else whole[case when cardinality(whole) = 1 then 1 else at end] / 10::float8 ^ decimals end $$;

  -- Every value of one subject of a batch, each with its place. It reads one block, and of its columns single elements.
  create or replace function shared_values_of(of_batch text, of_subject text)
  returns table (
    domain text, file_id text, "row" integer, field text, kind text, code text, number float8, relation text, unit text, date date,
    day_offset float8, "precision" text, imputed boolean, received text, received_unit text
  ) language sql stable parallel safe as $$
    with subject as materialized (
      select block, file_ids, array_position(keys, of_subject) as place from shared_block
      where batch_id = of_batch and first_key <= of_subject collate "C" and last_key >= of_subject collate "C"),
    own as materialized (
      select path, small, whole, double, decimals, texts from subject join shared_column using (block) where batch_id = of_batch),
    of_row as materialized (
      select split_part(path, '.', 1) as domain, at, file_ids
      from subject join own on path like '%.starts' cross join lateral generate_series(
        block_number(small, whole, null, 0, place)::int + 1, block_number(small, whole, null, 0, place + 1)::int) at)
    select of_row.domain, file_ids[(select block_number(small, whole, null, 0, at) from own where path = of_row.domain || '.files')::int + 1],
      (select block_number(small, whole, null, 0, at) from own where path = of_row.domain || '.rows')::int,
      split_part(codes.path, '.', 2), (${valueKinds})[kind::int + 1], code, number,
      case when kind = 3 then (array['=', '<', '<=', '>', '>='])[coalesce(relation, 0)::int + 1] end, unit,
      date '1970-01-01' + day::int, day_offset,
      case when kind = 4 then (array['day', 'month', 'year'])[coalesce("precision", 0)::int + 1] end,
      case when kind = 4 then coalesce(imputed, 0) = 1 end,
      coalesce(received, code, number::text, (date '1970-01-01' + day::int)::text, day_offset::text), received_unit
    from of_row
    join own codes on codes.path like of_row.domain || '.%.codes'
    cross join lateral (select block_number(codes.small, codes.whole, null, 0, at)::int + 1 as place offset 0) of_value
    cross join lateral (
      select max(n) filter (where part = 'kinds') as kind, max(t) filter (where part = 'texts') as code,
        max(n) filter (where part = 'numbers') as number, max(n) filter (where part = 'relations') as relation,
        max(t) filter (where part = 'units') as unit, max(n) filter (where part = 'days') as day,
        max(n) filter (where part = 'offsets') as day_offset, max(n) filter (where part = 'precisions') as "precision",
        max(n) filter (where part = 'imputed') as imputed, max(t) filter (where part = 'received') as received,
        max(t) filter (where part = 'receivedUnits') as received_unit
      from (
        select split_part(path, '.', 3) as part, block_number(small, whole, double, decimals, place) as n, texts[place] as t
        from own where path like of_row.domain || '.' || split_part(codes.path, '.', 2) || '.%' and path <> codes.path) each) parts
    where kind > 0
    order by codes.path, at $$;

  -- One field of all subjects of a batch. Arrays are taken into memory once for a block: an element of one that stands in the table
  -- costs as much as all of it. An array with a null in it has no place that is found at once, so a number that is missing is 'NaN'.
  create or replace function shared_variable(of_batch text, of_field text)
  returns table (subject_key text, "row" integer, kind text, code text, number float8, date date)
  language sql stable parallel safe as $$
    select key, rows[at], (${valueKinds})[kinds[place] + 1], codes[place], nullif(numbers[place], 'NaN'),
      date '1970-01-01' + nullif(days[place], 'NaN')::int
    from (
      select subject.key, block.*, at, places[at] + 1 as place
      from (
        select keys, shared_integers(of_batch, block, split_part(of_field, '.', 1) || '.starts') as starts,
          shared_integers(of_batch, block, split_part(of_field, '.', 1) || '.rows') || '{}'::int4[] as rows,
          shared_integers(of_batch, block, of_field || '.codes') || '{}'::int4[] as places,
          shared_integers(of_batch, block, of_field || '.kinds') || '{}'::int4[] as kinds,
          array(select unnest(shared_texts(of_batch, block, of_field || '.texts'))) as codes,
          array(select coalesce(each, 'NaN') from unnest(shared_numbers(of_batch, block, of_field || '.numbers')) each) as numbers,
          array(select coalesce(each, 'NaN') from unnest(shared_numbers(of_batch, block, of_field || '.days')) each) as days
        from shared_block where batch_id = of_batch offset 0) block
      cross join lateral (
        select key, generate_series(start + 1, stop) as at from unnest(keys, starts, starts[2:]) as each(key, start, stop)
        where stop > start) subject
      offset 0) found
    where place > 1 $$`

/** Functions that say what stands in blocks: a column of one, one subject's values, one field of all subjects. */
export const blockFunctions = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(functions).execute(db)
  await sql.raw(functionsOfValues).execute(db)
}
