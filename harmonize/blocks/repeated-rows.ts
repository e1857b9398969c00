import { type SubjectOrder, subjectBorders } from '../columns/subject-order.js'
import { tableRow } from '../columns/table-rows.js'
import { numberAt } from '../row-runs.js'
import type { KeyedRows } from './key-parts.js'
import { emptyPart, noPart } from './natural-key.js'

/** Marks by 2 the subjects that have several rows; null where none has. */
const subjectsWithSeveral = (blocks: readonly KeyedRows[], subjects: number): Uint8Array | null => {
  const met = new Uint8Array(subjects)
  let several = false
  for (const { rows } of blocks) {
    const { made, source } = rows
    const { at, count } = source
    const { subjects: subjectOf } = source.table
    for (let row = 0; row < count; row += 1) {
      if (made?.[row] === 0) continue
      const subject = numberAt(subjectOf, tableRow(at, row))
      if (met[subject]! > 0) several = true
      met[subject] = met[subject]! > 0 ? 2 : 1
    }
  }
  return several ? met : null
}

const [unkeyed, coded] = [2, 1]

/** By code, what a part says of whether its row has a key. */
const flagsOf = (numbers: readonly number[], isDay: boolean): Uint8Array =>
  // By itself the day tells nothing apart.
  Uint8Array.from(numbers, part => (part === noPart ? unkeyed : !isDay && part !== emptyPart ? coded : 0))

/** Rows of some subjects, block after block, and in a block subject after subject; written over by the next. */
class ListedRows {
  /** Where the rows of each block end. */
  readonly ends: number[] = []
  /** Each row's place in its block's source. */
  readonly rows: Int32Array
  readonly subjects: Int32Array
  /** 1 for a row that has a key: no part of it is unknown, and some part besides the day is a code. */
  readonly marks: Uint8Array
  readonly hashes: Int32Array
  private readonly parts: readonly Int32Array[]
  private readonly flags: readonly (readonly Uint8Array[])[]

  constructor(
    readonly blocks: readonly KeyedRows[],
    private readonly several: Uint8Array,
    /** For each block the order of its table's rows. */
    private readonly orders: readonly SubjectOrder[],
    most: number,
  ) {
    this.rows = new Int32Array(most)
    this.subjects = new Int32Array(most)
    this.marks = new Uint8Array(most)
    this.hashes = new Int32Array(most)
    this.parts = blocks[0]!.parts.map(() => new Int32Array(most))
    // The day stands first.
    this.flags = blocks.map(({ parts }) => parts.map(({ numbers }, part) => flagsOf(numbers, part === 0)))
  }

  /** Lists the rows of the subjects from one to before another that have several. */
  list(from: number, to: number): void {
    this.ends.length = 0
    let begin = 0
    for (const [number, block] of this.blocks.entries()) {
      const end = this.rowsOf(block, this.orders[number]!, from, to, begin)
      this.marks.fill(0, begin, end)
      this.hashes.fill(0, begin, end)
      for (let part = 0; part < block.parts.length; part += 1) this.takePart(number, part, begin, end)
      this.ends.push(end)
      begin = end
    }
  }

  /** Whether two rows have the same key. */
  areOne(one: number, other: number): boolean {
    for (const part of this.parts) if (part[one] !== part[other]) return false
    return true
  }

  private rowsOf(
    { rows: { made, source } }: KeyedRows,
    ordered: SubjectOrder,
    from: number,
    to: number,
    begin: number,
  ): number {
    const { several, rows, subjects } = this
    const { starts } = ordered
    const begins = starts[from]!
    const order = ordered.rows(begins, starts[to]!)
    const { at, placeOf } = source
    let count = begin
    for (let subject = from; subject < to; subject += 1) {
      if (several[subject] !== 2) continue
      for (let place = starts[subject]! - begins; place < starts[subject + 1]! - begins; place += 1) {
        const row = at === null ? order[place]! : placeOf(order[place]!)
        if (row < 0 || made?.[row] === 0) continue
        rows[count] = row
        subjects[count] = subject
        count += 1
      }
    }
    return count
  }

