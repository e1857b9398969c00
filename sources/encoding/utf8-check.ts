import { isAscii, isUtf8 } from 'node:buffer'

// How many bytes at the end begin a sign that is not whole.
const openBytes = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

/** Whether bytes that come by pieces are ASCII, and whether they are UTF-8. */
export class Utf8Check {
  ascii = true
  private valid = true
  private open = new Uint8Array()

  /** Takes the next bytes; whether all so far may be UTF-8. */
  take(bytes: Uint8Array): boolean {
    const ascii = isAscii(bytes)
    if (!ascii) this.ascii = false
    if (!this.valid || (ascii && this.open.length === 0)) return this.valid
    const all = this.open.length === 0 ? bytes : Buffer.concat([this.open, bytes])
    const whole = all.length - openBytes(all)
    this.open = all.slice(whole)
    this.valid = isUtf8(all.subarray(0, whole))
    return this.valid
  }

  /** Whether all of it was UTF-8. */
  end(): boolean {
    return this.valid && this.open.length === 0
  }
}
