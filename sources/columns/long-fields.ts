// What is kept of bytes beside their texts, for all columns of a table.
const mostBytes = 1 << 24

/** How many bytes may still be kept beside texts. */
export interface BytesLeft {
  left: number
}

/** Room for the bytes of long fields of one table. */
export const bytesLeft = (): BytesLeft => ({ left: mostBytes })

/** The bytes of a column's distinct long fields, as far as there is room. */
export class LongFields {
  private pool = Buffer.alloc(0)
  private offsets = new Int32Array(1)
  private count = 0

  constructor(private readonly room: BytesLeft) {}

  /** Keeps the bytes of a field and gives its number; -1 where there is no room. */
  add(bytes: Buffer, start: number, end: number): number {
    const length = end - start
    if (length > this.room.left) return -1
    this.room.left -= length
    const offset = this.offsets[this.count]!
    if (offset + length > this.pool.length) {
      const deeper = Buffer.allocUnsafe(Math.max(this.pool.length * 2, offset + length, 256))
      this.pool.copy(deeper, 0, 0, offset)
      this.pool = deeper
    }
    if (this.count + 1 === this.offsets.length) {
      const wider = new Int32Array(this.offsets.length * 2)
      wider.set(this.offsets)
      this.offsets = wider
    }
    bytes.copy(this.pool, offset, start, end)
    this.offsets[this.count + 1] = offset + length
    this.count += 1
    return this.count - 1
  }

  /** Whether a field has the bytes of the one with a number. */
  isAt(number: number, bytes: Buffer, start: number, end: number): boolean {
    const { pool } = this
    const offset = this.offsets[number]!
    const length = end - start
    if (this.offsets[number + 1]! - offset !== length) return false
    let at = 0
    while (at < length && pool[offset + at] === bytes[start + at]) at += 1
    return at === length
  }
}
