import { placeOfStyle, plainStyle } from './cell-styles.js'
import { joinHeader } from '../join-header.js'
import { mostTopRows } from '../top-rows.js'
import { coveredCells, type MergedCells } from './merged-cells.js'
import type { SheetMeaning } from './sheet-rows.js'
import type { ScannedCell, SheetTaker } from './scanned-cell.js'
import { storedValue, type StoredValue } from './stored-value.js'

const textOf = (value: StoredValue): string => {
  if (!(value instanceof Date)) return String(value ?? '')
  return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
}

/** Takes the first rows of a sheet as texts, down to its header and some below. */
export class SheetHead implements SheetTaker {
  private readonly texts: string[][] = []
  private width = 0
  private readonly enough: number

  constructor(
    private readonly meaning: SheetMeaning,
    headerRow: number,
  ) {
    this.enough = Math.max(mostTopRows, headerRow)
  }

  /** Takes the beginning of a row. */
  row(): void {
    // A row without cells is one that nobody sees.
  }

  /** Takes the next cell; whether more are needed. */
  cell(bytes: Buffer, { row, column, type, style, start, end }: ScannedCell): boolean {
    if (row >= this.enough) return false
    const { styles, strings, epoch } = this.meaning
    const shown = styles.styles[placeOfStyle(styles, style)] ?? plainStyle
    while (this.texts.length <= row) this.texts.push([])
    const own = this.texts[row]!
    while (own.length < column) own.push('')
    own[column] = textOf(storedValue(bytes.toString('utf8', start, end), type, shown, strings, epoch))
    this.width = Math.max(this.width, column + 1)
    return true
  }

  /** The rows as texts, all of one length. */
  top(): readonly (readonly string[])[] {
    return this.texts
      .slice(0, mostTopRows)
      .map(row => Array.from({ length: this.width }, (_, column) => row[column] ?? ''))
  }

  /** The header from its rows, which count from 1: a merged cell's text stands over all that it covers. */
  header(numbers: readonly number[], merges: readonly MergedCells[]): readonly string[] {
    const { texts, width } = this
    const covered = coveredCells(merges, texts.length, width)
    return joinHeader(
      numbers.map(number =>
        Array.from({ length: width }, (_, column) => {
          const [row, place] = covered.get(`${number - 1},${column}`) ?? ([number - 1, column] as const)
          return texts[row]?.[place] ?? ''
        }),
      ),
    )
  }
}
