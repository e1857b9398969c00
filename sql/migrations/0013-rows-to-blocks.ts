import { type Kysely, sql } from 'kysely'
import { domains } from './0013-block-views.js'

const run = async (db: Kysely<unknown>, ...statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const column = (table: string, path: string, kind: string, arrays: string, from: string): string => `
  insert into ${table}_column (batch_id, block, path, kind, count, decimals, small, whole, double, texts)
  select batch_id, block, ${path}, '${kind}', cardinality(found), 0, ${arrays} from (${from}) of_block
  where found is not null`

const wholeColumn = (table: string, path: string, from: string): string =>
  column(table, path, 'i4', 'null, found, null, null', from)

const receivedRows = `
  create temp table received_row on commit drop as
  select *, row_number() over (partition by batch_id, block order by at_table) as at from (
    select *, dense_rank() over (partition by batch_id order by table_number, (at_table - 1) / 16384) - 1 as block from (
      select r.batch_id, r.file_id, r.file, r.sheet, r."row", r.link_key, r.held, r.cells::jsonb as cells, subject.number,
        dense_rank() over (partition by r.batch_id order by r.file_id collate "C", r.file collate "C", r.sheet collate "C") - 1 as table_number,
        row_number() over (partition by r.batch_id, r.file_id, r.file, r.sheet order by r."row") as at_table
      from source_record r
      join (
        select batch_id, first + u.at - 1 as number, u.key
        from received_keys cross join lateral unnest(keys) with ordinality u(key, at)
      ) subject on subject.batch_id = r.batch_id and subject.key = r.subject_key) numbered) blocked`

/** The rows as received, each with its place in a block; a cell's text stands by itself, what else a cell has as JSON. */
export const takeOverReceived = async (db: Kysely<unknown>): Promise<void> => {
  await run(
    db,
    `insert into received_keys (batch_id, block, first, keys, open_ids)
     select batch_id, (n - 1) / 16384, min(n) - 1, array_agg(subject_key order by n),
       case when count(open_id) > 0 then array_agg(open_id order by n) end
     from (
       select batch_id, subject_key, max(open_id) as open_id,
         row_number() over (partition by batch_id order by subject_key collate "C") as n
       from source_record group by batch_id, subject_key) subject
     group by batch_id, (n - 1) / 16384`,
    receivedRows,
    `insert into received_block (batch_id, block, "table", file_id, file, sheet, rows, link_keys, held)
     select batch_id, block, min(table_number), min(file_id), min(file), min(sheet), count(*),
       coalesce(array_agg(distinct link_key) filter (where link_key is not null), '{}'),
       coalesce(json_object_agg(at - 1, held) filter (where held is not null), '{}')
     from received_row group by batch_id, block`,
    // Files without a row are tables as well.
    `insert into received_block (batch_id, block, "table", file_id, file, sheet, rows, link_keys, held)
     select batch_id, last + n, last + n, file_id, file_name, sheet, 0, '{}', '{}' from (
       select e.batch_id, e.file_id, e.file_name, coalesce(e.sheets ->> 0, '-') as sheet,
         coalesce((select max(greatest(block, "table")) from received_block b where b.batch_id = e.batch_id), -1) as last,
         row_number() over (partition by e.batch_id order by e.file_id collate "C") as n
       from batch_export e
       where exists (select from batch b where b.batch_id = e.batch_id)
         and not exists (select from source_record r where r.batch_id = e.batch_id and r.file_id = e.file_id)) empty`,
    wholeColumn(
      'received',
      `'rows'`,
      'select batch_id, block, array_agg("row" order by at) as found from received_row group by 1, 2',
    ),
    wholeColumn(
      'received',
      `'subjects'`,
      'select batch_id, block, array_agg(number::int order by at) as found from received_row group by 1, 2',
    ),
    wholeColumn(
      'received',
      `'links'`,
      `select r.batch_id, r.block, array_agg(coalesce(array_position(b.link_keys, r.link_key) - 1, -1) order by at) as found
       from received_row r join received_block b using (batch_id, block) where cardinality(b.link_keys) > 0 group by 1, 2`,
    ),
    `create temp table received_cell on commit drop as
     select r.batch_id, r.block, r.at, names.name,
       case when cell ->> 'kind' = 'empty' then null
         when cell ->> 'kind' = 'text' and left(cell ->> 'text', 1) <> '{' then cell ->> 'text' else cell::text end as text
     from received_row r
     join (select distinct batch_id, block, name from received_row, jsonb_object_keys(cells) name) names using (batch_id, block)
     cross join lateral (select r.cells -> names.name as cell) found`,
    wholeColumn(
      'received',
      `'columns.' || name || '.codes'`,
      `select batch_id, block, name, array_agg(case when text is null then 0 else at::int end order by at) as found
       from received_cell group by 1, 2, 3`,
    ),
    column(
      'received',
      `'columns.' || name || '.cells'`,
      'texts',
      'null, null, null, found',
      `select batch_id, block, name, array[null::text] || array_agg(text order by at) as found from received_cell group by 1, 2, 3`,
    ),
    `insert into received_column (batch_id, block, path, kind, count, decimals, whole)
     select batch_id, block, path, 'i4', 0, 0, '{}' from received_block cross join unnest(array['rows', 'subjects']) path where rows = 0`,
  )
}

type Domain = (typeof domains)[number]
type Field = Domain[2][number]

const missingKinds = `array['not recorded', 'not done', 'not applicable', 'unknown', 'held']`

const kindOf = ([name, field, kind]: Field): string => {
  const there = {
    code: `when "${name}" is not null then 1`,
    number: `when "${name}" is not null then 2`,
    quantity: `when "${name}_code" is not null then 1 when "${name}_number" is not null then 3`,
    day: `when "${name}_precision" is not null then 4`,
  }[kind]
  return `case when missing ->> '${field}' is not null then 4 + array_position(${missingKinds}, missing ->> '${field}') ${there} else 0 end`
}

/** The parts of a field's values: the part, how it is kept, and what a row has of it. */
const partsOf = ([name, field, kind]: Field): readonly (readonly [string, 'u1' | 'f8' | 'texts', string])[] => {
  const received = [
    ['received', 'texts', `case when kind between 1 and 4 then coalesce(received -> '${field}' ->> 'text', '') end`],
  ] as const
  switch (kind) {
    case 'code':
      return [['texts', 'texts', `"${name}"`], ...received]
    case 'number':
      return [['numbers', 'f8', `"${name}"`], ...received]
    case 'quantity':
      return [
        ['texts', 'texts', `"${name}_code"`],
        ['numbers', 'f8', `"${name}_number"`],
        ['relations', 'u1', `array_position(array['=', '<', '<=', '>', '>='], "${name}_relation") - 1`],
        ['units', 'texts', `"${name}_unit"`],
        ...received,
        ['receivedUnits', 'texts', `received -> '${field}' ->> 'unit'`],
      ]
    case 'day':
      return [
        ['days', 'f8', `("${name}" - date '1970-01-01')::float8`],
        ['offsets', 'f8', `"${name}_offset"`],
        ['precisions', 'u1', `array_position(array['day', 'month', 'year'], "${name}_precision") - 1`],
        ['imputed', 'u1', `"${name}_imputed"::int`],
        ...received,
      ]
  }
}

// Every row has distinct values of its own: rows of before are few.
const fieldColumns = (domain: string, field: Field): readonly string[] => {
  const path = `${domain}.${field[1]}`
  const rows = `(select *, ${kindOf(field)} as kind from domain_row) of_field`
  const part = ([name, kept, value]: ReturnType<typeof partsOf>[number]): string => {
    const from = (first: string, each: string): string =>
      `select batch_id, block, ${first} || array_agg(${each} order by n) as found from ${rows}
       group by batch_id, block having count(${value}) > 0`
    if (kept === 'texts')
      return column('shared', `'${path}.${name}'`, kept, 'null, null, null, found', from('array[null::text]', value))
    if (kept === 'f8')
      return column('shared', `'${path}.${name}'`, kept, 'null, null, found, null', from('array[null::float8]', value))
    return column(
      'shared',
      `'${path}.${name}'`,
      kept,
      'found, null, null, null',
      from('array[0::int2]', `coalesce(${value}, 0)::int2`),
    )
  }
  return [
    wholeColumn(
      'shared',
      `'${path}.codes'`,
      `select batch_id, block, array_agg(case when kind = 0 then 0 else n::int end order by n) as found from ${rows} group by 1, 2
       having max(kind) > 0`,
    ),
    column(
      'shared',
      `'${path}.kinds'`,
      'u1',
      'found, null, null, null',
      `select batch_id, block, array[0::int2] || array_agg(kind::int2 order by n) as found from ${rows} group by 1, 2 having max(kind) > 0`,
    ),
    ...partsOf(field).map(part),
  ]
}

const domainColumns = ([table, domain, fields]: Domain): readonly string[] => [
  `create temp table domain_row on commit drop as
   select d.*, subject.block, subject.at, array_position(b.file_ids, d.file_id) - 1 as file,
     row_number() over (partition by d.batch_id, subject.block
       order by subject.at, d.file_id collate "C", d."row", d.received::text collate "C", d.missing::text collate "C") as n
   from "${table}" d join subject_of_block subject using (batch_id, subject_key)
   join shared_block b on b.batch_id = d.batch_id and b.block = subject.block`,
  wholeColumn(
    'shared',
    `'${domain}.starts'`,
    `select batch_id, block, array[0] || array_agg(rows::int order by at) as found from (
       select s.batch_id, s.block, s.at, sum(count(d.n)) over (partition by s.batch_id, s.block order by s.at) as rows
       from subject_of_block s left join domain_row d on d.batch_id = s.batch_id and d.block = s.block and d.at = s.at
       group by s.batch_id, s.block, s.at) counted
     group by batch_id, block having max(rows) > 0`,
  ),
  wholeColumn(
    'shared',
    `'${domain}.files'`,
    'select batch_id, block, array_agg(file order by n) as found from domain_row group by 1, 2',
  ),
  wholeColumn(
    'shared',
    `'${domain}.rows'`,
    'select batch_id, block, array_agg("row" order by n) as found from domain_row group by 1, 2',
  ),
  ...fields.flatMap(field => fieldColumns(domain, field)),
  'drop table domain_row',
]

const allRows = domains.map(([table]) => `select batch_id, file_id, subject_key from "${table}"`).join(' union all ')

/** The rows of the shared schema of every batch. */
export const takeOverShared = async (db: Kysely<unknown>): Promise<void> => {
  await run(
    db,
    `create temp table subject_of_block on commit drop as
     select *, row_number() over (partition by batch_id, block order by subject_key collate "C") as at from (
       select s.batch_id, s.subject_key, s.link_key, s.held_because, i.display_id,
         (row_number() over (partition by s.batch_id order by s.subject_key collate "C") - 1) / 8192 as block
       from batch_subject s join subject_identity i using (subject_key)) numbered`,
    `insert into shared_block (batch_id, block, subjects, first_key, last_key, rows, file_ids, keys, display_ids, link_keys, held)
     select s.batch_id, s.block, count(*), min(subject_key collate "C"), max(subject_key collate "C"),
       (select count(*) from (${allRows}) r join subject_of_block o using (batch_id, subject_key) where o.batch_id = s.batch_id and o.block = s.block),
       array(select distinct file_id collate "C" from (${allRows}) r where r.batch_id = s.batch_id order by 1),
       array_agg(subject_key order by at), array_agg(display_id order by at), case when count(link_key) > 0 then array_agg(link_key order by at) end,
       coalesce(json_object_agg(at - 1, held_because) filter (where held_because is not null), '{}')
     from subject_of_block s group by s.batch_id, s.block`,
    ...domains.flatMap(domainColumns),
  )
}
