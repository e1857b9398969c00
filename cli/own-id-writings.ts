import type { ExportFile } from '../protocol/language/mapping/export-file.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { madeId } from '../sources/shape/made-id.js'
import { partOfCell } from '../sources/shape/part-of-cell.js'
import { highestPart } from '../sources/shape/shape-table.js'
import type { Cell } from '../sources/source-record.js'

// What is put together of several columns is typed as it stands together.
const madeOfCell = (file: ExportFile, column: string, typed: Cell): Cell => {
  const made = file.columns?.[column]
  if (made === undefined || 'join' in made) return typed
  const from = madeOfCell(file, made.from, typed)
  return 'split' in made ? partOfCell(made, highestPart(file.columns ?? {}, made), new Set())(from) : madeId(made)(from)
}

const idColumn = ({ subject }: ExportFile): string | null =>
  typeof subject === 'object' && 'column' in subject ? subject.column : null

/** A hospital's id as it was typed, and as each file of its site makes an id of a cell in which this stands. */
export const ownIdWritings = (mapping: Pick<SiteMapping, 'files'>, own: string): readonly string[] => {
  const made = Object.values(mapping.files).flatMap(file => {
    const column = idColumn(file)
    const cell = column === null ? null : madeOfCell(file, column, { kind: 'text', text: own })
    return cell?.kind === 'text' ? [cell.text] : []
  })
  return [...new Set([own, ...made])]
}
