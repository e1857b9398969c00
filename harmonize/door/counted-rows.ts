import { domainNames } from '../../protocol/schema/domains.js'
import { blocksOf } from '../../protocol/facts/mapping-blocks.js'
import type { FieldMapping } from '../../protocol/language/mapping/field-mapping.js'
import type { MappingBlock } from '../../protocol/language/mapping/block.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { ColumnTable, TableColumn } from '../../sources/column-table.js'
import { codeAt } from '../codes.js'

const columnOf = (field: FieldMapping | undefined): string | null => {
  if (field === undefined || typeof field === 'string') return field ?? null
  return 'column' in field ? field.column : null
}

// Two lesions of one size, or two doses of one day, are two unless a number says that they are one.
const numberOf: Readonly<Record<string, (block: MappingBlock) => string | null | undefined>> = {
  tumour: ({ fields }) => columnOf(fields['lesion']),
  exposure: ({ fields }) => (fields['dose'] === undefined ? undefined : null),
}

const codeOf = (column: TableColumn | undefined, row: number): number =>
  column === undefined ? 0 : codeAt(column.codes, row)

const isWide = ({ wide }: MappingBlock): boolean => wide !== undefined

/**
 * Decides for a file's rows whether one that is equal to another may be a second thing rather than the same one delivered
 * twice: what it says is counted, and it has no number of its own.
 */
export const mayCountTwice = (
  mapping: SiteMapping,
  fileId: string,
  { header, columns }: Pick<ColumnTable, 'header' | 'columns'>,
): ((row: number) => boolean) => {
  if (mapping.files[fileId]?.rows === 'one a subject') return () => false
  const numbers = domainNames.flatMap(domain =>
    blocksOf(mapping, domain)
      .filter(block => block.from === fileId && !isWide(block))
      .map(block => numberOf[domain]?.(block))
      .filter(number => number !== undefined),
  )
  const places = numbers.map(number => (number === null ? -1 : header.indexOf(number)))
  return row => places.some(place => codeOf(columns[place], row) === 0)
}
