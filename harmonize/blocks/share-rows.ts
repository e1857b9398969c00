import { type DomainName, fieldsOf } from '../../protocol/schema/domains.js'
import { codesFor } from '../codes.js'
import { orderBySubject, type SubjectOrder } from '../columns/subject-order.js'
import type { ReceivedTable } from '../received-site.js'
import type { SharedColumns } from '../shared-columns.js'
import type { BlockRows } from './block-rows.js'
import { type FieldMaker, fieldMaker } from './shared-field.js'

/** A table with the rows that blocks of one domain make of it, and its place among the site's files. */
export interface FileOfDomain {
  readonly table: ReceivedTable
  readonly file: number
  readonly blocks: readonly BlockRows[]
}

/** A block's rows with where those of the table stand in it: by place of the table, -1 for one that it lacks; null where it has all. */
interface PlacedBlock {
  readonly rows: BlockRows
  readonly own: Int32Array | null
}

const placedBlock = (rows: BlockRows): PlacedBlock => {
  const { table, at, count } = rows.source
  if (count === table.count) return { rows, own: null }
  const own = new Int32Array(table.count).fill(-1)
  for (let row = 0; row < count; row += 1) own[at[row]!] = row
  return { rows, own }
}

const startsOf = (files: readonly FileOfDomain[], subjects: number): Int32Array => {
  const starts = new Int32Array(subjects + 1)
  for (const { table, blocks } of files) {
    const { subjects: subjectOf } = table
    for (const { source, made } of blocks) {
      const { at, count } = source
      for (let row = 0; row < count; row += 1) if (made?.[row] !== 0) starts[subjectOf[at[row]!]! + 1]! += 1
    }
  }
  for (let subject = 0; subject < subjects; subject += 1) starts[subject + 1]! += starts[subject]!
  return starts
}

// What is worked at once fits into a cache, and what is noted of rows on the way stays small beside them.
const usualRows = 1 << 15

/** Where the subjects end that have some rows together, and always one. */
const someSubjects = ({ starts }: SubjectOrder, from: number, rowsAtOnce: number): number => {
  let to = from + 1
  while (to < starts.length - 1 && starts[to + 1]! - starts[from]! <= rowsAtOnce) to += 1
  return to
}

/** Rows of a block: from where they stand in it, and in the table, to where they go. */
interface Moved {
  readonly from: Int32Array
  readonly received: Int32Array
  readonly to: Int32Array
}

/** Counts the shared rows that a block makes of some rows of its table. */
const countMade = ({ rows: { made }, own }: PlacedBlock, order: Int32Array, counts: Int32Array): void => {
  for (let place = 0; place < order.length; place += 1) {
    const row = own === null ? order[place]! : own[order[place]!]!
    if (row >= 0 && made?.[row] !== 0) counts[place]! += 1
  }
}

/** Where the shared rows of some ordered rows go; `next` is where each subject's next row goes. */
const placesOf = (
  blocks: readonly PlacedBlock[],
  { order, starts }: SubjectOrder,
  [from, to]: readonly [from: number, to: number],
  next: Int32Array,
): Int32Array => {
  const first = starts[from]!
  const places = new Int32Array(starts[to]! - first)
  const own = order.subarray(first, starts[to])
  for (const block of blocks) countMade(block, own, places)
  for (let subject = from; subject < to; subject += 1) {
    let at = next[subject]!
    for (let place = starts[subject]! - first; place < starts[subject + 1]! - first; place += 1) {
      const made = places[place]!
      places[place] = at
      at += made
    }
    next[subject] = at
  }
  return places
}

const moved = ({ rows: { made }, own }: PlacedBlock, order: Int32Array, places: Int32Array): Moved => {
  const from = new Int32Array(order.length)
  const received = own === null ? from : new Int32Array(order.length)
  const to = new Int32Array(order.length)
  let next = 0
  for (let place = 0; place < order.length; place += 1) {
    const ofTable = order[place]!
    const row = own === null ? ofTable : own[ofTable]!
    if (row < 0 || made?.[row] === 0) continue
    received[next] = ofTable
    from[next] = row
    to[next] = places[place]!
    places[place]! += 1
    next += 1
  }
  return { from: from.subarray(0, next), received: received.subarray(0, next), to: to.subarray(0, next) }
}

const makersOf = (domain: DomainName, blocks: readonly BlockRows[], count: number): ReadonlyMap<string, FieldMaker> => {
  const all = blocks.flatMap(({ fields }) => fields)
  return new Map(
    Object.keys(fieldsOf(domain)).flatMap(field => {
      const own = all.filter(one => one.field === field)
      return own.length === 0 ? [] : [[field, fieldMaker(own, count)] as const]
    }),
  )
}

const makesRows = ({ source: { count }, made }: BlockRows): boolean => count > 0 && (made?.includes(1) ?? true)

/**
 * Puts the rows of a domain, file by file in the order of the files' ids, subject by subject, some subjects at a time; null
 * where there is none.
 */
export const shareRows = (
  domain: DomainName,
  written: readonly FileOfDomain[],
  subjects: number,
  rowsAtOnce: number = usualRows,
): SharedColumns | null => {
  const files = written
    .map(file => ({ ...file, blocks: file.blocks.filter(makesRows) }))
    .filter(({ blocks }) => blocks.length > 0)
  const starts = startsOf(files, subjects)
  const count = starts[subjects]!
  if (count === 0) return null
  const rows = new Int32Array(count)
  const codes = codesFor(Math.max(...files.map(({ file }) => file)) + 1, count)
  const makers = makersOf(
    domain,
    files.flatMap(({ blocks }) => blocks),
    count,
  )
  const next = starts.slice()
  for (const { table, file, blocks: given } of files) {
    const ordered = orderBySubject(table.subjects, table.count, subjects)
    const blocks = given.map(placedBlock)
    for (let subject = 0; subject < subjects;) {
      const end = someSubjects(ordered, subject, rowsAtOnce)
      const order = ordered.order.subarray(ordered.starts[subject], ordered.starts[end])
      const places = placesOf(blocks, ordered, [subject, end], next)
      for (const block of blocks) {
        const { from, received, to } = moved(block, order, places)
        for (let row = 0; row < to.length; row += 1) rows[to[row]!] = table.rows[received[row]!]!
        for (let row = 0; row < to.length; row += 1) codes[to[row]!] = file
        for (const field of block.rows.fields) makers.get(field.field)?.take(field, from, to)
      }
      subject = end
    }
  }
  const fields = Object.fromEntries([...makers].map(([field, maker]) => [field, maker.finish()]))
  return { count, starts, files: codes, rows, fields }
}
