/** The numbers of a table's rows in its file: an array of them, or what says as much. */
export interface RowNumbers extends Iterable<number> {
  readonly length: number
  at(place: number): number | undefined
  subarray(from: number, to: number): Int32Array
}

/** Rows that stand one after the other: the number of the first says all. */
export class RowsFrom implements RowNumbers {
  constructor(
    readonly first: number,
    readonly length: number,
  ) {}

  at(place: number): number {
    return this.first + place
  }

  subarray(from: number, to: number): Int32Array {
    const own = new Int32Array(to - from)
    for (let at = 0; at < own.length; at += 1) own[at] = this.at(from + at)
    return own
  }

  *[Symbol.iterator](): Generator<number> {
    for (let at = 0; at < this.length; at += 1) yield this.at(at)
  }
}
