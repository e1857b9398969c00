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

const tooMany = (): Unreadable => new Unreadable(told`it merges more than ${mostCells} cells, as no table does`)

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
        if (steps > mostCells) throw tooMany()
        if (row !== startRow || column !== startCol) covered.set(`${row},${column}`, [startRow, startCol])
      }
    }
  }
  return covered
}

const columnOf = (letters: string): number =>
  Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

const reference = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i

/** The rectangle of a range such as `A1:B3`; null where it is none. */
export const rangeOf = (written: string): MergedCells | null => {
  const [, left = '', top = '', right = left, bottom = top] = reference.exec(written.trim()) ?? []
  if (left === '') return null
  return { startRow: Number(top) - 1, startCol: columnOf(left), endRow: Number(bottom) - 1, endCol: columnOf(right) }
}

/** Says row by row which columns are covered by merged cells; rows have to come in order. */
export class CoveredColumns {
  private readonly coming: MergedCells[]
  private open: readonly MergedCells[] = []
  private steps = 0

  constructor(
    merges: readonly MergedCells[],
    private readonly width: number,
  ) {
    this.coming = [...merges].sort((a, b) => b.startRow - a.startRow)
  }

  /** The columns of a row that are covered. */
  of(row: number): readonly number[] {
    const { coming, width } = this
    if (this.open.length === 0 && (coming.length === 0 || coming.at(-1)!.startRow > row)) return []
    const open = [...this.open]
    while (coming.length > 0 && coming.at(-1)!.startRow <= row) open.push(coming.pop()!)
    this.open = open.filter(({ endRow }) => endRow >= row)
    const columns: number[] = []
    for (const { startRow, startCol, endCol } of this.open) {
      for (let column = startCol; column <= Math.min(endCol, width - 1); column += 1) {
        this.steps += 1
        if (row !== startRow || column !== startCol) columns.push(column)
      }
      if (this.steps > mostCells) throw tooMany()
    }
    return columns
  }
}
