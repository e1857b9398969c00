// The kinds of distinct values by their numbers.
const valueKinds = `array['absent', 'code', 'number', 'quantity', 'day', 'not recorded', 'not done', 'not applicable', 'unknown', 'held']`

/** The functions that say what stands in shared blocks, where a column may stand in the dictionary of its batch. */
export const functionsOfDictionaries = `
  -- Where the value of a row stands among those of a column: each stands for equally many rows, one after the other.
  create or replace function block_place(elements integer, count integer, at bigint)
  returns integer language sql immutable parallel safe as $$
    select ((at - 1) * elements / greatest(count, 1))::integer + 1 $$;

  create or replace function block_integers(small int2[], whole int4[], count integer)
  returns int4[] language sql immutable parallel safe as $$
    select case
      when cardinality(n) = count then n
      when cardinality(n) = 1 then array_fill(n[1], array[count])
      else array(select n[block_place(cardinality(n), count, at)] from generate_series(1, count) at) end
    -- Taken into memory once: an element of what stands in the table costs as much as all of it.
    from (select coalesce(small::int4[], whole) || '{}'::int4[] as n offset 0) found $$;

  -- The code of a row of a block: no more of its bytes is read.
  create or replace function block_code(codes bytea, kind text, count integer, at bigint)
  returns integer language sql immutable parallel safe as $$
    select case kind
      when 'u1' then get_byte(substr(codes, place, 1), 0)
      else get_byte(substr(codes, 2 * place - 1, 2), 0) * 256 + get_byte(substr(codes, 2 * place, 1), 0) end
    from (select block_place(octet_length(codes) / case kind when 'u1' then 1 else 2 end, count, at) as place offset 0) found $$;

  -- The codes of all rows of a block.
  create or replace function block_codes(codes bytea, kind text, count integer)
  returns int4[] language sql immutable parallel safe as $$
    select case
      when elements = 1 then array_fill(case kind when 'u1' then get_byte(own, 0) else get_byte(own, 0) * 256 + get_byte(own, 1) end, array[count])
      when kind = 'u1' then array(select get_byte(own, at) from generate_series(0, count - 1) at)
      else array(select get_byte(own, 2 * at) * 256 + get_byte(own, 2 * at + 1) from generate_series(0, count - 1) at) end
    from (
      select own, octet_length(own) / case kind when 'u1' then 1 else 2 end as elements
      from (select codes || ''::bytea as own offset 0) bytes offset 0) found $$;

  -- A column of a block: its own, or what all blocks of the batch have in common.
  create or replace function shared_columns(of_batch text, of_block integer, of_paths text[])
  returns table (
    path text, kind text, count integer, decimals integer, small int2[], whole int4[], double float8[], texts text[], codes bytea)
  language sql stable parallel safe as $$
    select path, kind, count, decimals, small, whole, double, texts, codes from shared_column
    where batch_id = of_batch and block = of_block and path = any(of_paths)
    union all
    select path, kind, count, decimals, small, whole, double, texts, null from shared_dictionary
    where batch_id = of_batch and path = any(of_paths) $$;

  create or replace function shared_numbers(of_batch text, of_block integer, of_path text)
  returns float8[] language sql stable parallel safe as $$
    select block_numbers(small, whole, double, decimals, count) from shared_columns(of_batch, of_block, array[of_path]) $$;

  create or replace function shared_integers(of_batch text, of_block integer, of_path text)
  returns int4[] language sql stable parallel safe as $$
    select case when codes is null then block_integers(small, whole, count) else block_codes(codes, kind, count) end
    from shared_columns(of_batch, of_block, array[of_path]) $$;

  create or replace function shared_texts(of_batch text, of_block integer, of_path text)
  returns text[] language sql stable parallel safe as $$
    select texts from shared_columns(of_batch, of_block, array[of_path]) $$;

  -- The values of a field of a domain, one a row, in their order. Nobody knows how many elements an array has before it is read, and each
  -- code beside each value would be many times as slow.
  create or replace function shared_values(of_batch text, of_block integer, of_field text)
  returns table (
    kind text, code text, number float8, relation text, unit text, date date, day_offset float8, "precision" text, imputed boolean,
    received text, received_unit text
  ) language sql stable parallel safe set enable_nestloop = off as $$
    with parts as (
      select substr(path, length(of_field) + 2) as part, block_numbers(small, whole, double, decimals, count) as numbers, texts
      from shared_columns(of_batch, of_block, array(
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
    join distinct_values v on v.at = each.code + 1 order by each.at $$;

  -- Every value of one subject of a batch, each with its place. It reads one block and the dictionary, and of their columns
  -- single elements.
  create or replace function shared_values_of(of_batch text, of_subject text)
  returns table (
    domain text, file_id text, "row" integer, field text, kind text, code text, number float8, relation text, unit text, date date,
    day_offset float8, "precision" text, imputed boolean, received text, received_unit text
  ) language sql stable parallel safe as $$
    with subject as materialized (
      select block, file_ids, array_position(keys, of_subject) as place from shared_block
      where batch_id = of_batch and first_key <= of_subject collate "C" and last_key >= of_subject collate "C"),
    own as materialized (
      select path, kind, count, small, whole, double, decimals, texts, codes
      from subject join shared_column using (block) where batch_id = of_batch
      union all
      select path, kind, count, small, whole, double, decimals, texts, null from shared_dictionary where batch_id = of_batch),
    of_row as materialized (
      select split_part(path, '.', 1) as domain, at, file_ids
      from subject join own on path like '%.starts' cross join lateral generate_series(
        block_number(small, whole, null, 0, place)::int + 1, block_number(small, whole, null, 0, place + 1)::int) at)
    select of_row.domain, file_ids[(select block_number(small, whole, null, 0, at) from own where path = of_row.domain || '.files')::int + 1],
      (select block_number(small, whole, null, 0, block_place(coalesce(cardinality(small), cardinality(whole)), count, at))
        from own where path = of_row.domain || '.rows')::int,
      split_part(codes.path, '.', 2), (${valueKinds})[parts.kind::int + 1], code, number,
      case when parts.kind = 3 then (array['=', '<', '<=', '>', '>='])[coalesce(relation, 0)::int + 1] end, unit,
      date '1970-01-01' + day::int, day_offset,
      case when parts.kind = 4 then (array['day', 'month', 'year'])[coalesce("precision", 0)::int + 1] end,
      case when parts.kind = 4 then coalesce(imputed, 0) = 1 end,
      coalesce(received, code, number::text, (date '1970-01-01' + day::int)::text, day_offset::text), received_unit
    from of_row
    join own codes on codes.path like of_row.domain || '.%.codes'
    cross join lateral (
      select case when codes.codes is null then block_number(codes.small, codes.whole, null, 0, at)::int
        else block_code(codes.codes, codes.kind, codes.count, at) end + 1 as place offset 0) of_value
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
    where parts.kind > 0
    order by codes.path, at $$;

  -- One field of all subjects of a batch. Arrays are taken into memory once for a block: an element of one that stands in the table
  -- costs as much as all of it. An array with a null in it has no place that is found at once, so a number that is missing is 'NaN'.
  -- Who sorts what it gives sorts that alone, and not each row with its block's arrays.
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
    where place > 1 offset 0 $$`
