import { Unreadable } from '../errors.js'
import { told } from '../../words/told.js'

/** A rectangle of merged cells, all bounds from 0 and inclusive. */
export interface MergedCells {
  readonly startRow: number
  readonly startCol: number
  readonly endRow: number
  readonly endCol: number
}

const mostCells = 5_000_000

/** For each cell of a merged rectangle but its first, the place of that first cell; keys are `row,column`. */
export const coveredCells = (
  merges: readonly MergedCells[],
  rows: number,
  columns: number,
): ReadonlyMap<string, readonly [number, number]> => {
  const covered = new Map<string, readonly [number, number]>()
  let steps = 0
  for (const { startRow, startCol, endRow, endCol } of merges) {
    for (let row = startRow; row <= Math.min(endRow, rows - 1); row += 1) {
      for (let column = startCol; column <= Math.min(endCol, columns - 1); column += 1) {
        steps += 1
        if (steps > mostCells) throw new Unreadable(told`it merges more than ${mostCells} cells, as no table does`)
        if (row !== startRow || column !== startCol) covered.set(`${row},${column}`, [startRow, startCol])
      }
    }
  }
  return covered
}
