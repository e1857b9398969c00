import { Unreadable } from '../errors.js'
import { cellTypes, type ScannedCell, type SheetTaker } from './scanned-cell.js'
import { told, toldId } from '../../words/told.js'
import { refuseFarCell } from '../table-bounds.js'

const [less, greater, slash, equals, colon, dollar] = [0x3c, 0x3e, 0x2f, 0x3d, 0x3a, 0x24]
const [letterC, letterR, letterS, letterT, letterV] = [0x63, 0x72, 0x73, 0x74, 0x76]

// No cell is longer: one of 32,767 signs, each written as an entity, takes less.
const longestWaited = 16 << 20

const unparsed = (): Unreadable => new Unreadable(told`the workbook cannot be parsed (${toldId('XmlError')})`)

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

const isNameEnd = (byte: number): boolean => byte === greater || byte === slash || isSpace(byte)

/** Reads the rows and cells of a sheet's XML, which comes by pieces; all else in it is passed over. */
export class SheetScan {
  private bytes = Buffer.alloc(1 << 19)
  private at = 0
  private limit = 0
  private row = -1
  private column = -1
  private more = true
  private ended = false
  private readonly cell: ScannedCell = {
    row: 0,
    column: 0,
    type: 0,
    style: -1,
    start: 0,
    end: 0,
    formula: false,
    formulaText: '',
  }
  // What the last attributes that were read said.
  private place = -1
  private placeEnd = -1
  private hidden = false
  private closed = false

  constructor(private readonly taker: SheetTaker) {}

  /** Takes the next piece; whether more is needed. */
  take(piece: Uint8Array): boolean {
    if (!this.wants()) return false
    const rest = this.limit - this.at
    if (rest + piece.length + 1 > this.bytes.length) {
      const wider = Buffer.alloc(Math.max(rest + piece.length + 1, this.bytes.length * 2))
      this.bytes.copy(wider, 0, this.at, this.limit)
      this.bytes = wider
    } else this.bytes.copyWithin(0, this.at, this.limit)
    this.bytes.set(piece, rest)
    this.at = 0
    this.limit = rest + piece.length
    this.bytes[this.limit] = 0
    this.scan()
    if (this.limit - this.at > longestWaited) throw unparsed()
    return this.wants()
  }

  /** There is no more; a sheet that ends in the middle of something is refused. */
  end(): void {
    if (this.more && !this.ended && this.bytes.subarray(this.at, this.limit).includes(less)) throw unparsed()
  }

  private wants(): boolean {
    return this.more && !this.ended
  }

  private scan(): void {
    const { bytes, limit } = this
    while (this.more) {
      let at = this.at
      while (at < limit && bytes[at] !== less) at += 1
      this.at = at
      if (at + 1 >= limit) return
      const next = this.element(at)
      if (next < 0) return
      this.at = next
      if (this.ended) return
    }
  }

  // Where the element at a place ends, or its opening tag where it is none of interest; -1 where that is not there yet.
  private element(at: number): number {
    const { bytes, limit } = this
    const first = bytes[at + 1]!
    if (first === 0x21) return this.declaration(at)
    let name = at + (first === slash ? 2 : 1)
    let end = name
    while (end < limit && !isNameEnd(bytes[end]!)) {
      if (bytes[end] === colon) name = end + 1
      end += 1
    }
    if (end >= limit) return -1
    const length = end - name
    if (first !== slash && length === 1 && bytes[name] === letterC) return this.readCell(at, end)
    if (first !== slash && length === 3 && bytes[name] === letterR && bytes.toString('latin1', name, end) === 'row') {
      return this.readRow(end)
    }
    const close = this.tagEnd(end)
    if (close >= 0 && first === slash && length === 9 && bytes.toString('latin1', name, end) === 'sheetData') {
      this.ended = true
    }
    return close
  }

  private declaration(at: number): number {
    const { bytes, limit } = this
    if (at + 9 > limit) return -1
    const start = bytes.toString('latin1', at, at + 9)
    const mark = start.startsWith('<!--') ? '-->' : start === '<![CDATA[' ? ']]>' : '>'
    const end = bytes.subarray(0, limit).indexOf(mark, at + 2)
    return end < 0 ? -1 : end + mark.length
  }

  // Behind the tag whose name ended at a place.
  private tagEnd(from: number): number {
    const { bytes, limit } = this
    let quote = 0
    for (let at = from; at < limit; at += 1) {
      const byte = bytes[at]!
      if (quote !== 0) {
        if (byte === quote) quote = 0
      } else if (byte === 0x22 || byte === 0x27) quote = byte
      else if (byte === greater) {
        this.closed = bytes[at - 1] === slash
        return at + 1
      }
    }
    return -1
  }

  // Reads the attributes r, s, t and hidden behind a name, and returns where the tag ends.
  private attributes(from: number): number {
    const { bytes, limit, cell } = this
    this.place = -1
    this.hidden = false
    cell.style = -1
    cell.type = cellTypes.number
    let at = from
    for (;;) {
      while (at < limit && isSpace(bytes[at]!)) at += 1
      if (at >= limit) return -1
      if (bytes[at] === greater) {
        this.closed = false
        return at + 1
      }
      if (bytes[at] === slash) {
        if (at + 1 >= limit) return -1
        this.closed = true
        return at + 2
      }
      let name = at
      while (at < limit && bytes[at] !== equals && !isNameEnd(bytes[at]!)) {
        if (bytes[at] === colon) name = at + 1
        at += 1
      }
      const nameEnd = at
      while (at < limit && (isSpace(bytes[at]!) || bytes[at] === equals)) at += 1
      if (at >= limit) return -1
      const quote = bytes[at]!
      if (quote !== 0x22 && quote !== 0x27) throw unparsed()
      const value = at + 1
      at = value
      while (at < limit && bytes[at] !== quote) at += 1
      if (at >= limit) return -1
      if (nameEnd - name === 1) {
        const letter = bytes[name]!
        if (letter === letterR) {
          this.place = value
          this.placeEnd = at
        } else if (letter === letterS) cell.style = this.digits(value, at)
        else if (letter === letterT) cell.type = this.typeOf(value, at)
      } else if (nameEnd - name === 6 && bytes.toString('latin1', name, nameEnd) === 'hidden') {
        const said = bytes.toString('latin1', value, at)
        this.hidden = said === '1' || said === 'true'
      }
      at += 1
    }
  }

