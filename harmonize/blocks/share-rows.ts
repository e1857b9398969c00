import { type DomainName, fieldsOf } from '../../protocol/schema/domains.js'
import { codesFor } from '../codes.js'
import type { SubjectOrder } from '../columns/subject-order.js'
import { tableRow } from '../columns/table-rows.js'
import type { ReceivedTable } from '../received-site.js'
import type { SharedColumns } from '../shared-columns.js'
import type { BlockRows } from './block-rows.js'
import { RowMover, takesAll } from './moved-rows.js'
import { type FieldMaker, fieldMaker } from './shared-field.js'

/** A table with the rows that blocks of one domain make of it, and its place among the site's files. */
export interface FileOfDomain {
  readonly table: ReceivedTable
  readonly file: number
  readonly blocks: readonly BlockRows[]
}

/** Where each subject's shared rows start, by its rows in each table and the blocks of these. */
const startsOf = (files: readonly FileOfDomain[], orders: readonly SubjectOrder[], subjects: number): Int32Array => {
  const starts = new Int32Array(subjects + 1)
  for (const [at, { table, blocks }] of files.entries()) {
    const { subjects: subjectOf } = table
    const { starts: own } = orders[at]!
    const whole = blocks.filter(takesAll).length
    if (whole > 0) for (let end = 1; end <= subjects; end += 1) starts[end]! += whole * (own[end]! - own[end - 1]!)
    for (const block of blocks) {
      if (takesAll(block)) continue
      const { made } = block
      const { at, count } = block.source
      for (let row = 0; row < count; row += 1) if (made?.[row] !== 0) starts[subjectOf[tableRow(at, row)]! + 1]! += 1
    }
  }
  for (let subject = 0; subject < subjects; subject += 1) starts[subject + 1]! += starts[subject]!
  return starts
}

// What is worked at once fits into a cache, and what is noted of rows on the way stays small beside them.
const usualRows = 1 << 15

/** The subjects at which parts of them begin, and where the last ends: by no list does a part have more rows, but of one subject. */
const bordersOf = (lists: readonly Int32Array[], subjects: number, rowsAtOnce: number): readonly number[] => {
  const borders = [0]
  for (let from = 0; from < subjects;) {
    let end = subjects
    for (const starts of lists) {
      const most = starts[from]! + rowsAtOnce
      let to = from + 1
      while (to < end && starts[to + 1]! <= most) to += 1
      end = to
    }
    borders.push(end)
    from = end
  }
  return borders
}

/** The most rows that any part has by a list. */
const mostOf = (starts: Int32Array, borders: readonly number[]): number => {
  let most = 0
  for (let part = 1; part < borders.length; part += 1) {
    most = Math.max(most, starts[borders[part]!]! - starts[borders[part - 1]!]!)
  }
  return most
}

const makersOf = (
  domain: DomainName,
  blocks: readonly BlockRows[],
  count: number,
  most: number,
): ReadonlyMap<string, FieldMaker> => {
  const all = blocks.flatMap(({ fields }) => fields)
  return new Map(
    Object.keys(fieldsOf(domain)).flatMap(field => {
      const own = all.filter(one => one.field === field)
      return own.length === 0 ? [] : [[field, fieldMaker(own, count, most)] as const]
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
  orderOf: (table: ReceivedTable) => SubjectOrder,
  rowsAtOnce: number = usualRows,
): SharedColumns | null => {
  const files = written
    .map(file => ({ ...file, blocks: file.blocks.filter(makesRows) }))
    .filter(({ blocks }) => blocks.length > 0)
  if (files.length === 0) return null
  const orders = files.map(({ table }) => orderOf(table))
  const starts = startsOf(files, orders, subjects)
  const count = starts[subjects]!
  const borders = bordersOf([starts, ...orders.map(order => order.starts)], subjects, rowsAtOnce)
  const most = mostOf(starts, borders)
  const rows = new Int32Array(count)
  const codes = codesFor(Math.max(...files.map(({ file }) => file)) + 1, count)
  const ofFile = new Int32Array(most)
  const makers = makersOf(
    domain,
    files.flatMap(({ blocks }) => blocks),
    count,
    most,
  )
  const movers = files.map(({ table, file, blocks }, at) => {
    const ordered = orders[at]!
    return { file, mover: new RowMover(table, blocks, ordered, mostOf(ordered.starts, borders)) }
  })
  const next = starts.slice()
  for (let part = 1; part < borders.length; part += 1) {
    const [from, to] = [borders[part - 1]!, borders[part]!]
    const first = starts[from]!
    const length = starts[to]! - first
    for (const { file, mover } of movers) {
      mover.move([from, to], next, first, ({ fields }, moved) => {
        const { numbers, to: places } = moved
        for (let row = 0; row < moved.count; row += 1) {
          rows[first + places[row]!] = numbers[row]!
          ofFile[places[row]!] = file
        }
        for (const field of fields) makers.get(field.field)?.take(field, moved)
      })
    }
    codes.set(ofFile.subarray(0, length), first)
    for (const maker of makers.values()) maker.endPart(first, length)
  }
  const fields = Object.fromEntries([...makers].map(([field, maker]) => [field, maker.finish()]))
  return { count, starts, files: codes, rows, fields }
}
