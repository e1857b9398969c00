import type { ColumnTable } from '../column-table.js'
import { usualChunk } from './chunked-codes.js'
import { ColumnBuilder, type FieldMeaning } from './column-builder.js'
import { CountedRows } from './counted-rows.js'
import { type FieldBytes, fieldBytes } from './field-bytes.js'
import { bytesLeft } from './long-fields.js'

// Codes of so many rows are put in at once, and of fewer where the table is wide: they stay in a cache.
const [mostRows, mostCells] = [1 << 12, 1 << 17]

// So many cells have chunks of the usual size: of a wider table each column begins with less.
const chunkCells = 1 << 24

/** Collects the rows of a table, column by column; the codes of a row's cells are filled in before its number is. */
export class TableBuilder {
  readonly columns: readonly ColumnBuilder[]
  /** The place of the next row among the codes that are being filled in. */
  filled = 0
  /** How many rows there are. */
  count = 0
  private readonly numbers: Int32Array
  private fields = fieldBytes(Buffer.alloc(0))
  private readonly rows = new CountedRows()

  constructor(width: number, meaning: FieldMeaning) {
    const rowsAtOnce = Math.max(1, Math.min(mostRows, Math.floor(mostCells / Math.max(1, width))))
    const chunkRows = Math.max(1, Math.min(usualChunk, Math.floor(chunkCells / Math.max(1, width))))
    const room = bytesLeft()
    this.columns = Array.from({ length: width }, () => new ColumnBuilder(meaning, rowsAtOnce, chunkRows, room))
    this.numbers = new Int32Array(rowsAtOnce)
  }

  /** Looks at bytes in which fields stand; most often they are the ones of before. */
  fieldsIn(bytes: Buffer): FieldBytes {
    if (this.fields.bytes !== bytes) this.fields = fieldBytes(bytes)
    return this.fields
  }

  /** Ends a row. */
  endRow(row: number): void {
    this.numbers[this.filled] = row
    this.filled += 1
    this.count += 1
    if (this.filled === this.numbers.length) this.take()
  }

  /** The table's rows; nothing is taken after it. */
  end(): Pick<ColumnTable, 'rows' | 'columns'> {
    this.take()
    return {
      rows: this.rows.end(),
      columns: this.columns.map(column => column.end(this.count)),
    }
  }

  private take(): void {
    for (const column of this.columns) column.takeCodes(this.filled)
    this.rows.put(this.numbers.subarray(0, this.filled))
    this.filled = 0
  }
}
