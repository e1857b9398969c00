import type { Cell } from '../source-record.js'
import { emptyCell } from '../received-cell.js'

/** A field's cell, and whether the field was written as ="…". */
export interface MadeCell {
  readonly cell: Cell
  readonly formula: boolean
}

/** How a text becomes a cell where it is not plain; fields of equal bytes and another tag are other cells. */
export type CellMaker = (text: string, tag: number) => MadeCell

// Printable ASCII and the breaks that a text may have; all else is looked at sign by sign.
const plain = new Uint8Array(256).fill(1, 0x20, 0x7f)
for (const sign of [0x09, 0x0a, 0x0d]) plain[sign] = 1

const tagFactor = 0x9e3779b1

const [space, equals] = [0x20, 0x3d]
const longestPlain = 32_767

// From so many signs on a part of a text is a view of the whole, which would be kept along with it.
const firstView = 13

const [mostEntries, mostBytes] = [1 << 16, 1 << 21]

/**
 * The distinct cells of one column: the bytes of a field are looked up, and a text is made once for each distinct one.
 * Texts are remembered from batch to batch as long as that pays.
 */
export class ColumnDictionary {
  /** How many fields were written as ="…", of all batches. */
  formulas = 0
  private cells: Cell[] = [emptyCell]
  private slots = new Int32Array(64)
  private hashes = new Int32Array(32)
  private offsets = new Int32Array(33)
  private codes = new Int32Array(32)
  private batches = new Int32Array(32)
  private known: Cell[] = []
  /** Entries that were written as ="…", with the batch that has them and their code there. */
  private written = new Map<number, { batch: number; code: number }>()
  private pool = Buffer.allocUnsafe(256)
  private count = 0
  private batch = 1
  /** The first entry that this batch brought. */
  private fresh = 0
  /** Entries of this batch whose texts are still to be made. */
  private waiting: number[] = []

  constructor(private readonly maker: CellMaker) {}

  /** How many bytes the remembered texts take, about. */
  get held(): number {
    return this.offsets[this.count]! * 2 + this.count * 96
  }

  /** The code of a field in the batch that is being filled. */
  codeOf(bytes: Uint8Array, start: number, end: number, ofBytes: number, tag: number): number {
    const length = end - start
    // An odd factor gives each tag a hash of its own for equal bytes, so that equal hashes and bytes are one cell.
    const hash = ofBytes ^ Math.imul(tag, tagFactor)
    const { slots, hashes, offsets, pool } = this
    const mask = slots.length - 1
    let slot = (hash ^ (hash >>> 15)) & mask
    for (;;) {
      const entry = slots[slot]! - 1
      if (entry < 0) return this.add(bytes, start, length, hash, slot, tag)
      if (hashes[entry] === hash) {
        const offset = offsets[entry]!
        if (offsets[entry + 1]! - offset === length) {
          let at = 0
          while (at < length && pool[offset + at] === bytes[start + at]) at += 1
          if (at === length) return this.batches[entry] === this.batch ? this.codes[entry]! : this.again(entry)
        }
      }
      slot = (slot + 1) & mask
    }
  }

  /** Ends the batch: its distinct cells, and an empty one begins. */
  take(): readonly Cell[] {
    this.makeTexts()
    const { cells } = this
    this.cells = [emptyCell]
    this.batch += 1
    // A column of ever new texts is not worth remembering.
    const mostlyNew = (this.count - this.fresh) * 2 > cells.length
    if (mostlyNew || this.count > mostEntries || this.offsets[this.count]! > mostBytes) this.forget()
    this.fresh = this.count
    return cells
  }

  /** Forgets all texts; only between two batches. */
  forget(): void {
    this.slots.fill(0)
    this.known = []
    this.written.clear()
    this.count = 0
    this.fresh = 0
    if (this.pool.length > mostBytes) this.pool = Buffer.allocUnsafe(256)
  }

  // An entry that is known from an earlier batch, or one that was written as ="…".
  private again(entry: number): number {
    const written = this.written.get(entry)
    if (written !== undefined) {
      this.formulas += 1
      if (written.batch === this.batch) return written.code
    }
    const cell = this.known[entry]!
    const code = cell.kind === 'empty' ? 0 : this.cells.push(cell) - 1
    if (written === undefined) {
      this.batches[entry] = this.batch
      this.codes[entry] = code
    } else {
      written.batch = this.batch
      written.code = code
    }
    return code
  }

  private add(bytes: Uint8Array, start: number, length: number, hash: number, slot: number, tag: number): number {
    const entry = this.count
    if (entry === this.hashes.length) this.widen()
    const offset = this.offsets[entry]!
    if (offset + length > this.pool.length) this.deepen(offset + length)
    const { pool } = this
    let isPlain = 1
    for (let at = 0; at < length; at += 1) {
      const byte = bytes[start + at]!
      pool[offset + at] = byte
      isPlain &= plain[byte]!
    }
    this.offsets[entry + 1] = offset + length
    this.hashes[entry] = hash
    this.slots[slot] = entry + 1
    this.count = entry + 1
    const first = bytes[start]!
    const usual = tag === 0 && isPlain === 1 && first > space && first !== equals && length <= longestPlain
    const code = usual ? this.addPlain(entry) : this.addOther(entry, offset, offset + length, tag)
    if (this.count * 2 > this.slots.length) this.rehash()
    return code
  }

  // Its text is made at the end of the batch, together with the others.
  private addPlain(entry: number): number {
    this.waiting.push(entry)
    this.known.push(emptyCell)
    this.batches[entry] = this.batch
    return (this.codes[entry] = this.cells.push(emptyCell) - 1)
  }

  private addOther(entry: number, from: number, to: number, tag: number): number {
    const { cell, formula } = this.maker(this.pool.toString('utf8', from, to), tag)
    this.known.push(cell)
    this.batches[entry] = 0
    if (formula) this.written.set(entry, { batch: 0, code: 0 })
    return this.again(entry)
  }

  private makeTexts(): void {
    const { waiting, offsets, pool, codes, cells, known } = this
    if (waiting.length === 0) return
    const base = offsets[this.fresh]!
    const all = pool.toString('latin1', base, offsets[this.count])
    for (const entry of waiting) {
      const [from, to] = [offsets[entry]!, offsets[entry + 1]!]
      const text = to - from < firstView ? all.substring(from - base, to - base) : pool.toString('latin1', from, to)
      const cell: Cell = { kind: 'text', text }
      known[entry] = cell
      cells[codes[entry]!] = cell
    }
    this.waiting = []
  }

  private widen(): void {
    const wider = (old: Int32Array) => {
      const made = new Int32Array(old.length * 2)
      made.set(old)
      return made
    }
    this.hashes = wider(this.hashes)
    this.offsets = wider(this.offsets)
    this.codes = wider(this.codes)
    this.batches = wider(this.batches)
  }

  private deepen(needed: number): void {
    const deeper = Buffer.allocUnsafe(Math.max(this.pool.length * 2, needed))
    this.pool.copy(deeper, 0, 0, this.offsets[this.count])
    this.pool = deeper
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let entry = 0; entry < this.count; entry += 1) {
      const hash = this.hashes[entry]!
      let slot = (hash ^ (hash >>> 15)) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = entry + 1
    }
    this.slots = slots
  }
}
