import { type MergedCells, rangeOf } from './merged-cells.js'
import { attribute, elements } from './xml-text.js'

const tag = 'sheetData'

// With a prefix before it.
const longestTag = 64

/** Collects what a sheet says behind its data, which comes by pieces: which cells are merged. */
export class AroundData {
  private last = Buffer.alloc(0)
  private tail: Buffer[] | null = null

  /** Takes the next piece of the sheet. */
  take(piece: Buffer): void {
    if (this.tail !== null) {
      this.tail.push(Buffer.from(piece))
      return
    }
    // The tag may lie on a border.
    const joined = Buffer.concat([this.last, piece])
    const end = this.closing(joined)
    if (end >= 0) this.tail = [joined.subarray(end)]
    else this.last = Buffer.from(joined.subarray(Math.max(0, joined.length - longestTag)))
  }

  /** The rectangles of merged cells. */
  merges(): readonly MergedCells[] {
    const text = this.tail === null ? '' : Buffer.concat(this.tail).toString()
    return elements(text, 'mergeCell').flatMap(attributes => {
      const range = rangeOf(attribute(attributes, 'ref') ?? '')
      return range === null ? [] : [range]
    })
  }

  // Where the closing tag of the data ends its name, or an empty one stands.
  private closing(bytes: Buffer): number {
    for (let at = bytes.indexOf(tag); at >= 0; at = bytes.indexOf(tag, at + 1)) {
      const before = bytes.toString('latin1', Math.max(0, at - 32), at)
      const after = bytes[at + tag.length]
      if (/<\/(?:\w+:)?$/.test(before) || (/<(?:\w+:)?$/.test(before) && after === 0x2f)) return at + tag.length
    }
    return -1
  }
}
