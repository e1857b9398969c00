import type { TableColumn } from '../../../sources/column-table.js'
import type { MetCells } from '../met-cells.js'
import type { IdNumbers } from './id-numbers.js'
import { isUsualId } from './usual-id.js'
import type { IdReading, readSubjectId, SubjectId } from './subject-id.js'

/** The ids of one column, read once for each distinct cell. */
export interface ReadIds {
  readonly column: TableColumn
  readonly met: MetCells
  /** Of each distinct cell the number of its id, -1 where it is none. */
  readonly numbers: Int32Array
  /** How distinct cells were read that are no id, or one to be asked about. */
  readonly strange: ReadonlyMap<number, SubjectId>
}

/** Reads the ids of a column; those that are met first get the next numbers. */
export const readIds = (
  column: TableColumn,
  met: MetCells,
  read: typeof readSubjectId,
  reading: IdReading,
  ids: IdNumbers,
): ReadIds => {
  const numbers = new Int32Array(column.cells.length).fill(-1)
  const strange = new Map<number, SubjectId>()
  const found: string[] = []
  let own = ids.ids.length === 0
  for (let at = 0; at < met.codes.length; at += 1) {
    const code = met.codes[at]!
    const cell = column.cells[code]!
    if (cell.kind === 'text' && isUsualId(cell.text)) {
      numbers[code] = found.push(cell.text) - 1
      continue
    }
    const id = read(cell, reading)
    if ('fault' in id || id.doubt !== undefined || id.misspelt === true) strange.set(code, id)
    if ('fault' in id) continue
    numbers[code] = found.push(id.id) - 1
    own &&= cell.kind === 'text' && cell.text === id.id
  }
  // Distinct texts that are ids as they stand are distinct ids.
  if (own) ids.begin(found)
  else for (const code of met.codes) if (numbers[code] !== -1) numbers[code] = ids.of(found[numbers[code]!]!)
  return { column, met, numbers, strange }
}
