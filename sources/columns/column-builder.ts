import type { TableColumn } from '../column-table.js'
import { Unreadable } from '../errors.js'
import { emptyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { told } from '../../words/told.js'
import { ChunkedCodes } from './chunked-codes.js'
import { type FieldBytes, fieldBytes, firstWord, hashOfField, secondWord, shortField } from './field-bytes.js'
import { type BytesLeft, LongFields } from './long-fields.js'
import { PlainTexts } from './plain-texts.js'

/** A field's cell, and whether the field was written as ="…". */
export interface MadeCell {
  readonly cell: Cell
  readonly formula: boolean
}

/** What fields mean: how a text becomes a cell where it is not plain. Fields of equal bytes and another tag are other cells. */
export interface FieldMeaning {
  readonly make: (text: string, tag: number) => MadeCell
  /** The tag of fields that are the text of their bytes. */
  readonly textTag: number
}

// A column of more distinct cells is no column of a table of subjects.
const mostDistinct = 15_000_000

// Printable ASCII and the breaks that a text may have; all else is looked at sign by sign.
const plain = new Uint8Array(256).fill(1, 0x20, 0x7f)
for (const sign of [0x09, 0x0a, 0x0d]) plain[sign] = 1

const [space, equals] = [0x20, 0x3d]
const longestPlain = 32_767

const isPlain = (bytes: Buffer, start: number, end: number): boolean => {
  const first = bytes[start]!
  if (start === end || end - start > longestPlain || first <= space || first === equals) return false
  let all = 1
  for (let at = start; at < end; at += 1) all &= plain[bytes[at]!]!
  return all === 1
}

// What two cells have alike that are one; of a text its text says all.
const keyOf = (cell: Exclude<Cell, { readonly kind: 'empty' | 'text' }>): string => {
  if (cell.kind === 'number') {
    const { text, number, epoch, shown } = cell
    return `number ${number} ${epoch ?? ''} ${shown === true ? 'shown' : ''} ${text}`
  }
  return cell.kind === 'date' ? `date ${cell.date} ${cell.precision ?? ''} ${cell.text}` : `error ${cell.text}`
}

// A slot has two words of the field, its tag with its length, and its code and 1 more: below zero where it was written as ="…".
const slotWords = 4
const isLong = 15

const slotOf = (first: number, second: number, kind: number): number => {
  const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second ^ (kind << 16), 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) << 2
}

/**
 * One column while its rows come: the bytes of a field are looked up, and a text is made once for each distinct one. Its
 * distinct cells stand in the order in which they came, the empty one first.
 */
export class ColumnBuilder {
  /** How many fields were written as ="…". */
  formulas = 0
  /** The codes of the rows that are being read, to be filled in. */
  readonly codes: Int32Array
  private readonly cells: Cell[] = [emptyCell]
  private readonly texts = new PlainTexts(this.cells)
  private readonly others = new Map<string, number>()
  private readonly taken: ChunkedCodes
  private readonly long: LongFields
  private slots = new Int32Array(16 * slotWords)
  private used = 0

  constructor(
    private readonly meaning: FieldMeaning,
    rowsAtOnce: number,
    chunkRows: number,
    room: BytesLeft,
  ) {
    this.taken = new ChunkedCodes(chunkRows)
    this.codes = new Int32Array(rowsAtOnce)
    this.long = new LongFields(room)
  }

  /** The code of a field. */
  codeOf(field: FieldBytes, start: number, end: number, tag: number): number {
    const length = end - start
    if (length > shortField) return this.codeOfLong(field, start, end, tag)
    const first = firstWord(field, start, end)
    const second = secondWord(field, start, end)
    const kind = (tag << 4) | length
    const { slots } = this
    const mask = slots.length - 1
    for (let slot = slotOf(first, second, kind) & mask; ; slot = (slot + slotWords) & mask) {
      const known = slots[slot + 3]!
      if (known === 0) return this.add(field, start, end, tag, first, second, kind)
      if (slots[slot] === first && slots[slot + 1] === second && slots[slot + 2] === kind) {
        return known > 0 ? known - 1 : this.again(known)
      }
    }
  }

