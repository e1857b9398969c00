import { emptyCell } from '../received-cell.js'
import type { ColumnBatch, TableBatch } from './table-batch.js'
import { type CellMaker, ColumnDictionary } from './column-dictionary.js'

// A batch has at most so many rows, and fewer where the table is wide.
const [mostRows, mostCells] = [10_000, 1 << 19]

// All columns together remember no more than this.
const mostHeld = 24 << 20

const notAsked: ColumnBatch = { codes: new Int32Array(), cells: [emptyCell] }

/** Collects rows into batches; the fields of a row are put in column by column before its number is. */
export class BatchBuilder {
  /** For each position of the header its distinct cells; null where the column is not asked for. */
  readonly dictionaries: readonly (ColumnDictionary | null)[]
  /** The positions that are asked for. */
  readonly asked: readonly number[]
  /** How many rows the batch has that is being filled. */
  filled = 0
  private readonly room: number
  private rows: Int32Array
  private codes: Int32Array[]

  constructor(width: number, asked: ReadonlySet<number> | undefined, maker: CellMaker) {
    this.asked = Array.from({ length: width }, (_, column) => column).filter(column => asked?.has(column) ?? true)
    const own = new Set(this.asked)
    this.dictionaries = Array.from({ length: width }, (_, column) =>
      own.has(column) ? new ColumnDictionary(maker) : null,
    )
    this.room = Math.max(1, Math.min(mostRows, Math.floor(mostCells / Math.max(1, this.asked.length))))
    this.rows = new Int32Array(this.room)
    this.codes = this.made()
  }

  /** The codes of one of the columns that are asked for, by its place among them. */
  codesOf(place: number): Int32Array {
    return this.codes[place]!
  }

  /** Ends a row; whether the batch is to be taken before the next. */
  endRow(row: number): boolean {
    this.rows[this.filled] = row
    this.filled += 1
    return this.filled === this.room || ((this.filled & 63) === 0 && this.held() > mostHeld)
  }

  /** The batch, and an empty one begins. */
  take(): TableBatch {
    const { filled, rows, codes } = this
    const whole = filled === this.room
    const columns = this.dictionaries.map(() => notAsked)
    for (const [place, column] of this.asked.entries()) {
      const own = codes[place]!
      columns[column] = { codes: whole ? own : own.slice(0, filled), cells: this.dictionaries[column]!.take() }
    }
    if (this.held() > mostHeld / 2) for (const column of this.asked) this.dictionaries[column]!.forget()
    this.filled = 0
    if (whole) {
      this.rows = new Int32Array(this.room)
      this.codes = this.made()
    }
    return { rows: whole ? rows : rows.slice(0, filled), columns }
  }

  private made(): Int32Array[] {
    return this.asked.map(() => new Int32Array(this.room))
  }

  private held(): number {
    let sum = 0
    for (const column of this.asked) sum += this.dictionaries[column]!.held
    return sum
  }
}
