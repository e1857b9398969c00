import type { FindPlace } from '../columns/find-place.js'
import type { SubjectOrder } from '../columns/subject-order.js'
import type { RowsOfTable } from '../received-site.js'
import type { BlockField, BlockRows } from './block-rows.js'

/** Rows of a block: from where they stand in it to where they go, and their numbers in the file; written over by the next block's. */
export interface MovedRows {
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly numbers: Int32Array
}

/** The rows that a block makes of its table, without the table: what is kept until they are put in place. */
export interface PlacedBlock {
  readonly made: Uint8Array | null
  readonly fields: readonly BlockField[]
  /** Where a row of the table stands among those of the block; null where the block has all. */
  readonly placeOf: FindPlace | null
}

/** Takes the rows of a block apart from their table. */
export const placedBlock = ({ source: { at, placeOf }, made, fields }: BlockRows): PlacedBlock => ({
  ...{ made, fields },
  placeOf: at === null ? null : placeOf,
})

/** Whether a block makes a shared row of each row of its table. */
const takesAll = ({ made, placeOf }: PlacedBlock): boolean => made === null && placeOf === null

/** Counts the shared rows that a block makes of some rows of its table. */
const countMade = ({ made, placeOf }: PlacedBlock, order: Int32Array, counts: Int32Array): void => {
  for (let place = 0; place < order.length; place += 1) {
    const row = placeOf === null ? order[place]! : placeOf(order[place]!)
    if (row >= 0 && made?.[row] !== 0) counts[place]! += 1
  }
}

/** Puts the numbers of some rows into an array. */
const numberRows = (rows: RowsOfTable, order: Int32Array, numbers: Int32Array): void => {
  // An array is gone over several times as fast by itself.
  if (rows instanceof Int32Array) for (let at = 0; at < order.length; at += 1) numbers[at] = rows[order[at]!]!
  else for (let at = 0; at < order.length; at += 1) numbers[at] = rows.at(order[at]!)!
}

/** Finds where the rows go that the blocks of one table make, some subjects at a time. */
export class RowMover {
  /** How many of the blocks take all rows. */
  private readonly whole: number
  private readonly places: Int32Array
  private readonly from: Int32Array
  private readonly to: Int32Array
  private readonly numbers: Int32Array
  /** The numbers of all rows of the subjects that are being moved. */
  private readonly all: Int32Array

  /** `rows` are the numbers of the table's rows; `most` is how many of them some subjects have at most. */
  constructor(
    private readonly rows: RowsOfTable,
    private readonly blocks: readonly PlacedBlock[],
    private readonly ordered: SubjectOrder,
    most: number,
  ) {
    this.whole = blocks.filter(takesAll).length
    const some = this.whole < blocks.length ? most : 0
    this.places = new Int32Array(most)
    this.to = new Int32Array(most)
    this.from = new Int32Array(some)
    this.numbers = new Int32Array(some)
    this.all = new Int32Array(most)
  }

  /**
   * Hands each block's rows of the subjects from one to before another on; `next` is where the next row of each of them goes,
   * and places are counted from `first` on.
   */
  move(
    [from, to]: readonly [from: number, to: number],
    next: Int32Array,
    first: number,
    take: (fields: readonly BlockField[], moved: MovedRows) => void,
  ): void {
    const { ordered, rows, all } = this
    const order = ordered.rows(ordered.starts[from]!, ordered.starts[to]!)
    if (order.length === 0) return
    this.place(order, [from, to], next, first)
    numberRows(rows, order, all)
    for (const block of this.blocks) take(block.fields, takesAll(block) ? this.each(order) : this.some(block, order))
  }

  /** Finds where the first of the rows goes that are made of each row of the table. */
  private place(
    order: Int32Array,
    [from, to]: readonly [from: number, to: number],
    next: Int32Array,
    first: number,
  ): void {
    const { places, whole, blocks } = this
    const { starts } = this.ordered
    const begin = starts[from]!
    places.fill(whole, 0, order.length)
    for (const block of blocks) if (!takesAll(block)) countMade(block, order, places)
    for (let subject = from; subject < to; subject += 1) {
      let at = next[subject - from]!
      const end = starts[subject + 1]! - begin
      for (let place = starts[subject]! - begin; place < end; place += 1) {
        const made = places[place]!
        places[place] = at - first
        at += made
      }
      next[subject - from] = at
    }
  }

  private each(order: Int32Array): MovedRows {
    const { places, to } = this
    const count = order.length
    for (let place = 0; place < count; place += 1) {
      to[place] = places[place]!
      places[place]! += 1
    }
    return { count, from: order, to, numbers: this.all }
  }

  private some({ made, placeOf }: PlacedBlock, order: Int32Array): MovedRows {
    const { places, from, to, numbers, all } = this
    let count = 0
    for (let place = 0; place < order.length; place += 1) {
      const ofTable = order[place]!
      const row = placeOf === null ? ofTable : placeOf(ofTable)
      if (row < 0 || made?.[row] === 0) continue
      numbers[count] = all[place]!
      from[count] = row
      to[count] = places[place]!
      places[place]! += 1
      count += 1
    }
    return { count, from, to, numbers }
  }
}