  /** Takes the codes of so many rows; the next ones are filled in from the beginning. */
  takeCodes(count: number): void {
    this.texts.make()
    this.taken.put(this.codes.subarray(0, count), this.cells.length)
  }

  /** The whole column; nothing is taken after it. */
  end(rows: number): TableColumn {
    this.slots = new Int32Array()
    return { codes: this.taken.end(rows, this.cells.length), cells: this.cells }
  }

  private again(known: number): number {
    this.formulas += 1
    return -known - 1
  }

  private codeOfLong(field: FieldBytes, start: number, end: number, tag: number): number {
    const { bytes } = field
    const hash = hashOfField(bytes, start, end)
    const kind = (tag << 4) | isLong
    const { slots } = this
    const mask = slots.length - 1
    for (let slot = slotOf(hash, 0, kind) & mask; ; slot = (slot + slotWords) & mask) {
      const known = slots[slot + 3]!
      if (known === 0) return this.add(field, start, end, tag, hash, null, kind)
      if (slots[slot] !== hash || slots[slot + 2] !== kind) continue
      const number = slots[slot + 1]!
      const code = Math.abs(known) - 1
      const isIt = number === -1 ? this.texts.isAt(code, bytes, start, end) : this.long.isAt(number, bytes, start, end)
      if (isIt) return known > 0 ? code : this.again(known)
    }
  }

  private add(
    field: FieldBytes,
    start: number,
    end: number,
    tag: number,
    first: number,
    second: number | null,
    kind: number,
  ): number {
    if (this.cells.length > mostDistinct) {
      throw new Unreadable(told`one of its columns has more than ${mostDistinct} distinct cells`)
    }
    const { bytes } = field
    if (tag === this.meaning.textTag && isPlain(bytes, start, end)) {
      const number = second ?? this.long.add(bytes, start, end)
      const code = this.texts.add(bytes, start, end, second === null && number === -1)
      this.fill(first, number, kind, code + 1)
      return code
    }
    const written = bytes.toString('utf8', start, end)
    const { cell, formula } = this.meaning.make(written, tag)
    const isOwn = cell.kind === 'text' && tag === this.meaning.textTag && cell.text === written
    const code = isOwn ? this.cells.push(cell) - 1 : this.placeOf(cell)
    const number = second ?? this.long.add(bytes, start, end)
    // What is not remembered is made again, but a text of its own is compared with its bytes.
    if (second !== null || number !== -1 || isOwn) this.fill(first, number, kind, formula ? -code - 1 : code + 1)
    if (formula) this.formulas += 1
    return code
  }

  private placeOf(cell: Cell): number {
    if (cell.kind === 'empty') return 0
    if (cell.kind === 'text') {
      const bytes = Buffer.from(cell.text)
      return this.codeOf(fieldBytes(bytes), 0, bytes.length, this.meaning.textTag)
    }
    const key = keyOf(cell)
    const known = this.others.get(key) ?? this.cells.push(cell) - 1
    this.others.set(key, known)
    return known
  }

  private fill(first: number, second: number, kind: number, known: number): void {
    this.used += 1
    if (this.used * 3 * slotWords > this.slots.length * 2) this.widen()
    put(this.slots, first, second, kind, known)
  }

  private widen(): void {
    const { slots } = this
    const wider = new Int32Array(slots.length * 2)
    for (let slot = 0; slot < slots.length; slot += slotWords) {
      const known = slots[slot + 3]!
      if (known !== 0) put(wider, slots[slot]!, slots[slot + 1]!, slots[slot + 2]!, known)
    }
    this.slots = wider
  }
}

const put = (slots: Int32Array, first: number, second: number, kind: number, known: number): void => {
  const mask = slots.length - 1
  let slot = slotOf(first, (kind & isLong) === isLong ? 0 : second, kind) & mask
  while (slots[slot + 3] !== 0) slot = (slot + slotWords) & mask
  slots[slot] = first
  slots[slot + 1] = second
  slots[slot + 2] = kind
  slots[slot + 3] = known
}