  private digits(from: number, to: number): number {
    let number = 0
    for (let at = from; at < to; at += 1) {
      const digit = this.bytes[at]! - 0x30
      if (digit < 0 || digit > 9) return Number(this.bytes.toString('latin1', from, to)) || 0
      number = number * 10 + digit
    }
    return from === to ? -1 : number
  }

  private typeOf(from: number, to: number): number {
    const first = this.bytes[from]
    if (to - from === 1) {
      if (first === letterS) return cellTypes.shared
      if (first === 0x62) return cellTypes.boolean
      return first === 0x65 ? cellTypes.error : cellTypes.number
    }
    const name = this.bytes.toString('latin1', from, to)
    return name === 'str' ? cellTypes.text : name === 'inlineStr' ? cellTypes.inline : cellTypes.number
  }

  private readRow(nameEnd: number): number {
    const next = this.attributes(nameEnd)
    if (next < 0) return -1
    const number = this.place < 0 ? 0 : this.digits(this.place, this.placeEnd)
    this.row = number > 0 ? number - 1 : this.row + 1
    this.column = -1
    this.taker.row(this.row, this.hidden)
    return next
  }

  // A cell without a place of its own stands right of the one before.
  private settlePlace(): void {
    const { bytes, place, placeEnd } = this
    let [row, column, at] = [0, 0, place]
    this.column += 1
    if (place < 0) return
    if (bytes[at] === dollar) at += 1
    const letters = at
    for (; at < placeEnd; at += 1) {
      const letter = (bytes[at]! | 0x20) - 0x60
      if (letter < 1 || letter > 26) break
      column = column * 26 + letter
    }
    const digits = bytes[at] === dollar ? at + 1 : at
    if (at === letters || digits >= placeEnd) return
    for (at = digits; at < placeEnd; at += 1) {
      const digit = bytes[at]! - 0x30
      if (digit < 0 || digit > 9) return
      row = row * 10 + digit
    }
    this.row = row - 1
    this.column = column - 1
  }

  private readCell(at: number, nameEnd: number): number {
    const { cell } = this
    let next = this.attributes(nameEnd)
    if (next < 0) return -1
    cell.start = next
    cell.end = next
    cell.formula = false
    cell.formulaText = ''
    if (!this.closed) {
      next = this.content(next)
      if (next < 0) return -1
    }
    this.settlePlace()
    refuseFarCell(this.row, this.column)
    cell.row = this.row
    cell.column = this.column
    this.more = this.taker.cell(this.bytes, cell)
    return next
  }

  // What stands in a cell, up to behind its closing tag.
  private content(from: number): number {
    const { bytes, limit, cell } = this
    let at = from
    for (;;) {
      while (at < limit && bytes[at] !== less) at += 1
      if (at + 2 >= limit) return -1
      if (bytes[at + 1] === slash) {
        while (at < limit && bytes[at] !== greater) at += 1
        return at >= limit ? -1 : at + 1
      }
      if (bytes[at + 1] === letterV && bytes[at + 2] === greater && cell.type !== cellTypes.inline) {
        cell.start = at + 3
        at += 3
        while (at < limit && bytes[at] !== less) at += 1
        if (at + 3 >= limit) return -1
        cell.end = at
        if (bytes[at + 1] === slash && bytes[at + 2] === letterV && bytes[at + 3] === greater) {
          at += 4
          continue
        }
        at = cell.start - 3
      }
      at = this.child(at)
      if (at < 0) return -1
    }
  }

  // A child of a cell that is none of the usual: with attributes, a prefix, sections, or a formula or inline text.
  private child(at: number): number {
    const { bytes, limit, cell } = this
    if (bytes[at + 1] === 0x21) return this.declaration(at)
    let end = at + 1
    let name = end
    while (end < limit && !isNameEnd(bytes[end]!)) {
      if (bytes[end] === colon) name = end + 1
      end += 1
    }
    const start = this.tagEnd(end)
    if (start < 0) return -1
    const local = bytes.toString('latin1', name, end)
    const attributes = bytes.toString('latin1', end, start)
    let [stop, next] = [start, start]
    if (!this.closed) {
      const mark = `</${bytes.toString('latin1', at + 1, end)}`
      stop = bytes.subarray(0, limit).indexOf(mark, start)
      if (stop < 0) return -1
      while (stop + mark.length < limit && !isNameEnd(bytes[stop + mark.length]!)) {
        stop = bytes.subarray(0, limit).indexOf(mark, stop + mark.length)
        if (stop < 0) return -1
      }
      next = this.tagEnd(stop + mark.length)
      if (next < 0) return -1
    }
    if (local === 'f') {
      cell.formulaText = bytes.toString('utf8', start, stop)
      cell.formula = stop > start || (/\bt\s*=\s*["']shared["']/.test(attributes) && /\bsi\s*=/.test(attributes))
    } else if (local === (cell.type === cellTypes.inline ? 'is' : 'v')) {
      cell.start = start
      cell.end = stop
    }
    return next
  }
}
