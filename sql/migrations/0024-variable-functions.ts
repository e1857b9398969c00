import { apart, codeColumns, kindNamed, ofBlock, partAt, valuePlace } from './0024-column-functions.js'

const checks: readonly string[] = [
  // What is asked for is there, or it is said what is: no rows would look like a site that measured nothing.
  `create or replace function shared_field(of_batch text, of_field text)
  returns text language plpgsql stable parallel safe as $$
    declare there text;
    begin
      if exists (select from shared_column where batch_id = of_batch and path = of_field || '.codes') then return of_batch; end if;
      select string_agg(distinct left(path, -6), ', ' order by left(path, -6)) into there
      from shared_column where batch_id = of_batch and path like '%.%.codes';
      if there is null then
        raise exception 'no rows of the shared schema stand under batch "%"', of_batch
          using hint = 'select run_id, site, batch_id from run_site says which batch each run has of a site';
      end if;
      raise exception 'batch "%" has no field "%"', of_batch, of_field using hint = 'it has ' || there;
    end $$`,
  // The places, from 0, of a code among the distinct values of a field in a block: one for each way in which it was received.
  `create or replace function shared_codes(of_batch text, of_block integer, of_field text, of_code text)
  returns int4[] language sql stable parallel safe as $$
    select array(select unnest(array_positions(texts, of_code)) - 1)
    from shared_columns(of_batch, of_block, array[of_field || '.texts']) $$`,
  `create or replace function shared_field_with(of_batch text, of_field text, of_code text)
  returns text language plpgsql stable parallel safe as $$
    begin
      if shared_field(of_batch, of_field) is null or exists (
        select from shared_dictionary where batch_id = of_batch and path = of_field || '.texts' and of_code = any(texts)
        union all
        select from shared_column where batch_id = of_batch and path = of_field || '.texts' and of_code = any(texts)
      ) then return of_batch; end if;
      raise exception 'no row of batch "%" has "%" as its %', of_batch, of_code, of_field
        using hint = format('select code, count(*) from shared_variable(%L, %L) group by code says what there is', of_batch, of_field);
    end $$`,
]

const partOf = (part: string): string => partAt(part, 'of_field', 'place', 'named')

const columns = `
      select subject_key, "row", ${kindNamed('kind')}, code, number, date '1970-01-01' + day::int from (
        ${apart} select subject_key, "row", ${partOf('kinds')} as kind, ${partOf('texts')} as code,
          ${partOf('numbers')} as number, ${partOf('days')} as day`

const domain = "split_part(of_field, '.', 1)"

const held = `${ofBlock('block_whole(small, whole)', `${domain} || '.rows'`)} as rows,
            ${ofBlock('count', `${domain} || '.rows'`)} as row_count, ${codeColumns('', "of_field || '.codes'")}`

const rowOf = 'rows[block_place(cardinality(rows), row_count, at)] as "row"'

const starts = `(select shared_integers(b.batch_id, b.block, ${domain} || '.starts')) as starts`

const subjects = `${apart} select subject_key, at, ${starts}
              from (select unnest(b.keys) as subject_key, generate_series(1, b.subjects) as at) subject`

/** Functions that give one field of all subjects, of all rows or of those that have a code in another field. */
export const variableFunctions: readonly string[] = [
  ...checks,
  `create or replace function shared_variable(of_batch text, of_field text)
  returns table (subject_key text, "row" integer, kind text, code text, number float8, date date)
  language sql stable parallel safe rows 100000 as $$
    select own.* from shared_block b cross join lateral (${columns}
        from (
          ${apart} select subject_key, ${rowOf}, ${valuePlace('')} as place from (
            ${apart} select subject_key, at, ${held}
            from (
              select subject_key, generate_series(starts[at] + 1, starts[at + 1]) as at from (
              ${subjects}) with_rows
            ) of_row
          ) coded
        ) found where place > 1
      ) named
    ) own(subject_key, "row", kind, code, number, date)
    where b.batch_id = (select shared_field(of_batch, of_field)) $$`,
  // A byte is sought among those of a subject's rows, and the rows after it are looked at only where it comes again.
  `create or replace function shared_variable(of_batch text, of_field text, where_field text, where_code text)
  returns table (subject_key text, "row" integer, kind text, code text, number float8, date date)
  language sql stable parallel safe rows 100000 as $$
    select own.* from shared_block b cross join lateral (${columns}
        from (
          ${apart} select subject_key, ${rowOf}, ${valuePlace('')} as place from (
            ${apart} select subject_key, at, ${held}
            from (
              ${apart} select subject_key, at from (
                select subject_key, wanted, sought, first, bytes_of, numbers_of, kind_of, codes_of, generate_series(first, case
                  when first = last or sought is null then last
                  when position(sought in substr(bytes_of, first + 1, last - first)) = 0 then first
                  else last end) as at from (
                  ${apart} select subject_key, wanted, sought, bytes_of, numbers_of, kind_of, codes_of, stop as last, case
                    when sought is null then start + 1
                    else start + nullif(position(sought in substr(bytes_of, start + 1, stop - start)), 0) end as first
                  from (
                    ${apart} select subject_key, starts[at] as start, starts[at + 1] as stop, wanted, bytes_of, numbers_of, kind_of, codes_of,
                      case when kind_of = 'u1' and codes_of > 1 and numbers_of is null and cardinality(wanted) = 1
                        then set_byte('\\x00'::bytea, 0, wanted[1]) end as sought
                    from (
                      ${apart} select subject_key, at, ${starts},
                        (select shared_codes(b.batch_id, b.block, where_field, where_code)) as wanted, ${codeColumns('_of', "where_field || '.codes'")}
                      from (select unnest(b.keys) as subject_key, generate_series(1, b.subjects) as at) subject
                    ) with_rows
                  ) looked_at
                ) with_first
              ) of_row where (sought is not null and at = first) or ${valuePlace('_of')} - 1 = any(wanted)
            ) asked
          ) coded
        ) found where place > 1
      ) named
    ) own(subject_key, "row", kind, code, number, date)
    where b.batch_id = (select shared_field(of_batch, of_field)) and b.batch_id = (select shared_field_with(of_batch, where_field, where_code)) $$`,
]
