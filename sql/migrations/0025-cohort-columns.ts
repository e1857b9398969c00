/**
 * Functions that give columns of the subjects `low` to `high` of a range of a cohort, counted from 1. A missing number is NaN: an array with a
 * null in it has no place that is found at once.
 */
export const cohortColumns: readonly string[] = [
  `create or replace function cohort_numbers(of_content bigint, of_range integer, node json, low integer, high integer)
  returns float8[] language sql stable parallel safe as $$
    select case
      when alike then array_fill(coalesce(own[1] / scale, 'NaN'), array[till - low + 1])
      when scale = 1 and array_position(own, null) is null then own
      else array(select coalesce(each / scale, 'NaN') from unnest(own) each) end
    from (
      select till, 10::float8 ^ decimals as scale, alike,
        case
          when alike or (low = 1 and till = count) then coalesce(small::float8[], whole::float8[], double)
          else coalesce(small[low:till]::float8[], whole[low:till]::float8[], double[low:till]) end as own
      from (
        select *, least(high, count) as till, coalesce(cardinality(small), cardinality(whole), cardinality(double)) <> count as alike
        from cohort_column where content = of_content and range = of_range and path = node ->> '$column'
        offset 0) stored
      offset 0) held $$`,
  // One column of each of some items, as a row of a grid; a number stands where an item has no such column.
  `create or replace function cohort_grid(of_content bigint, of_range integer, items json, part text, low integer, high integer, filler float8 default 0)
  returns float8[] language sql stable parallel safe as $$
    select array_agg(coalesce(
      cohort_numbers(of_content, of_range, node -> part, low, high), array_fill(filler, array[high - low + 1])) order by "position")
    from json_array_elements(items) with ordinality as item(node, "position") $$`,
  `create or replace function cohort_lists(of_content bigint, of_range integer, items json, part text[])
  returns jsonb[] language sql stable parallel safe as $$
    select array_agg(to_jsonb(cohort_texts(of_content, of_range, node #> part)) order by "position")
    from json_array_elements(items) with ordinality as item(node, "position") $$`,
  // One column of the rows behind an item of the subjects: all that begin with one of them, where it is written where each begins.
  `create or replace function cohort_sources(of_content bigint, of_range integer, sources json, part text, low integer, high integer)
  returns float8[] language sql stable parallel safe as $$
    select cohort_numbers(of_content, of_range, sources -> part, coalesce(starts[1]::int + 1, low), coalesce(starts[high - low + 2]::int, high))
    from (select cohort_numbers(of_content, of_range, sources -> 'starts', low, high + 1) as starts offset 0) read $$`,
  `create or replace function parts_of(items json, part text[])
  returns text[] language sql immutable parallel safe as $$
    select array_agg(node #>> part order by "position") from json_array_elements(items) with ordinality as item(node, "position") $$`,
]
