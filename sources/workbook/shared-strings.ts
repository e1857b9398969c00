import { stringText } from './xml-text.js'

const [less, slash, greater, colon] = [0x3c, 0x2f, 0x3e, 0x3a]
const [letterS, letterI] = [0x73, 0x69]

// An element si, whatever prefix it has: where its name ends, else -1.
const afterName = (bytes: Buffer, at: number): number => {
  let name = at
  for (
    let sign = at;
    sign < bytes.length && bytes[sign] !== greater && bytes[sign]! > 0x20 && bytes[sign] !== slash;
    sign += 1
  ) {
    if (bytes[sign] === colon) name = sign + 1
  }
  return bytes[name] === letterS && bytes[name + 1] === letterI && !isNameSign(bytes[name + 2]) ? name + 2 : -1
}

const isNameSign = (sign: number | undefined): boolean =>
  sign !== undefined && sign > 0x20 && sign !== greater && sign !== slash

/** The texts that the cells of a workbook share: bytes and where each begins and ends; a text is made when it is asked for. */
export class SharedStrings {
  private starts = new Int32Array(1024)
  private ends = new Int32Array(1024)
  private count = 0

  constructor(private readonly bytes: Buffer) {
    let start = -1
    for (let at = bytes.indexOf(less); at >= 0; at = bytes.indexOf(less, at + 1)) {
      const closes = bytes[at + 1] === slash
      const after = afterName(bytes, at + (closes ? 2 : 1))
      if (after < 0) continue
      if (closes) {
        if (start >= 0) this.add(start, at)
        start = -1
      } else {
        const end = bytes.indexOf(greater, after)
        if (end < 0) break
        if (bytes[end - 1] === slash) this.add(end, end)
        else start = end + 1
        at = end
      }
    }
  }

  /** The text of a number; null where there is none. */
  text(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return null
    return stringText(this.bytes.toString('utf8', this.starts[index], this.ends[index]))
  }

  private add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      const [starts, ends] = [this.starts, this.ends]
      this.starts = new Int32Array(starts.length * 2)
      this.ends = new Int32Array(starts.length * 2)
      this.starts.set(starts)
      this.ends.set(ends)
    }
    this.starts[this.count] = start
    this.ends[this.count] = end
    this.count += 1
  }
}
