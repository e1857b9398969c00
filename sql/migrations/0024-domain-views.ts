import { domains } from './0013-block-views.js'
import { apart, codeColumns, kindNamed, ofBlock, partAt, valuePlace } from './0024-column-functions.js'

type Kind = (typeof domains)[number][2][number][2] | 'moment' | 'limit'
type Field = readonly [column: string, name: string, kind: Kind]

const partsOf: Readonly<Record<Kind, readonly string[]>> = {
  code: ['kinds', 'texts', 'numbers', 'received'],
  number: ['kinds', 'numbers', 'received'],
  quantity: ['kinds', 'texts', 'numbers', 'relations', 'units', 'received', 'receivedUnits'],
  day: ['kinds', 'days', 'offsets', 'precisions', 'imputed', 'received'],
  // As later migrations have them.
  limit: ['kinds', 'numbers', 'relations', 'received'],
  moment: ['kinds', 'days', 'offsets', 'times', 'precisions', 'imputed', 'received'],
}

const valueOf = (at: number, part: string): string => `"v${String(at)}_${part}"`

const dayOf = (days: string): string => `date '1970-01-01' + ${days}::int`

const columnsOf = ([name, , kind]: Field, at: number): string => {
  const of = (part: string): string => valueOf(at, part)
  switch (kind) {
    case 'code':
      return `coalesce(${of('texts')}, ${of('numbers')}::text) as "${name}"`
    case 'number':
      return `${of('numbers')} as "${name}"`
    case 'quantity':
      return `${of('numbers')} as "${name}_number", ${of('texts')} as "${name}_code", ${of('units')} as "${name}_unit",
        case when ${of('kinds')} = 3 then (array['=', '<', '<=', '>', '>='])[coalesce(${of('relations')}, 0) + 1] end as "${name}_relation"`
    case 'limit':
      return `${of('numbers')} as "${name}",
        case when ${of('kinds')} in (2, 3) then (array['=', '<', '<=', '>', '>='])[coalesce(${of('relations')}, 0) + 1] end as "${name}_relation"`
    case 'moment':
      return `${columnsOf([name, name, 'day'], at)}, time '00:00' + make_interval(secs => ${of('times')}) as "${name}_time"`
    case 'day':
      return `${dayOf(of('days'))} as "${name}", ${of('offsets')} as "${name}_offset",
        case when ${of('kinds')} = 4 then (array['day', 'month', 'year'])[coalesce(${of('precisions')}, 0) + 1] end as "${name}_precision",
        case when ${of('kinds')} = 4 then coalesce(${of('imputed')}, 0) = 1 end as "${name}_imputed"`
  }
}

const receivedOf = ([, field, kind]: Field, at: number): string => {
  const of = (part: string): string => valueOf(at, part)
  const ofDay = [`(${dayOf(of('days'))})::text`, `${of('offsets')}::text`]
  const written = {
    code: [of('texts'), `${of('numbers')}::text`],
    number: [`${of('numbers')}::text`],
    limit: [`${of('numbers')}::text`],
    quantity: [of('texts'), `${of('numbers')}::text`],
    day: ofDay,
    moment: ofDay,
  }[kind]
  const unit = kind === 'quantity' ? `, 'unit', ${of('receivedUnits')}` : ''
  return `'${field}', case when ${of('kinds')} between 1 and 4
    then jsonb_strip_nulls(jsonb_build_object('text', coalesce(${[of('received'), ...written].join(', ')})${unit})) end`
}

const missingOf = ([, field]: Field, at: number): string =>
  `'${field}', case when ${valueOf(at, 'kinds')} > 4 then ${kindNamed(valueOf(at, 'kinds'))} end`

/** The rows of a domain: each subject of a block, its rows, the place of each field's value, the values, and what is said of them. */
export const domainView = ([table, domain, fields]: readonly [string, string, readonly Field[]]): string => {
  const path = (name: string): string => `'${domain}.${name}'`
  const each = (told: (field: Field, at: number) => string): string => fields.map(told).join(',\n        ')
  return `
  create view "${table}" as
  select b.batch_id, own.subject_key, own.file_id, own."row", b.block, ${each(columnsOf)},
    jsonb_strip_nulls(jsonb_build_object(${each(receivedOf)})) as received,
    jsonb_strip_nulls(jsonb_build_object(${each(missingOf)})) as missing
  from shared_block b cross join lateral (
    ${apart} select subject_key, file_id, "row",
      ${each(([, field, kind], at) => partsOf[kind].map(part => `${partAt(part, path(field), `place${String(at)}`)} as ${valueOf(at, part)}`).join(', '))}
    from (
      ${apart} select subject_key, file_ids[files[least(at, cardinality(files))] + 1] as file_id,
        rows[block_place(cardinality(rows), row_count, at)] as "row",
        ${each((_, at) => `${valuePlace(String(at))} as place${String(at)}`)}
      from (
        ${apart} select subject_key, at, b.file_ids,
          ${ofBlock('block_whole(small, whole)', path('files'))} as files,
          ${ofBlock('block_whole(small, whole)', path('rows'))} as rows, ${ofBlock('count', path('rows'))} as row_count,
          ${each(([, field], at) => codeColumns(String(at), path(`${field}.codes`)))}
        from (
          select subject_key, generate_series(starts[at] + 1, starts[at + 1]) as at from (
            ${apart} select subject_key, at, (select shared_integers(b.batch_id, b.block, ${path('starts')})) as starts
            from (select unnest(b.keys) as subject_key, generate_series(1, b.subjects) as at) subject
          ) with_rows
        ) of_row
      ) held
    ) coded
  ) own`
}

/** Views by the names of before, with the columns of before. Who asks for one subject has the rows of no other unpacked. */
export const domainViews: readonly string[] = domains.map(domainView)

/** Views as they stood before this migration. */
export const formerDomainViews = `drop view ${domains.map(([table]) => `"${table}"`).join(', ')}`
