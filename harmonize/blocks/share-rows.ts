import { type DomainName, fieldsOf } from '../../protocol/schema/domains.js'
import { codesFor } from '../codes.js'
import type { ReceivedTable } from '../received-site.js'
import type { SharedColumns } from '../shared-columns.js'
import type { BlockRows } from './block-rows.js'
import { orderBy } from './repeated-rows.js'
import { type FieldMaker, fieldMaker } from './shared-field.js'

/** A table with the rows that blocks of one domain make of it, and its place among the site's files. */
export interface FileOfDomain {
  readonly table: ReceivedTable
  readonly file: number
  readonly blocks: readonly BlockRows[]
}

/** By row of a table, how many shared rows the blocks make of it. */
const countMade = ({ table, blocks }: FileOfDomain): Int32Array => {
  const counts = new Int32Array(table.count)
  for (const { source, made } of blocks) {
    for (let row = 0; row < source.count; row += 1) if (made?.[row] !== 0) counts[source.at[row]!]! += 1
  }
  return counts
}

const startsOf = (files: readonly FileOfDomain[], made: readonly Int32Array[], subjects: number): Int32Array => {
  const starts = new Int32Array(subjects + 1)
  files.forEach(({ table }, file) => {
    const own = made[file]!
    for (let row = 0; row < table.count; row += 1) starts[table.subjects[row]! + 1]! += own[row]!
  })
  for (let subject = 0; subject < subjects; subject += 1) starts[subject + 1]! += starts[subject]!
  return starts
}

/** Where the shared rows of each row of a table go; `next` is where each subject's next row goes. */
const placesOf = ({ table }: FileOfDomain, made: Int32Array, next: Int32Array): Int32Array => {
  const places = new Int32Array(table.count)
  for (let row = 0; row < table.count; row += 1) {
    const subject = table.subjects[row]!
    places[row] = next[subject]!
    next[subject]! += made[row]!
  }
  return places
}

interface Moved {
  readonly from: Int32Array
  readonly to: Int32Array
}

// In the order of subjects, so that what is written lies close together.
const moved = ({ source, made }: BlockRows, order: Int32Array, places: Int32Array): Moved => {
  const { table, at, count } = source
  const own = count === table.count ? null : new Int32Array(table.count).fill(-1)
  if (own !== null) for (let row = 0; row < count; row += 1) own[at[row]!] = row
  const from = new Int32Array(count)
  const to = new Int32Array(count)
  let next = 0
  for (let place = 0; place < order.length; place += 1) {
    const received = order[place]!
    const row = own === null ? received : own[received]!
    if (row < 0 || made?.[row] === 0) continue
    from[next] = row
    to[next] = places[received]!
    places[received]! += 1
    next += 1
  }
  return { from: from.subarray(0, next), to: to.subarray(0, next) }
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
  const files = written.map(file => ({ ...file, blocks: file.blocks.filter(makesRows) }))
  const made = files.map(countMade)
  const starts = startsOf(files, made, subjects)
  const count = starts[subjects]!
  if (count === 0) return null
  const rows = new Int32Array(count)
  const codes = codesFor(Math.max(0, ...files.map(({ file }) => file)) + 1, count)
  const makers = makersOf(
    domain,
    files.flatMap(({ blocks }) => blocks),
    count,
  )
  const next = starts.slice()
  files.forEach((own, number) => {
    const { table, file, blocks } = own
    const places = placesOf(own, made[number]!, next)
    const order = orderBy(table.subjects, table.count, subjects)
    for (const block of blocks) {
      const { from, to } = moved(block, order, places)
      const { at } = block.source
      for (let row = 0; row < to.length; row += 1) {
        rows[to[row]!] = table.rows[at[from[row]!]!]!
        codes[to[row]!] = file
      }
      for (const field of block.fields) makers.get(field.field)?.take(field, from, to)
    }
  })
  const fields = Object.fromEntries([...makers].map(([field, maker]) => [field, maker.finish()]))
  return { count, starts, files: codes, rows, fields }
}
