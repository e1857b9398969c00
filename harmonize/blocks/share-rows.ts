import { type DomainName, fieldsOf } from '../../protocol/schema/domains.js'
import { codesFor } from '../codes.js'
import { subjectBorders, type SubjectOrder } from '../columns/subject-order.js'
import { tableRow } from '../columns/table-rows.js'
import type { ReceivedTable, RowsOfTable } from '../received-site.js'
import { numberAt } from '../row-runs.js'
import type { SharedDomain } from '../shared-domain.js'
import type { BlockRows } from './block-rows.js'
import { type FieldValues, fieldValues } from './field-values.js'
import { type PlacedBlock, placedBlock, RowMover } from './moved-rows.js'
import { fieldMaker } from './shared-field.js'

/** A table with the rows that blocks of one domain make of it, and its place among the site's files. */
export interface FileOfDomain {
  readonly table: ReceivedTable
  readonly file: number
  readonly blocks: readonly BlockRows[]
}

const takesAll = ({ source: { at }, made }: BlockRows): boolean => made === null && at === null

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
      for (let row = 0; row < count; row += 1)
        if (made?.[row] !== 0) starts[numberAt(subjectOf, tableRow(at, row)) + 1]! += 1
    }
  }
  for (let subject = 0; subject < subjects; subject += 1) starts[subject + 1]! += starts[subject]!
  return starts
}

// What is worked at once fits into a cache, and what is noted of rows on the way stays small beside them.
const usualRows = 1 << 15

/** The most rows that any part has by a list. */
const mostOf = (starts: Int32Array, borders: readonly number[]): number => {
  let most = 0
  for (let part = 1; part < borders.length; part += 1) {
    most = Math.max(most, starts[borders[part]!]! - starts[borders[part - 1]!]!)
  }
  return most
}

/** By name, in the order of the catalogue, the fields that blocks fill. */
const fieldsOfBlocks = (domain: DomainName, blocks: readonly BlockRows[]): ReadonlyMap<string, FieldValues> => {
  const all = blocks.flatMap(({ made, fields }) => fields.map(field => ({ made, field })))
  return new Map(
    Object.keys(fieldsOf(domain)).flatMap(name => {
      const own = all.filter(({ field }) => field.field === name)
      return own.length === 0 ? [] : [[name, fieldValues(own)] as const]
    }),
  )
}

const makesRows = ({ source: { count }, made }: BlockRows): boolean => count > 0 && (made?.includes(1) ?? true)

/** What is kept of a table until the rows of its blocks are put in place. */
interface PlacedFile {
  readonly file: number
  /** The numbers of the table's rows. */
  readonly rows: RowsOfTable
  readonly ordered: SubjectOrder
  readonly blocks: readonly PlacedBlock[]
}

/** Where the rows of some subjects start among theirs alone. */
const startsFrom = (starts: Int32Array, from: number, to: number): Int32Array => {
  const own = starts.slice(from, to + 1)
  for (let at = 0; at < own.length; at += 1) own[at]! -= starts[from]!
  return own
}

/** Puts rows in place of whom all is known but the places. */
const placing =
  (
    starts: Int32Array,
    files: readonly PlacedFile[],
    fields: ReadonlyMap<string, FieldValues>,
    rowsAtOnce: number,
  ): SharedDomain['between'] =>
  (from, to) => {
    const before = starts[from]!
    const count = starts[to]! - before
    const borders = subjectBorders([starts, ...files.map(({ ordered }) => ordered.starts)], [from, to], rowsAtOnce)
    const most = mostOf(starts, borders)
    const rows = new Int32Array(count)
    const codes = codesFor(Math.max(...files.map(({ file }) => file)) + 1, count)
    const ofFile = new Int32Array(most)
    const makers = new Map([...fields].map(([name, own]) => [name, fieldMaker(own, count, most)] as const))
    const movers = files.map(({ file, rows: numbers, blocks, ordered }) => ({
      file,
      mover: new RowMover(numbers, blocks, ordered, mostOf(ordered.starts, borders)),
    }))
    for (let part = 1; part < borders.length; part += 1) {
      const [own, end] = [borders[part - 1]!, borders[part]!]
      const first = starts[own]!
      const length = starts[end]! - first
      const place = first - before
      const next = starts.slice(own, end)
      for (const { file, mover } of movers) {
        mover.move([own, end], next, first, (taken, moved) => {
          const { numbers, to: places } = moved
          for (let row = 0; row < moved.count; row += 1) {
            rows[place + places[row]!] = numbers[row]!
            ofFile[places[row]!] = file
          }
          for (const field of taken) makers.get(field.field)?.take(field, moved)
        })
      }
      codes.set(ofFile.subarray(0, length), place)
      for (const maker of makers.values()) maker.endPart(place, length)
    }
    return {
      count,
      starts: startsFrom(starts, from, to),
      files: codes,
      rows,
      fields: Object.fromEntries([...makers].map(([name, maker]) => [name, maker.finish()])),
    }
  }

/**
 * Makes the rows of a domain ready to be put in place: file by file in the order of the files' ids, subject by subject, some
 * subjects at a time; null where there is none.
 */
export const shareRows = (
  domain: DomainName,
  written: readonly FileOfDomain[],
  subjects: number,
  orderOf: (table: ReceivedTable) => SubjectOrder,
  rowsAtOnce: number = usualRows,
): SharedDomain | null => {
  const files = written
    .map(file => ({ ...file, blocks: file.blocks.filter(makesRows) }))
    .filter(({ blocks }) => blocks.length > 0)
  if (files.length === 0) return null
  const orders = files.map(({ table }) => orderOf(table))
  const starts = startsOf(files, orders, subjects)
  const fields = fieldsOfBlocks(
    domain,
    files.flatMap(({ blocks }) => blocks),
  )
  const placed = files.map(({ table: { rows }, file, blocks }, at) => ({
    ...{ file, rows, ordered: orders[at]! },
    blocks: blocks.map(placedBlock),
  }))
  return {
    starts,
    files: [...new Set(files.map(({ file }) => file))],
    values: Object.fromEntries([...fields].map(([name, { values }]) => [name, values])),
    between: placing(starts, placed, fields, rowsAtOnce),
  }
}
