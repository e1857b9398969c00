// The kinds of distinct values by their numbers.
const valueKinds = `array['absent', 'code', 'number', 'quantity', 'day', 'not recorded', 'not done', 'not applicable', 'unknown', 'held']`

/** Keeps a subquery a query of its own, which what is asked of its subject's key still reaches: OFFSET 0 would keep that out as well. */
export const apart = 'with apart as (select)'

/** What stands once for all rows of a block is read once, and only where a row of it is asked for: `b` is the block. */
export const ofBlock = (column: string, path: string): string =>
  `(select ${column} from shared_column c where c.batch_id = b.batch_id and c.block = b.block and c.path = ${path})`

/** How many codes a column has: one where all rows are alike. */
const codeCount = `coalesce(octet_length(codes) / case kind when 'u1' then 1 else 2 end, cardinality(small), cardinality(whole))`

/** The columns that the codes of a field are read from, each named with the field's mark. */
export const codeColumns = (mark: string, path: string): string =>
  [
    `${ofBlock("codes || ''::bytea", path)} as bytes${mark}`,
    `${ofBlock('case when codes is null then block_whole(small, whole) end', path)} as numbers${mark}`,
    `${ofBlock('kind', path)} as kind${mark}`,
    `${ofBlock(codeCount, path)} as codes${mark}`,
  ].join(', ')

/** Where the value of a row stands among the distinct values of a field, from 1. */
export const valuePlace = (mark: string): string =>
  `case
    when numbers${mark} is not null then numbers${mark}[least(at, codes${mark})]
    when kind${mark} = 'u1' then get_byte(bytes${mark}, least(at, codes${mark}) - 1)
    else get_byte(bytes${mark}, 2 * least(at, codes${mark}) - 2) * 256 + get_byte(bytes${mark}, 2 * least(at, codes${mark}) - 1)
  end + 1`

const integerParts: readonly string[] = ['kinds', 'relations', 'precisions', 'imputed']
const textParts: readonly string[] = ['texts', 'units', 'received', 'receivedUnits']

/** What one part of a field's values is read from, in its block. */
const readBy = (given: string, path: string): string => `(select ${given}(b.batch_id, b.block, ${path}))`

/** The same where the batch is named: what all its blocks have in common is then read once. No block has the number -1. */
const readOnce = (given: string, path: string): string =>
  `coalesce((select ${given}(of_batch, -1, ${path})), ${readBy(given, path)})`

/** One part of the value at a place of a field. */
export const partAt = (part: string, field: string, place: string, batch: 'any' | 'named' = 'any'): string => {
  const read = batch === 'any' ? readBy : readOnce
  const path = `${field} || '.${part}'`
  if (textParts.includes(part)) return `${read('shared_text_list', path)} ->> (${place} - 1)`
  if (integerParts.includes(part)) return `(${read('shared_integers', path)})[${place}]`
  return `nullif((${read('shared_numbers', path)})[${place}], 'NaN') / ${read('shared_scale', path)}`
}

/** The name of a kind of value. */
export const kindNamed = (number: string): string => `(${valueKinds})[${number} + 1]`

/** Functions that give a column of a block in a form of which an element is found at once. */
export const columnFunctions: readonly string[] = [
  // Taken into memory: an element of what stands in the table costs as much as all of it.
  `create or replace function block_whole(small int2[], whole int4[])
  returns int4[] language sql immutable parallel safe as $$ 
    select case when whole is null then small::int4[] else whole || '{}'::int4[] end $$`,
  // A missing number is NaN: an array with a null in it has no place that is found at once. Numbers are divided where they are asked for.
  `create or replace function shared_numbers(of_batch text, of_block integer, of_path text)
  returns float8[] language sql stable parallel safe as $$
    select case
      when cardinality(n) = 1 then array_fill(coalesce(n[1], 'NaN'), array[count])
      when array_position(n, null) is null then n
      else array(select coalesce(each, 'NaN') from unnest(n) each) end
    from (
      select case when double is null then coalesce(small::float8[], whole::float8[]) else double || '{}'::float8[] end as n, count from shared_columns(of_batch, of_block, array[of_path])
      offset 0) found $$`,
  `create or replace function shared_scale(of_batch text, of_block integer, of_path text)
  returns float8 language sql stable parallel safe as $$
    select case when double is null then 10::float8 ^ decimals else 1 end
    from shared_columns(of_batch, of_block, array[of_path]) $$`,
  // JSON says where its elements begin; an array of texts is gone through from its first one.
  'drop function shared_texts',
  `create or replace function shared_text_list(of_batch text, of_block integer, of_path text)
  returns jsonb language sql stable parallel safe as $$
    select to_jsonb(texts) from shared_columns(of_batch, of_block, array[of_path]) $$`,
]
