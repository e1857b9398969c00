import type { SubjectOrder } from '../columns/subject-order.js'
import type { ReceivedTable } from '../received-site.js'
import type { BlockRows } from './block-rows.js'

/** Rows of a block: from where they stand in it to where they go, and their numbers in the file; written over by the next block's. */
export interface MovedRows {
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly numbers: Int32Array
}

/** A block's rows with where those of the table stand in it: by place of the table, -1 for one that it lacks; null where it has all. */
interface PlacedBlock {
  readonly rows: BlockRows
  readonly own: Int32Array | null
}

/** Whether a block makes a shared row of each row of its table. */
export const takesAll = ({ source, made }: BlockRows): boolean => made === null && source.at === null

const placedBlocks = (blocks: readonly BlockRows[]): readonly PlacedBlock[] => {
  const known = new Map<BlockRows['source'], Int32Array | null>()
  const placesIn = (source: BlockRows['source']): Int32Array | null => {
    const { table, at, count } = source
    if (at === null) return null
    const own = new Int32Array(table.count).fill(-1)
    for (let row = 0; row < count; row += 1) own[at[row]!] = row
    return own
  }
  return blocks.map(rows => {
    const own = known.get(rows.source) ?? placesIn(rows.source)
    known.set(rows.source, own)
    return { rows, own }
  })
}

/** Counts the shared rows that a block makes of some rows of its table. */
const countMade = ({ rows: { made }, own }: PlacedBlock, order: Int32Array, counts: Int32Array): void => {
  for (let place = 0; place < order.length; place += 1) {
    const row = own === null ? order[place]! : own[order[place]!]!
    if (row >= 0 && made?.[row] !== 0) counts[place]! += 1
  }
}

/** Finds where the rows go that the blocks of one table make, some subjects at a time. */
export class RowMover {
  private readonly blocks: readonly PlacedBlock[]
  /** How many of the blocks take all rows. */
  private readonly whole: number
  private readonly places: Int32Array
  private readonly from: Int32Array
  private readonly to: Int32Array
  private readonly numbers: Int32Array
  /** The numbers of all rows of the subjects that are being moved. */
  private readonly all: Int32Array

  /** `most` is how many rows of the table some subjects have at most. */
  constructor(
    private readonly table: ReceivedTable,
    blocks: readonly BlockRows[],
    private readonly ordered: SubjectOrder,
    most: number,
  ) {
    this.blocks = placedBlocks(blocks)
    this.whole = blocks.filter(takesAll).length
    const some = this.whole < blocks.length ? most : 0
    this.places = new Int32Array(most)
    this.to = new Int32Array(most)
    this.from = new Int32Array(some)
    this.numbers = new Int32Array(some)
    this.all = new Int32Array(this.whole > 0 ? most : 0)
  }

  /**
   * Hands each block's rows of the subjects from one to before another on; `next` is where each subject's next row goes, and
   * places are counted from `first` on.
   */
  move(
    [from, to]: readonly [from: number, to: number],
    next: Int32Array,
    first: number,
    take: (rows: BlockRows, moved: MovedRows) => void,
  ): void {
    const { ordered, table, all, whole } = this
    const order = ordered.order.subarray(ordered.starts[from], ordered.starts[to])
    if (order.length === 0) return
    this.place(order, [from, to], next, first)
    if (whole > 0) for (let place = 0; place < order.length; place += 1) all[place] = table.rows[order[place]!]!
    for (const block of this.blocks) take(block.rows, takesAll(block.rows) ? this.each(order) : this.some(block, order))
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
    for (const block of blocks) if (!takesAll(block.rows)) countMade(block, order, places)
    for (let subject = from; subject < to; subject += 1) {
      let at = next[subject]!
      const end = starts[subject + 1]! - begin
      for (let place = starts[subject]! - begin; place < end; place += 1) {
        const made = places[place]!
        places[place] = at - first
        at += made
      }
      next[subject] = at
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

  private some({ rows: { made }, own }: PlacedBlock, order: Int32Array): MovedRows {
    const { places, from, to, numbers, table } = this
    let count = 0
    for (let place = 0; place < order.length; place += 1) {
      const ofTable = order[place]!
      const row = own === null ? ofTable : own[ofTable]!
      if (row < 0 || made?.[row] === 0) continue
      numbers[count] = table.rows[ofTable]!
      from[count] = row
      to[count] = places[place]!
      places[place]! += 1
      count += 1
    }
    return { count, from, to, numbers }
  }
}
