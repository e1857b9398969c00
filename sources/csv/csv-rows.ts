import type { FieldMeaning, MadeCell } from '../columns/column-builder.js'
import type { ReadRows } from '../columns/read-rows.js'
import { TableBuilder } from '../columns/table-builder.js'
import { Unreadable } from '../errors.js'
import { textCell } from '../received-cell.js'
import type { SourceIssue, SourceRow } from '../source-record.js'
import { mostColumns } from '../table-bounds.js'
import { type Told, told } from '../../words/told.js'
import type { ReadRecord } from './record-reader.js'
import { fieldTexts, rowsInside } from './rows-inside.js'
import { fieldText, overLines, type RecordFields } from './scan-record.js'
import { counted } from '../../words/counted.js'

// A spreadsheet shows what stands in the quotes of ="00123".
const formula = /^="([^"]*)"$/

/** The cell of a received text of a text file. */
export const csvCell = (text: string): MadeCell => {
  const shown = formula.exec(text)?.[1]
  return { cell: textCell(shown ?? text), formula: shown !== undefined }
}

/** What the fields of a text file mean: each is its own text. */
export const csvMeaning: FieldMeaning = { make: csvCell, textTag: 0 }

// Bytes that no field of spaces begins with.
const ink = new Uint8Array(256).fill(1, 0x21, 0x7f)

const isBlank = (bytes: Uint8Array, fields: RecordFields, from: number): boolean => {
  for (let field = from; field < fields.count; field += 1) {
    if (fields.starts[field] === fields.ends[field]) continue
    if (ink[bytes[fields.starts[field]!]!] === 1 || fieldText(bytes, fields, field).trim() !== '') return false
  }
  return true
}

/** How a table's rows are read: its width, how many records stand above them. */
export interface CsvLayout {
  readonly width: number
  readonly headerRow: number
  readonly delimiter: string
}

/** Makes a table of records by the rules of text files; records come one by one. */
export class CsvRows {
  private readonly builder: TableBuilder
  private records = 0
  private readonly issues: SourceIssue[] = []
  private readonly ragged: SourceRow[] = []
  /** Whether each ragged row has one field more than the header. */
  private oneMore = true
  private lastCount = 0
  private lastBlank = true

  constructor(private readonly layout: CsvLayout) {
    this.builder = new TableBuilder(layout.width, csvMeaning)
  }

  /** Takes the next record. */
  take(record: ReadRecord): void {
    const { bytes, fields, fault } = record
    const { width, headerRow } = this.layout
    this.records += 1
    const { count } = fields
    this.lastCount = count
    if (this.records <= headerRow) {
      this.lastBlank = isBlank(bytes, fields, 0)
      return
    }
    if (fault === null && count === width && this.isSimple(bytes, fields)) {
      this.lastBlank = false
      this.add(bytes, fields)
      return
    }
    this.lastBlank = isBlank(bytes, fields, 0)
    if (fault === null && this.lastBlank) return
    const why = fault ?? this.faultOf(bytes, fields)
    if (why === null) this.add(bytes, fields)
    else this.addIssue(bytes, fields, why)
  }

  /** The table once all records came; what is wrong with the whole file is thrown. */
  end(endsLine: boolean): ReadRows {
    const { width } = this.layout
    if (!endsLine && !this.lastBlank && this.lastCount < width) {
      throw new Unreadable(
        told`the file is cut off in row ${this.records}: ${this.lastCount} of ${counted(width, told`cell`)} and no line end`,
      )
    }
    const { builder, issues, ragged } = this
    this.refuseAllRagged()
    const formulas = builder.columns.reduce((sum, column) => sum + column.formulas, 0)
    const notes =
      formulas > 0
        ? [
            told`${counted(formulas, told`cell`)} written as ="…" ${formulas === 1 ? 'was' : 'were'} read as ${formulas === 1 ? 'its' : 'their'} text`,
          ]
        : []
    return { ...builder.end(), issues, ragged, notes }
  }

  // As many fields as the header has, something written in the first that is filled, no line break in quotes.
  private isSimple(bytes: Buffer, { count, starts, ends, all }: RecordFields): boolean {
    if ((all & overLines) !== 0) return false
    let field = 0
    while (field < count && ends[field] === starts[field]) field += 1
    return field < count && ink[bytes[starts[field]!]!] === 1
  }

  private add(bytes: Buffer, { starts, ends }: RecordFields): void {
    const { builder } = this
    const { columns, filled } = builder
    const fields = builder.fieldsIn(bytes)
    for (let place = 0; place < columns.length; place += 1) {
      const column = columns[place]!
      const start = starts[place]!
      const end = ends[place]!
      column.codes[filled] = start === end ? 0 : column.codeOf(fields, start, end, 0)
    }
    builder.endRow(this.records)
  }

  private faultOf(bytes: Buffer, fields: RecordFields): Told | null {
    const { width, delimiter } = this.layout
    const { count, kinds } = fields
    if (count < width || !isBlank(bytes, fields, width))
      return told`${counted(count, told`cell`)} where the header has ${width}`
    if (!kinds.subarray(0, count).some(kind => (kind & overLines) !== 0)) return null
    const inside = rowsInside(fieldTexts(bytes, fields), delimiter, width)
    return inside > 0
      ? told`a quoted cell goes on over ${inside} lines that look like rows: its quote was not closed`
      : null
  }

  private addIssue(bytes: Buffer, fields: RecordFields, message: Told): void {
    this.issues.push({ row: this.records, column: null, kind: 'ragged row', message })
    const kept = { ...fields, count: Math.min(fields.count, mostColumns) }
    this.ragged.push({ row: this.records, cells: fieldTexts(bytes, kept).map(textCell) })
    if (fields.count !== this.layout.width + 1) this.oneMore = false
  }

  // R names the rows of a table in a first column that has no name.
  private refuseAllRagged(): void {
    const [first] = this.issues
    if (this.builder.count > 0 || first === undefined) return
    const likely = this.oneMore
      ? told`a first column without a name is how R writes row names: export without them (row.names = FALSE)`
      : told`is the delimiter, or the header's row, another than the mapping says?`
    throw new Unreadable(
      told`none of its ${counted(this.issues.length, told`row`)} can be read; row ${first.row}: ${first.message}; ${likely}`,
    )
  }
}
