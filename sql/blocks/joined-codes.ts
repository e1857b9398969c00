import type { Codes } from '../../harmonize/codes.js'

type Texts = readonly (string | null)[]

/** Joins codes of blocks, one after the other, into one column of so many rows; each distinct value is kept once. */
export class JoinedCodes {
  /** What the joined codes mean; the first stands for nothing. */
  readonly texts: (string | null)[] = [null]
  /** The codes of all rows, in the narrowest array that holds them. */
  codes: Codes
  /** Where each text stands; null as long as one dictionary is all that came. */
  private places: Map<string | null, number> | null = null
  /** Where the texts stand that codes mean; null where they have these places. */
  private meant: Int32Array | null = null
  /** The codes of a block: arrays of one kind are gone over fast. */
  private wide = new Int32Array()

  constructor(count: number) {
    this.codes = new Uint8Array(count)
  }

  /** Takes what the codes to come mean. */
  learn(texts: Texts): void {
    // In a database of an older version each row of a block may have a cell of its own.
    const isFirst = this.texts.length === 1 && new Set(texts).size === texts.length
    this.meant = isFirst ? null : Int32Array.from(texts, text => this.placeOf(text))
    if (isFirst) for (let at = 1; at < texts.length; at += 1) this.texts.push(texts[at]!)
    this.widen()
  }

  /** Puts the codes of some rows in, from a row on. */
  put(codes: Codes, from: number): void {
    this.codes.set(this.meant === null ? codes : this.joined(codes, this.meant), from)
  }

  private widen(): void {
    if (this.texts.length <= 2 ** (8 * this.codes.BYTES_PER_ELEMENT)) return
    this.codes = this.texts.length <= 2 ** 16 ? new Uint16Array(this.codes) : new Int32Array(this.codes)
  }

  private joined(codes: Codes, meant: Int32Array): Int32Array {
    if (codes.length > this.wide.length) this.wide = new Int32Array(codes.length)
    const wide = this.wide.subarray(0, codes.length)
    wide.set(codes)
    for (let row = 0; row < wide.length; row += 1) wide[row] = meant[wide[row]!]!
    return wide
  }

  private placeOf(text: string | null): number {
    this.places ??= new Map(this.texts.map((own, place) => [own, place]))
    const known = this.places.get(text)
    if (known !== undefined) return known
    const place = this.texts.push(text) - 1
    this.places.set(text, place)
    return place
  }
}
