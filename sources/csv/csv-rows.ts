import { BatchBuilder } from '../batches/batch-builder.js'
import type { MadeCell } from '../batches/column-dictionary.js'
import type { TableBatch, TableEnd } from '../batches/table-batch.js'
import { Unreadable } from '../errors.js'
import { textCell } from '../received-cell.js'
import type { SourceIssue, SourceRow } from '../source-record.js'
import { mostColumns } from '../table-bounds.js'
import { type Told, told } from '../../words/told.js'
import type { ReadRecord } from './record-reader.js'
import { fieldTexts, rowsInside } from './rows-inside.js'
import { fieldText, overLines, type RecordFields } from './scan-record.js'

// A spreadsheet shows what stands in the quotes of ="00123".
const formula = /^="([^"]*)"$/
const equals = 0x3d

/** The cell of a received text of a text file. */
export const csvCell = (text: string): MadeCell => {
  const shown = formula.exec(text)?.[1]
  return { cell: textCell(shown ?? text), formula: shown !== undefined }
}

// Bytes that no field of spaces begins with.
const ink = new Uint8Array(256).fill(1, 0x21, 0x7f)

const isBlank = (bytes: Uint8Array, fields: RecordFields, from: number): boolean => {
  for (let field = from; field < fields.count; field += 1) {
    if (fields.starts[field] === fields.ends[field]) continue
    if (ink[bytes[fields.starts[field]!]!] === 1 || fieldText(bytes, fields, field).trim() !== '') return false
  }
  return true
}

/** How a table's rows are read: its width, how many records stand above them, which columns become texts. */
export interface CsvLayout {
  readonly width: number
  readonly headerRow: number
  readonly delimiter: string
  readonly asked: ReadonlySet<number> | undefined
  /** How many issues and ragged rows are kept; beyond that they are counted. */
  readonly mostIssues: number
}

/** Makes batches of records by the rules of text files; records come one by one, and each batch is taken when it is full. */
export class CsvRows {
  private readonly builder: BatchBuilder
  private records = 0
  private rows = 0
  private issueCount = 0
  private readonly issues: SourceIssue[] = []
  private readonly ragged: SourceRow[] = []
  /** Formulas of columns that are not asked for. */
  private formulas = 0
  /** Whether each ragged row has one field more than the header. */
  private oneMore = true
  private lastCount = 0
  private lastBlank = true

  constructor(private readonly layout: CsvLayout) {
    this.builder = new BatchBuilder(layout.width, layout.asked, csvCell)
  }

  /** Takes the next record; whether a batch is full and has to be taken. */
  take(record: ReadRecord): boolean {
    const { bytes, fields, fault } = record
    const { width, headerRow } = this.layout
    this.records += 1
    const { count } = fields
    this.lastCount = count
    if (this.records <= headerRow) {
      this.lastBlank = isBlank(bytes, fields, 0)
      return false
    }
    if (fault === null && count === width && this.isSimple(bytes, fields)) {
      this.lastBlank = false
      return this.add(bytes, fields)
    }
    this.lastBlank = isBlank(bytes, fields, 0)
    if (fault === null && this.lastBlank) return false
    const why = fault ?? this.faultOf(bytes, fields)
    if (why === null) return this.add(bytes, fields)
    this.addIssue(bytes, fields, why)
    return false
  }

  /** The batch that is being filled. */
  takeBatch(): TableBatch | null {
    return this.builder.filled === 0 ? null : this.builder.take()
  }

  /** What is known once all records came; what is wrong with the whole file is thrown. */
  end(endsLine: boolean): TableEnd {
    const { width } = this.layout
    if (!endsLine && !this.lastBlank && this.lastCount < width) {
      throw new Unreadable(
        told`the file is cut off in row ${this.records}: ${this.lastCount} of ${width} cells and no line end`,
      )
    }
    const { rows, issues, issueCount, ragged } = this
    this.refuseAllRagged()
    const formulas = this.builder.asked.reduce(
      (sum, column) => sum + this.builder.dictionaries[column]!.formulas,
      this.formulas,
    )
    const notes = formulas > 0 ? [told`${formulas} cells written as ="…" were read as their text`] : []
    return { rows, issues, issueCount, ragged, notes }
  }

  // As many fields as the header has, something written in the first that is filled, no line break in quotes.
  private isSimple(bytes: Uint8Array, { count, starts, ends, kinds }: RecordFields): boolean {
    let inked = 0
    let kind = 0
    for (let field = 0; field < count; field += 1) {
      kind |= kinds[field]!
      if (inked === 0 && ends[field]! > starts[field]!) inked = ink[bytes[starts[field]!]!]!
    }
    return inked === 1 && (kind & overLines) === 0
  }

  private add(bytes: Uint8Array, { starts, ends, hashes }: RecordFields): boolean {
    const { builder } = this
    const { asked, dictionaries, filled } = builder
    for (let place = 0; place < asked.length; place += 1) {
      const column = asked[place]!
      const start = starts[column]!
      const end = ends[column]!
      builder.codesOf(place)[filled] =
        start === end ? 0 : dictionaries[column]!.codeOf(bytes, start, end, hashes[column]!, 0)
    }
    if (asked.length < dictionaries.length) this.countFormulas(bytes, starts, ends)
    this.rows += 1
    return builder.endRow(this.records)
  }

  private countFormulas(bytes: Uint8Array, starts: Int32Array, ends: Int32Array): void {
    const { dictionaries } = this.builder
    for (let column = 0; column < dictionaries.length; column += 1) {
      const [start, end] = [starts[column]!, ends[column]!]
      if (bytes[start] !== equals || start === end || dictionaries[column] !== null) continue
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end)
      if (formula.test(text)) this.formulas += 1
    }
  }

  private faultOf(bytes: Uint8Array, fields: RecordFields): Told | null {
    const { width, delimiter } = this.layout
    const { count, kinds } = fields
    if (count < width || !isBlank(bytes, fields, width)) return told`${count} cells where the header has ${width}`
    if (!kinds.subarray(0, count).some(kind => (kind & overLines) !== 0)) return null
    const inside = rowsInside(fieldTexts(bytes, fields), delimiter, width)
    return inside > 0
      ? told`a quoted cell goes on over ${inside} lines that look like rows: its quote was not closed`
      : null
  }

  private addIssue(bytes: Uint8Array, fields: RecordFields, message: Told): void {
    const { width, mostIssues } = this.layout
    if (this.issueCount < mostIssues) {
      this.issues.push({ row: this.records, column: null, kind: 'ragged row', message })
      const kept = { ...fields, count: Math.min(fields.count, mostColumns) }
      this.ragged.push({ row: this.records, cells: fieldTexts(bytes, kept).map(textCell) })
    }
    this.issueCount += 1
    if (fields.count !== width + 1) this.oneMore = false
  }

  // R names the rows of a table in a first column that has no name.
  private refuseAllRagged(): void {
    const [first] = this.issues
    if (this.rows > 0 || first === undefined) return
    const likely = this.oneMore
      ? told`a first column without a name is how R writes row names: export without them (row.names = FALSE)`
      : told`is the delimiter, or the header's row, another than the mapping says?`
    throw new Unreadable(
      told`none of its ${this.issueCount} rows can be read; row ${first.row}: ${first.message}; ${likely}`,
    )
  }
}
