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

/** A table's rows in the order of their subjects, and how many shared rows each makes, in that order. */
interface OrderedFile extends FileOfDomain {
  readonly ordered: SubjectOrder
  readonly made: Uint16Array
}

const orderedFile = (file: FileOfDomain, subjects: number): OrderedFile => {
  const { table, blocks } = file
  const ofRows = new Uint16Array(table.count)
  for (const { source, made } of blocks) {
    const { at, count } = source
    for (let row = 0; row < count; row += 1) if (made?.[row] !== 0) ofRows[at[row]!]! += 1
  }
  const ordered = orderBySubject(table.subjects, table.count, subjects)
  const made = new Uint16Array(table.count)
  for (let place = 0; place < made.length; place += 1) made[place] = ofRows[ordered.order[place]!]!
  return { ...file, ordered, made }
}

const startsOf = (files: readonly OrderedFile[], subjects: number): Int32Array => {
  const starts = new Int32Array(subjects + 1)
  for (const { ordered, made } of files) {
    for (let subject = 0; subject < subjects; subject += 1) {
      let sum = 0
      for (let place = ordered.starts[subject]!; place < ordered.starts[subject + 1]!; place += 1) sum += made[place]!
      starts[subject + 1]! += sum
    }
  }
  for (let subject = 0; subject < subjects; subject += 1) starts[subject + 1]! += starts[subject]!
  return starts
}

/** Where the shared rows of each ordered row of a table go; `next` is where each subject's next row goes. */
const placesOf = ({ ordered: { starts }, made }: OrderedFile, next: Int32Array): Int32Array => {
  const places = new Int32Array(made.length)
  for (let subject = 0; subject < next.length - 1; subject += 1) {
    let to = next[subject]!
    for (let place = starts[subject]!; place < starts[subject + 1]!; place += 1) {
      places[place] = to
      to += made[place]!
    }
    next[subject] = to
  }
  return places
}

/** Rows of a block: from where they stand in it, and in the table, to where they go. */
interface Moved {
  readonly from: Int32Array
  readonly received: Int32Array
  readonly to: Int32Array
}

// In the order of subjects, so that what is written lies close together.
const moved = ({ source, made }: BlockRows, order: Int32Array, places: Int32Array): Moved => {
  const { table, at, count } = source
  const own = count === table.count ? null : new Int32Array(table.count).fill(-1)
  if (own !== null) for (let row = 0; row < count; row += 1) own[at[row]!] = row
  const from = new Int32Array(count)
  const received = own === null ? from : new Int32Array(count)
  const to = new Int32Array(count)
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

/** Puts the rows of a domain, file by file in the order of the files' ids, subject by subject; null where there is none. */
export const shareRows = (
  domain: DomainName,
  written: readonly FileOfDomain[],
  subjects: number,
): SharedColumns | null => {
  const files = written
    .map(file => ({ ...file, blocks: file.blocks.filter(makesRows) }))
    .filter(({ blocks }) => blocks.length > 0)
    .map(file => orderedFile(file, subjects))
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
  for (const own of files) {
    const { table, file, blocks } = own
    const places = placesOf(own, next)
    for (const block of blocks) {
      const { from, received, to } = moved(block, own.ordered.order, places)
      for (let row = 0; row < to.length; row += 1) rows[to[row]!] = table.rows[received[row]!]!
      for (let row = 0; row < to.length; row += 1) codes[to[row]!] = file
      for (const field of block.fields) makers.get(field.field)?.take(field, from, to)
    }
  }
  const fields = Object.fromEntries([...makers].map(([field, maker]) => [field, maker.finish()]))
  return { count, starts, files: codes, rows, fields }
}
