import { emptyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'

// From so many signs on a part of a text is a view of the whole, which would be kept along with it.
const firstView = 13

/** Makes cells of plain texts: short ones some at a time, since each by itself costs several times as much. */
export class PlainTexts {
  private staged = Buffer.allocUnsafe(256)
  private filled = 0
  private waiting: number[] = []
  private ends: number[] = []

  constructor(private readonly cells: Cell[]) {}

  /** Adds the cell of a text and gives its place; where it is not made at once its place holds nothing until all are. */
  add(bytes: Buffer, start: number, end: number, atOnce: boolean): number {
    if (atOnce || end - start >= firstView) {
      return this.cells.push({ kind: 'text', text: bytes.toString('latin1', start, end) }) - 1
    }
    const to = this.filled + end - start
    if (to > this.staged.length) this.deepen()
    for (let at = start; at < end; at += 1) this.staged[this.filled + at - start] = bytes[at]!
    this.filled = to
    this.ends.push(to)
    const place = this.cells.push(emptyCell) - 1
    this.waiting.push(place)
    return place
  }

  /** Makes the cells of all texts that wait. */
  make(): void {
    const { waiting, ends, cells } = this
    if (waiting.length === 0) return
    const all = this.staged.toString('latin1', 0, this.filled)
    let from = 0
    for (let at = 0; at < waiting.length; at += 1) {
      const to = ends[at]!
      cells[waiting[at]!] = { kind: 'text', text: all.substring(from, to) }
      from = to
    }
    this.filled = 0
    this.waiting = []
    this.ends = []
  }

  /** Whether the text at a place, which was made at once, is that of a field. */
  isAt(place: number, bytes: Buffer, start: number, end: number): boolean {
    const cell = this.cells[place]!
    if (cell.kind !== 'text') return false
    const { text } = cell
    if (text.length === end - start) {
      let at = 0
      while (at < text.length && text.charCodeAt(at) === bytes[start + at]) at += 1
      if (at === text.length) return true
    }
    // Of signs beyond ASCII there are fewer than bytes.
    return text.length < end - start && text === bytes.toString('utf8', start, end)
  }

  private deepen(): void {
    const deeper = Buffer.allocUnsafe(this.staged.length * 2)
    this.staged.copy(deeper, 0, 0, this.filled)
    this.staged = deeper
  }
}
