import { type CodedRows, combineCodes } from '../columns/combine-codes.js'
import type { KeyedRows } from './key-parts.js'
import { partAt } from './key-parts.js'
import { emptyPart, noPart } from './natural-key.js'

/** Rows of several blocks, one after another: each row's block, and its place in the block's source. */
interface ListedRows {
  readonly count: number
  readonly blocks: Uint16Array
  readonly rows: Int32Array
  readonly subjects: Int32Array
}

const subjectAt = ({ rows: { source } }: KeyedRows, row: number): number => source.table.subjects[source.at[row]!]!

const isMade = ({ rows: { made } }: KeyedRows, row: number): boolean => made?.[row] !== 0

/** Marks by 2 the subjects that have several rows; null where none has. */
const subjectsWithSeveral = (blocks: readonly KeyedRows[], subjects: number): Uint8Array | null => {
  const met = new Uint8Array(subjects)
  let several = false
  for (const block of blocks) {
    for (let row = 0; row < block.rows.source.count; row += 1) {
      if (!isMade(block, row)) continue
      const subject = subjectAt(block, row)
      if (met[subject]! > 0) several = true
      met[subject] = met[subject]! > 0 ? 2 : 1
    }
  }
  return several ? met : null
}

const hasKey = ({ parts }: KeyedRows, row: number): boolean => {
  let coded = false
  for (let at = 0; at < parts.length; at += 1) {
    const part = partAt(parts[at]!, row)
    if (part === noPart) return false
    // The day stands first, and by itself it tells nothing apart.
    coded ||= at > 0 && part !== emptyPart
  }
  return coded
}

const listRows = (blocks: readonly KeyedRows[], met: Uint8Array): ListedRows => {
  let most = 0
  for (const { rows } of blocks) most += rows.source.count
  const listed = { blocks: new Uint16Array(most), rows: new Int32Array(most), subjects: new Int32Array(most) }
  let count = 0
  blocks.forEach((block, number) => {
    for (let row = 0; row < block.rows.source.count; row += 1) {
      if (!isMade(block, row)) continue
      const subject = subjectAt(block, row)
      if (met[subject] !== 2 || !hasKey(block, row)) continue
      listed.blocks[count] = number
      listed.rows[count] = row
      listed.subjects[count] = subject
      count += 1
    }
  })
  return { count, ...listed }
}

const keysOf = (blocks: readonly KeyedRows[], { count, blocks: of, rows }: ListedRows): CodedRows => {
  let keys: CodedRows = { codes: new Int32Array(count), distinct: 1 }
  for (let at = 0; at < blocks[0]!.parts.length; at += 1) {
    const own = blocks.map(({ parts }) => parts[at]!)
    if (own.every(({ codes }) => codes === null)) continue
    const part = new Int32Array(count)
    let most = 0
    for (let row = 0; row < count; row += 1) {
      const number = partAt(own[of[row]!]!, rows[row]!)
      part[row] = number
      if (number > most) most = number
    }
    keys = combineCodes(keys, { codes: part, distinct: most + 1 }, count)
  }
  return keys
}

/** Places from 0 in the order of some numbers, equal ones as they stand. */
export const orderBy = (numbers: Int32Array, count: number, distinct: number): Int32Array => {
  const next = new Int32Array(distinct + 1)
  for (let row = 0; row < count; row += 1) next[numbers[row]! + 1]! += 1
  for (let number = 0; number < distinct; number += 1) next[number + 1]! += next[number]!
  const order = new Int32Array(count)
  for (let row = 0; row < count; row += 1) order[next[numbers[row]!]!++] = row
  return order
}

/** A row of one of several blocks. */
export interface RepeatedRow {
  readonly block: KeyedRows
  readonly row: number
}

/** Rows of blocks that have one subject and one natural key, wherever there are several. */
export const repeatedRows = (blocks: readonly KeyedRows[], subjects: number): readonly (readonly RepeatedRow[])[] => {
  const met = subjectsWithSeveral(blocks, subjects)
  if (met === null) return []
  const listed = listRows(blocks, met)
  const keys = keysOf(blocks, listed)
  // Subject by subject, the last row of each key is the subject's own or another's.
  const last = new Int32Array(keys.distinct).fill(-1)
  const groups = new Map<number, RepeatedRow[]>()
  const rowAt = (at: number): RepeatedRow => ({ block: blocks[listed.blocks[at]!]!, row: listed.rows[at]! })
  for (const at of orderBy(listed.subjects, listed.count, subjects)) {
    const key = keys.codes[at]!
    const before = last[key]!
    if (before < 0 || listed.subjects[before] !== listed.subjects[at]) {
      last[key] = at
      continue
    }
    const group = groups.get(before) ?? [rowAt(before)]
    groups.set(before, group)
    group.push(rowAt(at))
  }
  return [...groups.values()]
}
