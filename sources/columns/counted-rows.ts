import { type RowNumbers, RowsFrom } from '../row-numbers.js'
import { ChunkedCodes, usualChunk } from './chunked-codes.js'

// It is not known before how many rows there will be.
const anyNumber = 2 ** 31

/** The numbers of rows while they come: they are kept from the first on that does not follow the one before it. */
export class CountedRows {
  private first = 0
  private count = 0
  private kept: ChunkedCodes | null = null

  /** Takes the numbers of the next rows. */
  put(numbers: Int32Array): void {
    if (this.count === 0) this.first = numbers[0] ?? 0
    if (this.kept === null && !this.follow(numbers)) this.keep()
    this.kept?.put(numbers, anyNumber)
    this.count += numbers.length
  }

  /** All numbers; nothing is taken after it. */
  end(): RowNumbers {
    const { first, count } = this
    return (this.kept?.end(count, anyNumber) as Int32Array | undefined) ?? new RowsFrom(first, count)
  }

  private follow(numbers: Int32Array): boolean {
    const from = this.first + this.count
    let at = 0
    while (at < numbers.length && numbers[at] === from + at) at += 1
    return at === numbers.length
  }

  private keep(): void {
    const { first, count } = this
    this.kept = new ChunkedCodes(usualChunk)
    const before = new RowsFrom(first, count)
    for (let from = 0; from < count; from += usualChunk) {
      this.kept.put(before.subarray(from, Math.min(from + usualChunk, count)), anyNumber)
    }
  }
}
