import type { TableColumn } from '../../../sources/column-table.js'
import type { MetCells } from '../met-cells.js'
import type { IdNumbers } from './id-numbers.js'
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
  for (const code of met.codes) {
    const id = read(column.cells[code], reading)
    if ('id' in id) numbers[code] = ids.of(id.id)
    if ('fault' in id || id.doubt !== undefined || id.misspelt === true) strange.set(code, id)
  }
  return { column, met, numbers, strange }
}
