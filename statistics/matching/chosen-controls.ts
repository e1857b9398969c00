import type { MatchedColumns } from './matched-set.js'

/** The control rows that each treated row has taken so far, at most `most` of them. */
export class ChosenControls {
  private readonly treated: Uint32Array
  private readonly control: Uint32Array
  private readonly count: Uint32Array

  /** `slotOf` is memory for one number per row. */
  constructor(
    treated: Uint8Array,
    private readonly most: number,
    private readonly slotOf: Uint32Array,
  ) {
    let size = 0
    for (let row = 0; row < treated.length; row++) if (treated[row] !== 0) slotOf[row] = size++
    this.treated = new Uint32Array(size)
    this.control = new Uint32Array(size * most)
    this.count = new Uint32Array(size)
    for (let row = 0, slot = 0; row < treated.length; row++) if (treated[row] !== 0) this.treated[slot++] = row
  }

  /** A treated row takes a control row. */
  add(treated: number, control: number): void {
    const slot = this.slotOf[treated]!
    this.control[slot * this.most + this.count[slot]!++] = control
  }

  /**
   * The sets in the order of the treated rows, and the treated rows that took none. They are moved together in
   * place: nothing can be added after.
   */
  close(): { readonly sets: MatchedColumns; readonly unmatched: Uint32Array } {
    const { treated, control, count, most } = this
    let sets = 0
    for (let slot = 0; slot < treated.length; slot++) if (count[slot]! > 0) sets++
    const start = new Uint32Array(sets + 1)
    const unmatched = new Uint32Array(treated.length - sets)
    let set = 0
    let pairs = 0
    for (let slot = 0; slot < treated.length; slot++) {
      const row = treated[slot]!
      if (count[slot] === 0) {
        unmatched[slot - set] = row
        continue
      }
      for (let k = 0; k < count[slot]!; k++) control[pairs++] = control[slot * most + k]!
      treated[set++] = row
      start[set] = pairs
    }
    return { sets: { treated: treated.subarray(0, sets), start, control: control.subarray(0, pairs) }, unmatched }
  }
}
