import type { FieldMeaning } from '../columns/column-builder.js'
import type { ReadRows } from '../columns/read-rows.js'
import { TableBuilder } from '../columns/table-builder.js'
import { Unreadable } from '../errors.js'
import { mergedCell } from '../received-cell.js'
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
const [typeBits, hasFormula, changes, styleShift, textTag, covered] = [7, 8, 16, 5, 6, 7]

const nothing = Buffer.alloc(0)

// Any formula, where its words do not matter.
const someFormula = 'A1'
const formulaOfToday = 'TODAY()'

const cellMeaning = ({ styles, strings, epoch }: SheetMeaning): FieldMeaning => ({
  textTag,
  make: (written, tag) => {
    const type = tag & typeBits
    if (tag === textTag) return { cell: { kind: 'text', text: written }, formula: false }
    if (type === covered) return { cell: mergedCell, formula: false }
    const style = styles.styles[tag >>> styleShift] ?? plainStyle
    const value = storedValue(written, type, style, strings, epoch)
    const formula = (tag & changes) !== 0 ? formulaOfToday : (tag & hasFormula) !== 0 ? someFormula : undefined
    const detail =
      type === cellTypes.error || formula !== undefined
        ? { type: type === cellTypes.error ? 'error' : 'formula', ...(formula === undefined ? {} : { formula }) }
        : undefined
    return { cell: workbookCell(value, { detail, format: style.format ?? undefined, epoch }), formula: false }
  },
})

/** Makes a table of a sheet's cells by the rules of workbooks. */
export class SheetRows implements SheetTaker {
  private readonly builder: TableBuilder
  private current = -1
  private filled = false

  constructor(
    private readonly meaning: SheetMeaning,
    private readonly width: number,
    /** The first row below the header, from 0. */
    private readonly first: number,
    private readonly merged: CoveredColumns,
  ) {
    this.builder = new TableBuilder(width, cellMeaning(meaning))
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
    if (!own || (length === 0 && !cell.formula && type < cellTypes.boolean)) return true
    const { builder } = this
    const into = builder.columns[column]!
    into.codes[builder.filled] = into.codeOf(builder.fieldsIn(bytes), cell.start, cell.end, this.tagOf(cell))
    return true
  }

  /** Ends the sheet, and gives its table. */
  end(): Pick<ReadRows, 'rows' | 'columns'> {
    this.endRow()
    return this.builder.end()
  }

  private begin(row: number): void {
    this.endRow()
    if (row < this.current) throw new Unreadable(told`its rows are not in order, as those of every workbook are`)
    this.current = row
    this.filled = false
    const { filled, columns } = this.builder
    for (const column of columns) column.codes[filled] = 0
  }

  private endRow(): void {
    const { current, builder } = this
    if (current < this.first) return
    const columns = this.merged.of(current)
    if (!this.filled) return
    for (const column of columns) {
      const into = builder.columns[column]!
      into.codes[builder.filled] = into.codeOf(builder.fieldsIn(nothing), 0, 0, covered)
    }
    builder.endRow(current + 1)
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
