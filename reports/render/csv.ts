import { inertText } from '../words/inert-text.js'

/** A field of a CSV file, as inert as a cell of the workbook. */
export const csvField = (value: string | number): string => {
  if (typeof value === 'number') return String(value)
  const safe = inertText(value)
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A line of a CSV file. */
export const csvLine = (fields: readonly (string | number)[]): string => `${fields.map(csvField).join(',')}\n`

const chunkLength = 1 << 20

/** A text that comes in lines, encoded in chunks, because the whole may be longer than a string can be. */
export class EncodedLines {
  private readonly encoder = new TextEncoder()
  private readonly chunks: Uint8Array[] = []
  private waiting = ''

  /** Adds a line, with its end. */
  add(line: string): void {
    this.waiting += line
    if (this.waiting.length >= chunkLength) this.encode()
  }

  /** All bytes so far. */
  bytes(): Uint8Array {
    this.encode()
    return Buffer.concat(this.chunks)
  }

  private encode(): void {
    this.chunks.push(this.encoder.encode(this.waiting))
    this.waiting = ''
  }
}
