import { blocksOf } from './mapping-blocks.js'
import { fileOfPart } from './part-files.js'
import { madeOf } from './shaped-columns.js'
import { domainNames } from '../schema/domains.js'
import { droppedColumns, type SiteMapping } from '../language/site.js'
import type { FieldMapping } from '../language/mapping/field-mapping.js'
import type { MappingBlock } from '../language/mapping/block.js'

/** The columns of one export file that a mapping names, by what becomes of them. */
export interface MappedColumns {
  /** Null where the row's number is the subject's id. */
  readonly subject: string | null
  readonly link: string | null
  /** Initials, which only the mark of a person is made of. */
  readonly initials: string | null
  /** Direct identifiers that are dropped, and what an identifier is made of. */
  readonly drop: readonly string[]
  /** Columns whose values go on to harmonization: no other column does. */
  readonly through: readonly string[]
}

const unitColumn = (unit: unknown): readonly string[] =>
  typeof unit === 'object' && unit !== null && 'column' in unit && typeof unit.column === 'string' ? [unit.column] : []

const columnsOfField = (field: FieldMapping): readonly string[] => {
  if (typeof field === 'string') return [field]
  return 'column' in field ? [field.column, ...unitColumn(field.unit)] : []
}

const columnsOfBlock = (block: MappingBlock): readonly string[] => [
  ...Object.keys(block.when ?? {}),
  ...Object.values(block.fields).flatMap(columnsOfField),
  ...Object.entries(block.wide ?? {}).flatMap(([column, own]) => [column, ...Object.values(own).flatMap(unitColumn)]),
]

/** The columns that a site's mapping names in one of its files. */
export const mappedColumns = (mapping: SiteMapping, fileId: string): MappedColumns => {
  const file = mapping.files[fileId]
  const { nonIdentifying, link, initials } = mapping.identifiers
  const subject = file === undefined || file.subject === 'row number' ? null : file.subject.column
  const own = fileOfPart(fileId)
  const linkColumn = link?.file === own ? link.column : null
  const ownInitials = initials?.file === own ? initials.column : null
  const dropped = droppedColumns(mapping)[fileId] ?? []
  const { dataDate } = mapping
  const hasDay = typeof dataDate === 'object' && 'column' in dataDate && dataDate.file === own
  const dayColumn = hasDay ? [dataDate.column] : []
  const blocks = domainNames.flatMap(domain => blocksOf(mapping, domain)).filter(({ from }) => from === fileId)
  const named = blocks.flatMap(columnsOfBlock)
  const identifying = [nonIdentifying ? null : subject, linkColumn, ownInitials, ...dropped].filter(
    column => column !== null,
  )
  // What an id was made of is one too, in another writing.
  const drop = [...new Set([...dropped, ...madeOf(file ?? {}, identifying)])]
  const through = [...new Set([...named, ...dayColumn])].filter(
    column => !identifying.includes(column) && !drop.includes(column),
  )
  return { subject, link: linkColumn, initials: ownInitials, drop, through }
}
