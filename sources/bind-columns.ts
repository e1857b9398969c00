import { mappedColumns } from '../protocol/facts/mapped-columns.js'
import { addedColumns, joinKeys, joinsOf, joinTaken, shapedColumns } from '../protocol/facts/shaped-columns.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { ExportUnreadable, MappingIncomplete } from './errors.js'
import { mappingGap, plainHeader } from './mapping-gap.js'
import type { TableHead } from './column-table.js'
import { fileOfPart } from '../protocol/facts/part-files.js'
import { literalsOf, type Told, told, toldLiteral } from '../words/told.js'
import { counted } from '../words/counted.js'

// What another file of the site takes of this one by a join.
const takenByOthers = ({ files }: SiteMapping, fileId: string): readonly string[] =>
  Object.values(files)
    .flatMap(joinsOf)
    .filter(({ file }) => file === fileOfPart(fileId))
    .flatMap(join => [...joinKeys(join), ...joinTaken(join)].map(([, theirs]) => theirs))

const namedColumns = (mapping: SiteMapping, fileId: string): readonly string[] => {
  const { subject, link, initials, drop, through } = mappedColumns(mapping, fileId)
  const file = mapping.files[fileId] ?? {}
  const added = new Set(addedColumns(file))
  const mapped = [subject, link, initials, ...drop, ...through, ...takenByOthers(mapping, fileId)].filter(
    column => column !== null && !added.has(column),
  )
  return [...new Set([...mapped, ...shapedColumns(file)])].filter(column => column !== null)
}

interface Places {
  /** For each column that the mapping names, the places of the headers that are it. */
  readonly of: (column: string) => readonly number[]
}

const placesIn = (header: readonly string[]): Places => {
  const places = new Map<string, number[]>()
  for (const [index, name] of header.entries()) {
    places.set(plainHeader(name), [...(places.get(plainHeader(name)) ?? []), index])
  }
  const written = (column: string): readonly number[] => {
    const found = places.get(plainHeader(column)) ?? []
    const exact = found.filter(index => header[index] === column)
    return exact.length === 1 ? exact : found
  }
  return {
    of: column => {
      const found = written(column)
      if (found.length > 0) return found
      // One of several columns that have the same header, by its place among them.
      const [, name = '', place = ''] = /^(.+)#([1-9]\d*)$/su.exec(column) ?? []
      return written(name).slice(Number(place) - 1, Number(place))
    },
  }
}

const doubled = (column: Told, count: number, site: string, fileName: Told): ExportUnreadable =>
  new ExportUnreadable(
    site,
    fileName,
    told`the header '${column}' stands over ${count} columns, and the mapping cannot tell which it means; name one by its place, '${column}#1' or '${column}#2', or give the header two rows (\`header: [1, 2]\`)`,
  )

/** The places in a header, from 0, that hold columns which the mapping names in a file. */
export const namedPlaces = (header: readonly string[], mapping: SiteMapping, fileId: string): ReadonlySet<number> =>
  new Set(namedColumns(mapping, fileId).flatMap(placesIn(header).of))

/**
 * Finds every column that the mapping names in a table's header and gives it the mapping's spelling; missing ones
 * refuse the file, all named at once, as does a doubled one.
 */
export const bindColumns = <Table extends TableHead>(
  table: Table,
  mapping: SiteMapping,
  fileId: string,
  fileName: Told,
): Table => {
  const named = namedColumns(mapping, fileId)
  const places = placesIn(table.header)
  if (named.some(column => places.of(column).length === 0)) {
    throw new MappingIncomplete(
      mapping.site,
      fileName,
      mappingGap(table, named, mapping.files[fileId] ?? { header: 1 }),
    )
  }
  const header = [...table.header]
  for (const column of named) {
    const [place, second] = places.of(column)
    if (second !== undefined)
      throw doubled(toldLiteral(column, literalsOf(mapping)), places.of(column).length, mapping.site, fileName)
    if (place !== undefined) header[place] = column
  }
  const respelt = header.filter((name, index) => name !== table.header[index]).length
  if (respelt === 0) return table
  return {
    ...table,
    header,
    notes: [
      ...table.notes,
      told`${counted(respelt, told`header`)} ${respelt === 1 ? 'is' : 'are'} spelt otherwise than in the mapping`,
    ],
  }
}
