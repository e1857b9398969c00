import { type Kysely, sql } from 'kysely'

type Kind = 'code' | 'number' | 'quantity' | 'day'

/** The domains as this migration found them: the table's name, the domain's, its fields with column, name and kind. */
export const domains: readonly (readonly [string, string, readonly (readonly [string, string, Kind])[]])[] = [
  [
    'subject',
    'subject',
    [
      ['sex', 'sex', 'code'],
      ['birth_date', 'birthDate', 'day'],
      ['age_years', 'ageYears', 'number'],
    ],
  ],
  [
    'disease',
    'disease',
    [
      ['diagnosis', 'diagnosis', 'code'],
      ['basis', 'basis', 'code'],
      ['stage', 'stage', 'code'],
      ['date', 'date', 'day'],
    ],
  ],
  [
    'medical_history',
    'medicalHistory',
    [
      ['term', 'term', 'code'],
      ['category', 'category', 'code'],
      ['status', 'status', 'code'],
      ['date', 'date', 'day'],
    ],
  ],
  [
    'exposure',
    'exposure',
    [
      ['treatment', 'treatment', 'code'],
      ['category', 'category', 'code'],
      ['target', 'target', 'code'],
      ['dose', 'dose', 'quantity'],
      ['date', 'date', 'day'],
      ['end_date', 'endDate', 'day'],
    ],
  ],
  [
    'procedure',
    'procedure',
    [
      ['procedure', 'procedure', 'code'],
      ['category', 'category', 'code'],
      ['target', 'target', 'code'],
      ['date', 'date', 'day'],
    ],
  ],
  [
    'lab',
    'lab',
    [
      ['test', 'test', 'code'],
      ['result', 'result', 'quantity'],
      ['date', 'date', 'day'],
    ],
  ],
  [
    'assessment',
    'assessment',
    [
      ['test', 'test', 'code'],
      ['result', 'result', 'quantity'],
      ['date', 'date', 'day'],
    ],
  ],
  [
    'tumour',
    'tumour',
    [
      ['lesion', 'lesion', 'code'],
      ['location', 'location', 'code'],
      ['group', 'group', 'code'],
      ['diameter', 'diameter', 'quantity'],
      ['date', 'date', 'day'],
    ],
  ],
  [
    'response',
    'response',
    [
      ['target', 'target', 'code'],
      ['response', 'response', 'code'],
      ['date', 'date', 'day'],
    ],
  ],
  [
    'adverse_event',
    'adverseEvent',
    [
      ['category', 'category', 'code'],
      ['grade', 'grade', 'number'],
      ['related', 'related', 'code'],
      ['date', 'date', 'day'],
      ['end_date', 'endDate', 'day'],
    ],
  ],
  [
    'contact',
    'contact',
    [
      ['status', 'status', 'code'],
      ['date', 'date', 'day'],
    ],
  ],
  [
    'disposition',
    'disposition',
    [
      ['event', 'event', 'code'],
      ['reason', 'reason', 'code'],
      ['date', 'date', 'day'],
    ],
  ],
]

const columnsOf = (name: string, kind: Kind, at: number): string => {
  const of = (part: string): string => `v${String(at)}_${part}`
  switch (kind) {
    case 'code':
      return `coalesce(${of('code')}, ${of('number')}::text) as "${name}"`
    case 'number':
      return `${of('number')} as "${name}"`
    case 'quantity':
      return `${of('number')} as "${name}_number", ${of('code')} as "${name}_code", ${of('unit')} as "${name}_unit", ${of('relation')} as "${name}_relation"`
    case 'day':
      return `${of('date')} as "${name}", ${of('day_offset')} as "${name}_offset", ${of('precision')} as "${name}_precision", ${of('imputed')} as "${name}_imputed"`
  }
}

const parts = [
  'kind',
  'code',
  'number',
  'relation',
  'unit',
  'date',
  'day_offset',
  'precision',
  'imputed',
  'received',
  'received_unit',
] as const

const isMissing = (at: number): string =>
  `v${String(at)}_kind in ('not recorded', 'not done', 'not applicable', 'unknown', 'held')`

const viewOf = ([table, domain, fields]: (typeof domains)[number]): string => {
  const received = fields.map(
    ([, field], at) =>
      `'${field}', case when v${String(at)}_kind in ('code', 'number', 'quantity', 'day') then jsonb_strip_nulls(jsonb_build_object('text', v${String(at)}_received, 'unit', v${String(at)}_received_unit)) end`,
  )
  const missing = fields.map(([, field], at) => `'${field}', case when ${isMissing(at)} then v${String(at)}_kind end`)
  return `
  create view "${table}" as
  select block.batch_id, of_row.subject_key, of_row.file_id, of_row."row", block.block, ${fields.map(([name, , kind], at) => columnsOf(name, kind, at)).join(', ')},
    jsonb_strip_nulls(jsonb_build_object(${received.join(', ')})) as received,
    jsonb_strip_nulls(jsonb_build_object(${missing.join(', ')})) as missing
  from shared_block block cross join lateral rows from (
    shared_places(block.batch_id, block.block, '${domain}'),
    ${fields.map(([, field]) => `shared_values(block.batch_id, block.block, '${domain}.${field}')`).join(',\n    ')}
  ) as of_row(subject_key, file_id, "row", ${fields.map((_, at) => parts.map(part => `v${String(at)}_${part}`).join(', ')).join(', ')})`
}

const otherViews = `
  create view batch_subject as
  select batch_id, subject.subject_key, subject.link_key, held ->> (subject.at - 1)::text as held_because
  from shared_block cross join lateral unnest(keys, link_keys) with ordinality as subject(subject_key, link_key, at);

  create view source_record as
  select block.batch_id, block.file_id, block.file, block.sheet, each."row", subject.subject_key,
    block.link_keys[each.link + 1] as link_key, subject.open_id, block.held ->> (each.at - 1)::text as held,
    (select coalesce(jsonb_object_agg(cells.name, cells.cell order by cells.name), '{}') from (
      select substr(codes.path, 9, length(codes.path) - 14) as name,
        case when left(found, 1) = '{' then found::jsonb else jsonb_build_object('kind', 'text', 'text', found) end as cell
      from received_column codes
      join received_column cells on cells.batch_id = codes.batch_id and cells.block = codes.block
        and cells.path = substr(codes.path, 1, length(codes.path) - 6) || '.cells'
      cross join lateral (
        select cells.texts[case when cardinality(coalesce(codes.small::int4[], codes.whole)) = 1
          then (coalesce(codes.small::int4[], codes.whole))[1] else (coalesce(codes.small::int4[], codes.whole))[each.at] end + 1] as found) cell
      where codes.batch_id = block.batch_id and codes.block = block.block and codes.path like 'columns.%.codes' and found is not null
    ) cells) as cells
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

/** Rows of before, which the views take the names of. */
export const dropViewsOfBlocks = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(`drop table source_record, batch_subject, ${domains.map(([table]) => `"${table}"`).join(', ')}`)
    .execute(db)
}

/** Views by the names of before: one row a row. */
export const blockViews = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(otherViews).execute(db)
  for (const domain of domains) await sql.raw(viewOf(domain)).execute(db)
}
