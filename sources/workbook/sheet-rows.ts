import { BatchBuilder } from '../batches/batch-builder.js'
import { hashSeed } from '../batches/field-hash.js'
import type { MadeCell } from '../batches/column-dictionary.js'
import type { TableBatch } from '../batches/table-batch.js'
import { Unreadable } from '../errors.js'
import { faultyCell } from '../received-cell.js'
import { told } from '../../words/told.js'
import { type CellStyles, placeOfStyle, plainStyle } from './cell-styles.js'
import type { CoveredColumns } from './merged-cells.js'
import type { SharedStrings } from './shared-strings.js'
import { cellTypes, type ScannedCell, type SheetTaker } from './scanned-cell.js'
import { storedValue } from './stored-value.js'
import { changesByTheDay, workbookCell } from './workbook-cell.js'

/** What the cells of a workbook's sheet mean: its styles, shared texts and count of days. */
export interface SheetMeaning {
  readonly styles: CellStyles
  readonly strings: SharedStrings
  readonly epoch: 1900 | 1904
}

// A cell's tag is what its meaning depends on besides what is written: its type, its formula, its style.
const [typeBits, hasFormula, changes, styleShift, covered] = [7, 8, 16, 5, 7]

const nothing = new Uint8Array()

// Any formula, where its words do not matter.
const someFormula = 'A1'
const formulaOfToday = 'TODAY()'

const cellMaker =
  ({ styles, strings, epoch }: SheetMeaning) =>
  (written: string, tag: number): MadeCell => {
    const type = tag & typeBits
    if (type === covered) return { cell: faultyCell(told`below or right of a merged cell`), formula: false }
    const style = styles.styles[tag >>> styleShift] ?? plainStyle
    const value = storedValue(written, type, style, strings, epoch)
    const formula = (tag & changes) !== 0 ? formulaOfToday : (tag & hasFormula) !== 0 ? someFormula : undefined
    const detail =
      type === cellTypes.error || formula !== undefined
        ? { type: type === cellTypes.error ? 'error' : 'formula', ...(formula === undefined ? {} : { formula }) }
        : undefined
    return { cell: workbookCell(value, { detail, format: style.format ?? undefined, epoch }), formula: false }
  }

/** Makes batches of a sheet's cells by the rules of workbooks; each is taken when it is full. */
export class SheetRows implements SheetTaker {
  /** Batches that are full. */
  ready: TableBatch[] = []
  rows = 0
  private readonly builder: BatchBuilder
  /** The place of each column among those that are asked for; -1 where it is not. */
  private readonly placeOf: Int32Array
  private current = -1
  private filled = false

  constructor(
    private readonly meaning: SheetMeaning,
    private readonly width: number,
    /** The first row below the header, from 0. */
    private readonly first: number,
    private readonly merged: CoveredColumns,
    asked: ReadonlySet<number> | undefined,
  ) {
    this.builder = new BatchBuilder(width, asked, cellMaker(meaning))
    this.placeOf = new Int32Array(width).fill(-1)
    for (const [place, column] of this.builder.asked.entries()) this.placeOf[column] = place
  }

  /** Takes the beginning of a row. */
  row(row: number): void {
    if (row !== this.current) this.begin(row)
  }

  /** Takes the next cell. */
  cell(bytes: Buffer, cell: ScannedCell): boolean {
    const { row, column, type } = cell
    if (row !== this.current) this.begin(row)
    if (row < this.first) return true
    const own = column < this.width
    const length = cell.end - cell.start
    if (!this.filled) this.filled = this.fills(bytes, cell, own)
    const place = own ? this.placeOf[column]! : -1
    if (place < 0 || (length === 0 && !cell.formula && type < cellTypes.boolean)) return true
    const tag = this.tagOf(cell)
    const code = this.builder.dictionaries[column]!.codeOf(bytes, cell.start, cell.end, cell.hash, tag)
    this.builder.codesOf(place)[this.builder.filled] = code
    return true
  }

  /** Ends the sheet. */
  end(): void {
    this.endRow()
    if (this.builder.filled > 0) this.ready.push(this.builder.take())
  }

  private begin(row: number): void {
    this.endRow()
    if (row < this.current) throw new Unreadable(told`its rows are not in order, as those of every workbook are`)
    this.current = row
    this.filled = false
    const { filled, asked } = this.builder
    for (let place = 0; place < asked.length; place += 1) this.builder.codesOf(place)[filled] = 0
  }

  private endRow(): void {
    const { current, builder } = this
    if (current < this.first) return
    const columns = this.merged.of(current)
    if (!this.filled) return
    for (const column of columns) {
      const place = this.placeOf[column]!
      if (place >= 0)
        builder.codesOf(place)[builder.filled] = builder.dictionaries[column]!.codeOf(nothing, 0, 0, hashSeed, covered)
    }
    this.rows += 1
    if (builder.endRow(current + 1)) this.ready.push(builder.take())
  }

  // Whether a cell makes its row one: anything that is stored, or a formula or an error below the header.
  private fills(bytes: Buffer, { type, start, end, formula }: ScannedCell, own: boolean): boolean {
    if (type === cellTypes.boolean || (own && (formula || type === cellTypes.error))) return true
    if (end === start) return false
    if (type === cellTypes.number || type === cellTypes.error) return true
    return storedValue(bytes.toString('utf8', start, end), type, plainStyle, this.meaning.strings, 1900) !== ''
  }

  private tagOf({ type, style, formula, formulaText }: ScannedCell): number {
    const shown = type === cellTypes.number ? placeOfStyle(this.meaning.styles, style) : 0
    const byFormula = !formula ? 0 : changesByTheDay.test(formulaText) ? hasFormula | changes : hasFormula
    return type | byFormula | (shown << styleShift)
  }
}
