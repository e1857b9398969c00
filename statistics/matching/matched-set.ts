/** One treated row and its control rows, in the order in which they were taken. */
export interface MatchedSet {
  readonly treated: number
  readonly controls: readonly number[]
}

/** The columns that matched sets lie in. */
export interface MatchedColumns {
  /** The treated row of each set, ascending. */
  readonly treated: Uint32Array
  /** The first place in `control` of each set, then the number of controls in all. */
  readonly start: Uint32Array
  /** The control rows of all sets, set after set. */
  readonly control: Uint32Array
}

/** Matched sets in columns, three numbers per pair; one becomes an object only when it is looked at. */
export class MatchedSets implements MatchedColumns, Iterable<MatchedSet> {
  readonly treated: Uint32Array
  readonly start: Uint32Array
  readonly control: Uint32Array

  constructor({ treated, start, control }: MatchedColumns) {
    this.treated = treated
    this.start = start
    this.control = control
  }

  /** How many sets there are. */
  get length(): number {
    return this.treated.length
  }

  /** The set at an index, from 0. */
  at(index: number): MatchedSet {
    const controls = this.control.subarray(this.start[index], this.start[index + 1])
    return { treated: this.treated[index]!, controls: [...controls] }
  }

  /** What a function makes of each set. */
  map<T>(make: (set: MatchedSet, index: number) => T): readonly T[] {
    return Array.from(this, make)
  }

  *[Symbol.iterator](): Iterator<MatchedSet> {
    for (let index = 0; index < this.length; index++) yield this.at(index)
  }
}
