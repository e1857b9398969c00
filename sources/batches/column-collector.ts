import type { TableColumn } from '../column-table.js'
import { Unreadable } from '../errors.js'
import { emptyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { told } from '../../words/told.js'
import { hashFactor, hashSeed } from './field-hash.js'
import type { ColumnBatch } from './table-batch.js'

type Codes = TableColumn['codes']

// A column of more distinct cells is no column of a table of subjects.
const mostDistinct = 15_000_000

// Small arrays are kept by the process when they are given back, large ones go back to the machine.
const chunkRows = 1 << 17

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

const hashOf = (text: string): number => {
  let hash = hashSeed
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), hashFactor)
  return hash ^ (hash >>> 15)
}

/** Collects the batches of one column to a whole one, whose distinct cells stand in the order in which they came. */
export class ColumnCollector {
  private readonly cells: Cell[] = [emptyCell]
  private readonly others = new Map<string, number>()
  // Where texts are looked up: places of cells and 1 more, by the hashes of their texts.
  private slots = new Int32Array(64)
  private hashes = new Int32Array(32)
  private chunks: Codes[] = []
  /** How much of the last chunk is filled. */
  private filled = 0
  /** The codes of a batch: arrays of one kind are gone over fast, and copied into a narrower one at once. */
  private wide = new Int32Array()

  /** Takes the column's part of the next batch. */
  take({ codes, cells }: ColumnBatch): void {
    const places = new Int32Array(cells.length)
    for (let code = 1; code < places.length; code += 1) places[code] = this.placeOf(cells[code]!)
    if (codes.length > this.wide.length) this.wide = new Int32Array(codes.length)
    const { wide } = this
    for (let row = 0; row < codes.length; row += 1) wide[row] = places[codes[row]!]!
    for (let at = 0; at < codes.length;) {
      const chunk = this.roomyChunk()
      const some = Math.min(codes.length - at, chunkRows - this.filled)
      chunk.set(wide.subarray(at, at + some), this.filled)
      this.filled += some
      at += some
    }
  }

  /** The chunk that is being filled, of a kind that holds all codes. */
  private roomyChunk(): Codes {
    const last = this.chunks.at(-1)
    if (last === undefined || this.filled === chunkRows) {
      const chunk = narrow(this.cells.length, chunkRows)
      this.chunks.push(chunk)
      this.filled = 0
      return chunk
    }
    if (this.cells.length <= 2 ** (8 * last.BYTES_PER_ELEMENT)) return last
    const wider = narrow(this.cells.length, chunkRows)
    wider.set(last)
    this.chunks[this.chunks.length - 1] = wider
    return wider
  }

  /** The whole column; nothing is taken after it. */
  end(rows: number): TableColumn {
    const codes = narrow(this.cells.length, rows)
    let at = 0
    for (const chunk of this.chunks) {
      codes.set(chunk.subarray(0, Math.min(chunk.length, rows - at)), at)
      at += chunk.length
    }
    this.chunks = []
    this.slots = new Int32Array()
    this.hashes = new Int32Array()
    this.others.clear()
    return { codes, cells: this.cells }
  }

  private placeOf(cell: Cell): number {
    if (cell.kind === 'empty') return 0
    if (cell.kind === 'text') return this.placeOfText(cell.text, cell)
    const key = keyOf(cell)
    const known = this.others.get(key)
    if (known !== undefined) return known
    const place = this.add(cell, 0)
    this.others.set(key, place)
    return place
  }

  private placeOfText(text: string, cell: Cell): number {
    const hash = hashOf(text)
    const mask = this.slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = this.slots[slot]! - 1
      if (place < 0) {
        this.slots[slot] = this.cells.length + 1
        return this.add(cell, hash)
      }
      if (this.hashes[place] !== hash) continue
      const known = this.cells[place]!
      if (known.kind === 'text' && known.text === text) return place
    }
  }

  private add(cell: Cell, hash: number): number {
    if (this.cells.length > mostDistinct) {
      throw new Unreadable(told`one of its columns has more than ${mostDistinct} distinct cells`)
    }
    const place = this.cells.push(cell) - 1
    if (place === this.hashes.length) {
      const wider = new Int32Array(place * 2)
      wider.set(this.hashes)
      this.hashes = wider
    }
    this.hashes[place] = hash
    if (this.cells.length * 2 > this.slots.length) this.rehash()
    return place
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let place = 1; place < this.cells.length; place += 1) {
      if (this.cells[place]!.kind !== 'text') continue
      let slot = this.hashes[place]! & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = place + 1
    }
    this.slots = slots
  }
}
