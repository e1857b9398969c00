import type { TableColumn } from '../column-table.js'
import { Unreadable } from '../errors.js'
import { emptyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { told } from '../../words/told.js'
import type { ColumnBatch } from './table-batch.js'

type Codes = TableColumn['codes']

// What looks texts up has room for some 16 million of them.
const mostDistinct = 15_000_000

const narrow = (distinct: number, count: number): Codes => {
  if (distinct <= 2 ** 8) return new Uint8Array(count)
  return distinct <= 2 ** 16 ? new Uint16Array(count) : new Int32Array(count)
}

// What two cells have alike that are one; of a text its text says all.
const keyOf = (cell: Exclude<Cell, { readonly kind: 'empty' | 'text' }>): string => {
  if (cell.kind === 'number') {
    const { text, number, epoch, shown } = cell
    return `number ${number} ${epoch ?? ''} ${shown === true ? 'shown' : ''} ${text}`
  }
  return cell.kind === 'date' ? `date ${cell.date} ${cell.precision ?? ''} ${cell.text}` : `error ${cell.text}`
}

/** Collects the batches of one column to a whole one, whose distinct cells stand in the order in which they came. */
export class ColumnCollector {
  private readonly cells: Cell[] = [emptyCell]
  private readonly texts = new Map<string, number>()
  private readonly others = new Map<string, number>()
  private chunks: Codes[] = []

  /** Takes the column's part of the next batch. */
  take({ codes, cells }: ColumnBatch): void {
    const places = new Int32Array(cells.length)
    for (let code = 1; code < places.length; code += 1) places[code] = this.placeOf(cells[code]!)
    const chunk = narrow(this.cells.length, codes.length)
    for (let row = 0; row < chunk.length; row += 1) chunk[row] = places[codes[row]!]!
    this.chunks.push(chunk)
  }

  /** The whole column; nothing is taken after it. */
  end(rows: number): TableColumn {
    const codes = narrow(this.cells.length, rows)
    let at = 0
    for (const chunk of this.chunks) {
      codes.set(chunk, at)
      at += chunk.length
    }
    this.chunks = []
    this.texts.clear()
    this.others.clear()
    return { codes, cells: this.cells }
  }

  private placeOf(cell: Cell): number {
    if (cell.kind === 'empty') return 0
    return cell.kind === 'text' ? this.add(this.texts, cell.text, cell) : this.add(this.others, keyOf(cell), cell)
  }

  private add(known: Map<string, number>, key: string, cell: Cell): number {
    const before = known.get(key)
    if (before !== undefined) return before
    if (this.cells.length > mostDistinct) {
      throw new Unreadable(told`one of its columns has more than ${mostDistinct} distinct cells`)
    }
    const place = this.cells.push(cell) - 1
    known.set(key, place)
    return place
  }
}
