import type { ColumnTable, TableColumn } from '../../sources/column-table.js'
import type { Cell } from '../../sources/source-record.js'
import { codeAt, type Codes, codesFor } from '../codes.js'
import type { ReceivedColumn } from '../received-site.js'
import { columnAt } from './column-at.js'
import { metCells } from './met-cells.js'
import type { Admission } from './column-admission.js'
import type { IdentifierWords } from './masks/identifier-words.js'
import { type PassedCell, passCell, passOwn } from './passed-cells.js'

/** A column that passes the door, its distinct cells looked at once. */
export interface PassedColumn {
  readonly column: string
  readonly index: number
  readonly received: TableColumn
  /** How each distinct cell passes; the empty one at its place. */
  readonly cells: readonly PassedCell[]
  /** The rows whose cell is an identifier of their own, and how that passes; null where there is none. */
  readonly own: { readonly rows: Uint8Array; readonly cell: PassedCell } | null
  /** Of each distinct cell whether an identifier in it was masked; null where none was. */
  readonly masked: Uint8Array | null
}

/** Lets the distinct cells of a column pass. */
export const passColumn = (
  table: ColumnTable,
  { column, index }: { readonly column: string; readonly index: number },
  admission: Admission,
  ownRows: Uint8Array | null,
  words: IdentifierWords,
): PassedColumn => {
  const received = columnAt(table, index)
  const cells = received.cells.map(cell => passCell(cell, admission, words))
  const isMasked = (code: number): boolean => cells[code]!.masked !== received.cells[code]
  return {
    column,
    index,
    received,
    cells,
    own: ownRows && { rows: ownRows, cell: passOwn(admission) },
    masked: cells.some((_, code) => isMasked(code))
      ? Uint8Array.from(cells, (_, code) => (isMasked(code) ? 1 : 0))
      : null,
  }
}

/** How a row's cell passes. */
export const passedAt = ({ received, cells, own }: PassedColumn, row: number): PassedCell =>
  own?.rows[row] === 1 ? own.cell : cells[codeAt(received.codes, row)]!

/** Whether an identifier in a row's cell was masked. */
export const isMaskedAt = ({ received, masked, own }: PassedColumn, row: number): boolean =>
  own?.rows[row] === 1 || masked?.[codeAt(received.codes, row)] === 1

/** Stored cells, each once, in the order in which rows have them. */
class StoredCells {
  readonly cells: Cell[] = [{ kind: 'empty' }]
  private readonly texts = new Map<string, number>()
  private readonly others = new Map<string, number>()

  placeOf(cell: Cell): number {
    if (cell.kind === 'empty') return 0
    return cell.kind === 'text'
      ? this.add(this.texts, cell.text, cell)
      : this.add(this.others, JSON.stringify(cell), cell)
  }

  private add(known: Map<string, number>, key: string, cell: Cell): number {
    const before = known.get(key)
    if (before !== undefined) return before
    const place = this.cells.push(cell) - 1
    known.set(key, place)
    return place
  }
}

/** Whether each distinct cell is met, in the order of the codes, and passes as it came. */
const isAsReceived = ({ received, cells }: PassedColumn): boolean => {
  if (!cells.every(({ stored }, code) => stored === received.cells[code])) return false
  const { codes } = metCells(received)
  let next = 1
  for (let at = 0; at < codes.length; at += 1) {
    if (codes[at] === next) next += 1
    else if (codes[at] !== 0) return false
  }
  return next === received.cells.length
}

const narrowed = (codes: Codes, distinct: number): Codes => {
  const narrow = codesFor(distinct, 0)
  if (narrow.BYTES_PER_ELEMENT === codes.BYTES_PER_ELEMENT) return codes
  const copy = codesFor(distinct, codes.length)
  copy.set(codes)
  return copy
}

/** The column as it is stored: of the rows that passed, or of all where it is null. */
export const storedColumn = (passed: PassedColumn, rows: Int32Array | null): ReceivedColumn => {
  const { received, cells, own } = passed
  const { codes } = received
  if (rows === null && own === null && ArrayBuffer.isView(codes) && isAsReceived(passed)) {
    return { codes, cells: received.cells }
  }
  const count = rows?.length ?? codes.length
  const stored = new StoredCells()
  const places = new Int32Array(cells.length).fill(-1)
  places[0] = 0
  let ownPlace = -1
  // With what stands for an identifier of its own row there may be one more.
  const whole = codesFor(cells.length + 1, count)
  for (let at = 0; at < count; at += 1) {
    const row = rows === null ? at : rows[at]!
    if (own?.rows[row] === 1) {
      if (ownPlace === -1) ownPlace = stored.placeOf(own.cell.stored)
      whole[at] = ownPlace
      continue
    }
    const code = codeAt(codes, row)
    if (places[code] === -1) places[code] = stored.placeOf(cells[code]!.stored)
    whole[at] = places[code]!
  }
  return { codes: narrowed(whole, stored.cells.length), cells: stored.cells }
}
