const lineFeed = 0x0a

/** The bytes of records that are not yet read, with a line feed behind the last as `scanRecord` needs it. */
export class RecordBuffer {
  bytes = Buffer.alloc(1 << 19)
  /** Where the next record begins. */
  at = 0
  limit = 0
  /** Where the first of the bytes stands in the whole text. */
  base = 0

  /** Adds a piece of the text behind what is not yet read. */
  add(piece: Uint8Array): void {
    const rest = this.limit - this.at
    const needed = rest + piece.length + 1
    if (needed > this.bytes.length) {
      const wider = Buffer.alloc(Math.max(needed, this.bytes.length * 2))
      wider.set(this.bytes.subarray(this.at, this.limit))
      this.bytes = wider
    } else this.bytes.copyWithin(0, this.at, this.limit)
    this.bytes.set(piece, rest)
    this.base += this.at
    this.at = 0
    this.limit = rest + piece.length
    this.bytes[this.limit] = lineFeed
  }

  /** How many bytes are waiting. */
  get waiting(): number {
    return this.limit - this.at
  }
}
