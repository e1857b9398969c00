import { findSlot, openTable } from './open-table.js'

const FIRST_ROOM = 1 << 10

/** Gives each distinct number a code as numbers come: 0, 1, ... in the order of their first occurrence. */
export class ValueCoder {
  private table = openTable(FIRST_ROOM)
  private codes = new Int32Array(this.table.length)
  private values = new Float64Array(FIRST_ROOM)
  private count = 0

  /** The code of a number that is no NaN; 0 and -0 are one. */
  codeOf(value: number): number {
    const slot = findSlot(this.table, value)
    if (this.table[slot] === value) return this.codes[slot]!
    const code = this.count++
    this.table[slot] = value + 0
    this.codes[slot] = code
    this.values[code] = value + 0
    if (this.count === this.values.length) this.grow()
    return code
  }

  /** The numbers that were met, ascending, and by code the place of each among them. */
  inOrder(): { readonly distinct: Float64Array; readonly places: Int32Array } {
    const distinct = this.values.slice(0, this.count).sort()
    const places = new Int32Array(this.count)
    for (let place = 0; place < distinct.length; place++)
      places[this.codes[findSlot(this.table, distinct[place]!)]!] = place
    return { distinct, places }
  }

  private grow(): void {
    const values = new Float64Array(2 * this.count)
    values.set(this.values)
    this.values = values
    this.table = openTable(values.length)
    this.codes = new Int32Array(this.table.length)
    for (let code = 0; code < this.count; code++) {
      const slot = findSlot(this.table, values[code]!)
      this.table[slot] = values[code]!
      this.codes[slot] = code
    }
  }
}
