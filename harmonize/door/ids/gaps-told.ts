import type { ColumnTable } from '../../../sources/column-table.js'
import type { Cell } from '../../../sources/source-record.js'
import { told } from '../../../words/told.js'
import { codeAt } from '../../codes.js'
import { columnAt, firstFilled } from '../column-at.js'
import type { DoorPlaces } from '../door-places.js'
import { nobodysRow, type NobodysRow } from '../row-of-nobody.js'
import type { ReadIds } from './read-ids.js'
import type { SubjectFault } from './subject-id.js'

const notRepeated: SubjectFault = {
  fault: 'blank-id',
  message: told`no id in this row, though the row above has one: an id that is written once for several rows, or merged over them, is filled down only where the mapping says so: list the column under \`fillDown\` of the file, or ask for the id in each row`,
}

const isGap = (cell: Cell): boolean =>
  cell.kind === 'empty' || (cell.kind === 'error' && cell.text.includes('merged cell'))

/**
 * Tells of rows without an id what they are besides: a row of nobody, or one below an id, which is most likely the id of
 * the group and is not guessed.
 */
export const gapsTold = (
  table: ColumnTable,
  { through }: DoorPlaces,
  { column, met, numbers }: ReadIds,
): ReadonlyMap<number, SubjectFault> => {
  const gapsOfRows = new Map<number, SubjectFault>()
  const gaps = new Set<number>()
  for (let code = 0; code < column.cells.length; code += 1) {
    if (met.firstRow[code] !== -1 && isGap(column.cells[code]!)) gaps.add(code)
  }
  if (gaps.size === 0) return gapsOfRows
  const passing = through.map(({ index }) => columnAt(table, index).codes)
  const nobodys = new Map<Cell, NobodysRow | null>()
  const nobodysOf = (row: number): NobodysRow | null => {
    const first = firstFilled(table, row)
    if (first === undefined) return null
    const known = nobodys.get(first)
    if (known !== undefined) return known
    const found = nobodysRow(first)
    nobodys.set(first, found)
    return found
  }
  let below = false
  for (let row = 0; row < column.codes.length; row += 1) {
    const code = codeAt(column.codes, row)
    if (!gaps.has(code)) {
      below = numbers[code] !== -1
      continue
    }
    const nobody = nobodysOf(row)
    if (nobody !== null) gapsOfRows.set(row, nobody)
    else if (below && passing.some(codes => codeAt(codes, row) !== 0)) gapsOfRows.set(row, notRepeated)
  }
  return gapsOfRows
}
