import { type CodedRows, combineCodes } from '../columns/combine-codes.js'
import { orderBySubject } from '../columns/subject-order.js'
import { tableRow } from '../columns/table-rows.js'
import type { KeyedRows } from './key-parts.js'
import { emptyPart, noPart } from './natural-key.js'

/** Rows of several blocks, block after block. */
interface ListedRows {
  readonly count: number
  /** Where the rows of each block end. */
  readonly ends: readonly number[]
  /** Each row's place in its block's source. */
  readonly rows: Int32Array
  readonly subjects: Int32Array
}

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
      const subject = subjectOf[tableRow(at, row)]!
      if (met[subject]! > 0) several = true
      met[subject] = met[subject]! > 0 ? 2 : 1
    }
  }
  return several ? met : null
}

const [unkeyed, coded] = [2, 1]

/** Marks by 1 the rows that have a key: no part of it is unknown, and some part besides the day is a code. */
const rowsWithKey = ({ rows: { source, made }, parts }: KeyedRows): Uint8Array => {
  const marks = new Uint8Array(source.count)
  parts.forEach(({ codes, numbers }, at) => {
    // The day stands first, and by itself it tells nothing apart.
    const flags = Uint8Array.from(numbers, part =>
      part === noPart ? unkeyed : at > 0 && part !== emptyPart ? coded : 0,
    )
    for (let row = 0; row < marks.length; row += 1) marks[row]! |= flags[codes === null ? 0 : codes[row]!]!
  })
  if (made !== null) for (let row = 0; row < marks.length; row += 1) if (made[row] === 0) marks[row] = unkeyed
  return marks
}

// A part of the subjects at a time, so that what is listed of rows stays small beside them.
const usualRows = 1 << 20
const mostParts = 16

const partsOf = (
  blocks: readonly KeyedRows[],
  subjects: number,
  rowsAtOnce: number,
): readonly (readonly [from: number, to: number])[] => {
  const rows = blocks.reduce((sum, { rows: { source } }) => sum + source.count, 0)
  const parts = Math.min(mostParts, Math.ceil(rows / rowsAtOnce))
  const border = (part: number): number => Math.floor((subjects * part) / parts)
  return Array.from({ length: parts }, (_, part) => [border(part), border(part + 1)] as const)
}

/** How many rows with a key each subject has that has several rows; 0 for the others. */
const rowsOfSubjects = (blocks: readonly KeyedRows[], marks: readonly Uint8Array[], met: Uint8Array): Int32Array => {
  const counts = new Int32Array(met.length)
  for (const [block, { rows }] of blocks.entries()) {
    const own = marks[block]!
    const { at, table } = rows.source
    const { subjects } = table
    for (let row = 0; row < own.length; row += 1) if (own[row] === coded) counts[subjects[tableRow(at, row)]!]! += 1
  }
  for (let subject = 0; subject < met.length; subject += 1) if (met[subject] !== 2) counts[subject] = 0
  return counts
}

/** The rows that are counted of the subjects from one to before another. */
const listRows = (
  blocks: readonly KeyedRows[],
  marks: readonly Uint8Array[],
  counts: Int32Array,
  [from, to]: readonly [from: number, to: number],
): ListedRows => {
  let most = 0
  for (let subject = from; subject < to; subject += 1) most += counts[subject]!
  const [rows, subjects] = [new Int32Array(most), new Int32Array(most)]
  let count = 0
  const ends: number[] = []
  for (const [block, { rows: listed }] of blocks.entries()) {
    const own = marks[block]!
    const { at, table } = listed.source
    const { subjects: subjectOf } = table
    for (let row = 0; row < own.length; row += 1) {
      const subject = subjectOf[tableRow(at, row)]!
      if (subject < from || subject >= to || own[row] !== coded || counts[subject] === 0) continue
      rows[count] = row
      subjects[count] = subject
      count += 1
    }
    ends.push(count)
  }
  return { count, ends, rows, subjects }
}

const keysOf = (blocks: readonly KeyedRows[], { count, ends, rows }: ListedRows): CodedRows => {
  let keys: CodedRows = { codes: new Int32Array(count), distinct: 1 }
  for (let at = 0; at < blocks[0]!.parts.length; at += 1) {
    if (blocks.every(({ parts }) => parts[at]!.codes === null)) continue
    const part = new Int32Array(count)
    let most = 0
    blocks.forEach(({ parts }, block) => {
      const { codes, numbers } = parts[at]!
      for (const number of numbers) most = Math.max(most, number)
      for (let row = block === 0 ? 0 : ends[block - 1]!; row < ends[block]!; row += 1) {
        part[row] = numbers[codes === null ? 0 : codes[rows[row]!]!]!
      }
    })
    keys = combineCodes(keys, { codes: part, distinct: most + 1 }, count)
  }
  return keys
}

/** A row of one of several blocks. */
export interface RepeatedRow {
  readonly block: KeyedRows
  readonly row: number
}

const repeatedOf = (blocks: readonly KeyedRows[], listed: ListedRows, subjects: number): readonly RepeatedRow[][] => {
  const keys = keysOf(blocks, listed)
  const { order, starts } = orderBySubject(listed.subjects, listed.count, subjects)
  // By key, who had it last, and in which row first.
  const owners = new Int32Array(keys.distinct).fill(-1)
  const firsts = new Int32Array(keys.distinct)
  const groups = new Map<number, RepeatedRow[]>()
  const rowAt = (at: number): RepeatedRow => ({
    block: blocks[listed.ends.findIndex(end => at < end)]!,
    row: listed.rows[at]!,
  })
  for (let subject = 0; subject < subjects; subject += 1) {
    for (let place = starts[subject]!; place < starts[subject + 1]!; place += 1) {
      const at = order[place]!
      const key = keys.codes[at]!
      if (owners[key] !== subject) {
        owners[key] = subject
        firsts[key] = at
        continue
      }
      const first = firsts[key]!
      const group = groups.get(first) ?? [rowAt(first)]
      groups.set(first, group)
      group.push(rowAt(at))
    }
  }
  return [...groups.values()]
}

/** Rows of blocks that have one subject and one natural key, wherever there are several. */
export const repeatedRows = (
  blocks: readonly KeyedRows[],
  subjects: number,
  rowsAtOnce: number = usualRows,
): readonly (readonly RepeatedRow[])[] => {
  const met = subjectsWithSeveral(blocks, subjects)
  if (met === null) return []
  const marks = blocks.map(rowsWithKey)
  const counts = rowsOfSubjects(blocks, marks, met)
  return partsOf(blocks, subjects, rowsAtOnce).flatMap(part =>
    repeatedOf(blocks, listRows(blocks, marks, counts, part), subjects),
  )
}
