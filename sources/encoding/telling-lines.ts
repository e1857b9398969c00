import { isAscii } from 'node:buffer'

const mostBytes = 1 << 20
const lineFeed = 10

/**
 * Collects the lines of a text that hold bytes beyond ASCII, up to a mebibyte of them: only these tell an encoding. A text
 * that is no longer than that is its own sample.
 */
export class TellingLines {
  private readonly sample = new Uint8Array(mostBytes)
  private used = 0
  /** The beginning of a text that may turn out to be short; null once it is longer. */
  private whole: Uint8Array[] | null = []
  private seen = 0
  private full = false
  /** The line that is being read: its bytes as far as they fit, its length, whether it tells. */
  private readonly line = new Uint8Array(mostBytes)
  private length = 0
  private telling = false

  /** Takes the next bytes of the text. */
  take(bytes: Uint8Array): void {
    this.seen += bytes.length
    if (this.whole !== null) {
      if (this.seen <= mostBytes) {
        this.whole.push(bytes.slice())
        return
      }
      const before = this.whole
      this.whole = null
      for (const piece of before) this.collect(piece)
    }
    this.collect(bytes)
  }

  /** The lines that were collected. */
  found(): Uint8Array {
    return this.whole === null ? this.sample.subarray(0, this.used) : Buffer.concat(this.whole)
  }

  private collect(bytes: Uint8Array): void {
    if (this.full) return
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let from = 0
    if (!this.telling && isAscii(piece)) {
      // Of a piece that tells nothing only the beginning of its last line is of interest.
      const last = piece.lastIndexOf(lineFeed)
      if (last >= 0) this.length = 0
      from = last + 1
    }
    while (from < piece.length) {
      const at = piece.indexOf(lineFeed, from)
      const end = at < 0 ? piece.length : at + 1
      this.add(piece.subarray(from, end))
      if (at >= 0 && this.endLine()) return
      from = end
    }
  }

  private add(part: Uint8Array): void {
    this.telling ||= !isAscii(part)
    if (this.length + part.length <= mostBytes) this.line.set(part, this.length)
    this.length += part.length
  }

  // Whether the sample is full.
  private endLine(): boolean {
    if (this.telling && this.used + this.length > mostBytes) this.full = true
    else if (this.telling) {
      this.sample.set(this.line.subarray(0, this.length), this.used)
      this.used += this.length
    }
    this.length = 0
    this.telling = false
    return this.full
  }
}

/** The telling lines of a text in memory. */
export const tellingLines = (bytes: Uint8Array): Uint8Array => {
  const lines = new TellingLines()
  lines.take(bytes)
  return lines.found()
}
