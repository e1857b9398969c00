import { apart } from './0024-column-functions.js'
import { namedItems, numbers, subjects, subsequent, texts, therapies } from './0025-derived-values.js'

// A subject has the places from where it starts to where the next one does; without starts it has one place, whose row is 0 where it has none.
const placesOf = (sources: string, item: string): string => {
  const own = (part: string): string =>
    `(select cohort_sources(b.content, b.range, ${sources}, '${part}', b.low, b.high)) as ${part}`
  return `(
    ${apart} select subject_key, item, place - start - 1 as sequence, sites[file::int + 1] as site, ids[file::int + 1] as file_id, "row"::int as "row"
    from (
      ${apart} select subject_key, item, start, place, sites, ids, rows[place - first] as "row", coalesce(files[place - first], one_file) as file
      from (
        select subject_key, item, start, first, sites, ids, rows, files, one_file, generate_series(start + 1, stop) as place from (
          ${apart} select subject_key, sites, ids, rows, files, one_file, ${item} as item, coalesce(starts[1], 0)::int as first,
            coalesce(starts[at], at - 1)::int as start, coalesce(starts[at + 1], at)::int as stop
          from (
            ${apart} select subject_key, at, ${therapies}, ${numbers(`${subsequent} -> 'codes'`)} as therapy,
              ${texts("b.facts -> 'files'", 'site')} as sites, ${texts("b.facts -> 'files'", 'fileId')} as ids,
              (select (${sources} ->> 'file')::int) as one_file, ${numbers(`${sources} -> 'starts'`, 1)} as starts, ${own('rows')}, ${own('files')}
            from ${subjects}
          ) found
        ) with_places
      ) of_place
    ) with_rows
    where "row" <> 0
  ) own`
}

const kinds = [
  ['variable', 'variables', 'name'],
  ['endpoint', 'endpoints', 'id'],
  ['response', 'responses', 'target'],
  ['grade', 'worstGrades', 'category'],
] as const

const items = kinds
  .map(
    ([derived, list, name]) => `
    select '${derived}' as derived, name, node -> 'sources' as sources from ${namedItems(list, name)} of`,
  )
  .join(' union all')

/** The rows behind what was derived of the subjects of a source of ranges. */
export const lineage = (source: string): string => `
  select b.content, own.subject_key, item.derived, item.name as item, own.sequence, own.site, own.file_id, own."row"
  from ${source} b cross join lateral (${items}
  ) item cross join lateral ${placesOf('item.sources', 'null::text')}
  union all
  select b.content, own.subject_key, 'subsequent', own.item, own.sequence, own.site, own.file_id, own."row"
  from ${source} b cross join lateral ${placesOf(`(${subsequent} -> 'sources')`, 'therapies[therapy[at]::int + 1]')}
  where json_typeof(${subsequent}) = 'object'`