  private takePart(block: number, part: number, begin: number, end: number): void {
    const { rows, marks, hashes } = this
    const own = this.parts[part]!
    const flags = this.flags[block]![part]!
    const { codes, numbers } = this.blocks[block]!.parts[part]!
    for (let listed = begin; listed < end; listed += 1) {
      const code = codes === null ? 0 : codes[rows[listed]!]!
      const number = numbers[code]!
      own[listed] = number
      marks[listed]! |= flags[code]!
      hashes[listed] = Math.imul(hashes[listed]! ^ number, 0x9e3779b1)
    }
  }
}

/** A row of one of several blocks. */
export interface RepeatedRow {
  readonly block: KeyedRows
  readonly row: number
}

/** Finds rows of one key among those of a subject, one subject after another. */
class RowsByKey {
  private readonly slots: Int32Array
  /** Whose row is in a slot. */
  private readonly owners: Int32Array

  /** `most` is how many rows a subject has at most. */
  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * most)))
    this.slots = new Int32Array(size)
    this.owners = new Int32Array(size).fill(-1)
  }

  /** The first of the subject's listed rows that has the key of one: that row itself where none was before. */
  firstOf(listed: ListedRows, row: number): number {
    const { slots, owners } = this
    const subject = listed.subjects[row]!
    const hash = listed.hashes[row]!
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1)
    while (owners[slot] === subject) {
      if (listed.areOne(slots[slot]!, row)) return slots[slot]!
      slot = (slot + 1) & (slots.length - 1)
    }
    owners[slot] = subject
    slots[slot] = row
    return row
  }
}

const repeatedIn = (listed: ListedRows, known: RowsByKey, [from, to]: readonly [number, number]): RepeatedRow[][] => {
  const { blocks, ends, rows, subjects, marks } = listed
  const groups = new Map<number, RepeatedRow[]>()
  const rowAt = (at: number): RepeatedRow => ({ block: blocks[ends.findIndex(end => at < end)]!, row: rows[at]! })
  const next = blocks.map((_, block) => ends[block - 1] ?? 0)
  for (let subject = from; subject < to; subject += 1) {
    for (let block = 0; block < blocks.length; block += 1) {
      let at = next[block]!
      for (; at < ends[block]! && subjects[at] === subject; at += 1) {
        if (marks[at] !== coded) continue
        const first = known.firstOf(listed, at)
        if (first === at) continue
        const group = groups.get(first) ?? [rowAt(first)]
        groups.set(first, group)
        group.push(rowAt(at))
      }
      next[block] = at
    }
  }
  return [...groups.values()]
}

const mostOfSubject = (starts: Int32Array): number =>
  starts.subarray(1).reduce((most, end, subject) => Math.max(most, end - starts[subject]!), 0)

// What is listed of rows at once fits into a cache.
const usualRows = 1 << 15

/** Rows of blocks of one file, in one table or several, that have one subject and one natural key, wherever there are several. */
export const repeatedRows = (
  blocks: readonly KeyedRows[],
  subjects: number,
  orderOf: (block: KeyedRows) => SubjectOrder,
  rowsAtOnce: number = usualRows,
): readonly (readonly RepeatedRow[])[] => {
  const several = subjectsWithSeveral(blocks, subjects)
  if (several === null) return []
  const orders = blocks.map(orderOf)
  const lists = [...new Set(orders)].map(({ starts }) => starts)
  const borders = subjectBorders(lists, [0, subjects], rowsAtOnce)
  const ofSubjects = Math.max(0, ...lists.map(mostOfSubject))
  const listed = new ListedRows(blocks, several, orders, blocks.length * Math.max(ofSubjects, rowsAtOnce))
  const known = new RowsByKey(blocks.length * ofSubjects)
  return borders.slice(1).flatMap((to, part) => {
    const from = borders[part]!
    listed.list(from, to)
    return repeatedIn(listed, known, [from, to])
  })
}
