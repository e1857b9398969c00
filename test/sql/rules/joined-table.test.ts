import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codesFor } from '../../../harmonize/codes.js'
import { partsOf } from '../../../harmonize/received-parts.js'
import type { ReceivedColumn, ReceivedTable } from '../../../harmonize/received-site.js'
import type { Cell } from '../../../sources/source-record.js'
import { codeBytes, codesIn } from '../../../sql/blocks/code-bytes.js'
import { JoinedTable } from '../../../sql/blocks/joined-table.js'
import { OpenReceived, readBlock } from '../../../sql/blocks/received-block.js'
import { readStored, type StoredColumn, storedRow } from '../../../sql/blocks/received-column.js'
import { told } from '../../../words/told.js'
import { admitted } from '../../support/admitted.js'
import { seeded } from '../../support/seeded.js'

/** What is stored of columns, each with the number of its block. */
type Stored = readonly (readonly [block: number, stored: StoredColumn])[]

const blocksOf = (table: ReceivedTable, from: number) => {
  const said: ReturnType<typeof readBlock>[] = []
  const stored: Stored[number][] = []
  let open: OpenReceived | null = null
  for (const part of partsOf(admitted({ subjects: { keys: [], openIds: null }, tables: [table] }))) {
    if (part.of === 'table') open = new OpenReceived(7, part)
    else if (part.of === 'cells' || part.of === 'link keys') open?.learn(part)
    else if (part.of === 'rows') {
      const block = from + said.length
      const { row, columns } = open!.block(block, part)
      said.push(readBlock(row))
      for (const column of columns) stored.push([block, readStored(storedRow(column))])
    }
  }
  return { said, stored }
}

const joined = (said: readonly ReturnType<typeof readBlock>[], stored: Stored, from: number): ReceivedTable => {
  const table = new JoinedTable()
  const takes = said.map((block, at) => table.begin(from + at, block))
  for (const [block, column] of stored) takes[block - from]!(column)
  return table.end()
}

const there = (table: ReceivedTable, from = 3): ReceivedTable => {
  const { said, stored } = blocksOf(table, from)
  return joined(said, stored, from)
}

const cellAt = (code: number): Cell => {
  if (code === 0) return { kind: 'empty' }
  return code % 11 === 0
    ? { kind: 'number', number: code, text: `{${String(code)}` }
    : { kind: 'text', text: `c ${String(code)}` }
}

/** A column in which so many cells stand, the first of each in the order of their codes. */
const columnOf = (count: number, distinct: number, random: () => number): ReceivedColumn => {
  const drawn = Int32Array.from({ length: count }, () => Math.floor(random() * distinct))
  const places = new Int32Array(distinct)
  let met = 1
  for (let row = 0; row < count; row += 1) {
    const code = drawn[row]!
    if (code !== 0 && places[code] === 0) places[code] = met++
    drawn[row] = places[code]!
  }
  const codes = codesFor(met, count)
  codes.set(drawn)
  return { codes, cells: Array.from({ length: met }, (_, code) => cellAt(code)) }
}

const tables = fc
  .record({
    count: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 16_380, max: 40_000 })),
    seed: fc.nat(),
    distinct: fc.array(fc.constantFrom(1, 2, 256, 300, 20_000, 90_000), { minLength: 1, maxLength: 4 }),
    links: fc.boolean(),
    // After so many rows one is left out.
    run: fc.constantFrom(1, 3, 30, 1_000, 100_000),
    // So many rows of one subject stand together.
    together: fc.constantFrom(1, 10, 100, 5_000),
  })
  .map(({ count, seed, distinct, links, run, together }): ReceivedTable => {
    const random = seeded(seed)
    const owners = Int32Array.from({ length: count }, () => Math.floor(random() * 1_000))
    const names = ['a', 'a.cells', 'a.codes', 'rows']
    const link = columnOf(count, 9_000, random)
    return {
      ...{ fileId: 'f', file: told`f.csv`, sheet: told`-`, count },
      rows: Int32Array.from({ length: count }, (_, row) => row + Math.floor(row / run) + 5),
      subjects: owners.map((_, row) => owners[Math.floor(row / together)]!),
      links: links ? Int32Array.from(link.codes, code => code - 1) : null,
      linkKeys: links ? link.cells.slice(1).map((_, at) => `link ${String(at)}`) : [],
      held: new Map(count === 0 ? [] : [[count - 1, told`held`]]),
      columns: new Map(distinct.map((each, at) => [names[at]!, columnOf(count, each, random)])),
    }
  })

/** A table with the number and the subject of each row, however they are told. */
const withNumbers = ({ rows, subjects, ...table }: ReceivedTable) => ({
  ...table,
  // Told from the end on, so that what was looked for last is no help.
  numbers: Array.from({ length: table.count }, (_, at) => rows.at(table.count - 1 - at)),
  owners: Array.from({ length: table.count }, (_, at) => subjects.at(table.count - 1 - at)),
})

test('a table of columns with few and with many distinct cells is the same when its blocks are joined', () => {
  fc.assert(
    fc.property(tables, table => {
      expect(withNumbers(there(table))).toEqual(withNumbers(table))
    }),
    { numRuns: 15 },
  )
})

const plain = (count: number, columns: ReceivedTable['columns']): ReceivedTable => ({
  ...{ fileId: 'f', file: told`f.csv`, sheet: told`-`, count, links: null, linkKeys: [], held: new Map(), columns },
  ...{ rows: new Int32Array(count), subjects: new Int32Array(count) },
})

test('cells stand once for a table, in its first block, where their codes fit into two bytes; else in each block its own', () => {
  const count = 70_000
  const each = (distinct: number): ReceivedColumn => ({
    codes: Int32Array.from({ length: count }, (_, row) => row % distinct),
    cells: Array.from({ length: distinct }, (_, code) => cellAt(code)),
  })
  const columns = new Map([
    ['few', each(256)],
    ['more', each(65_536)],
    ['many', each(65_537)],
  ])
  const { stored } = blocksOf(plain(count, columns), 5)
  const seen = stored.flatMap(([block, one]) => {
    if (one.of === 'cells') return [[block, one.name, one.cells.length]]
    return one.of === 'codes' ? [[block, one.name, one.codes.BYTES_PER_ELEMENT, one.codes.length, one.dictionary]] : []
  })
  expect(seen.filter(([block]) => block === 5)).toEqual([
    [5, 'few', 256],
    [5, 'few', 1, 16_384, 5],
    [5, 'more', 65_536],
    [5, 'more', 2, 16_384, 5],
    [5, 'many', 16_384],
    [5, 'many', 2, 16_384, 5],
  ])
  expect(seen.filter(([block]) => block === 9)).toEqual([
    [9, 'few', 1, 4_464, 5],
    [9, 'more', 2, 4_464, 5],
    [9, 'many', 4_464],
    [9, 'many', 2, 4_464, 9],
  ])
})

test('subjects whose rows stand together take no room for each row, others four bytes', () => {
  const count = 70_000
  const subjectsOf = (together: number) =>
    there({ ...plain(count, new Map()), subjects: Int32Array.from({ length: count }, (_, row) => row / together) })
      .subjects
  const [many, few] = [subjectsOf(100), subjectsOf(4)]
  expect(many).toHaveProperty('firsts.length', 700)
  expect(few).toBeInstanceOf(Int32Array)
  expect([many.at(99), many.at(100), few.at(99), few.at(100)]).toEqual([0, 1, 24, 25])
})

const said = (count: number) => ({ ...plain(count, new Map()), number: 0 })

const cells = (...texts: readonly (string | null)[]): StoredColumn => ({ of: 'cells', name: 'sex', cells: texts })
const codes = (dictionary: number, ...each: readonly number[]): StoredColumn => {
  return { of: 'codes', name: 'sex', codes: Uint16Array.from(each), dictionary }
}

test('cells that an older version stored once for each row are joined', () => {
  const blocks: Stored = [
    [0, cells(null, 'f', 'm', 'f')],
    [0, codes(0, 1, 2, 3)],
    [1, cells(null, 'm', 'x')],
    [1, codes(1, 1, 2, 0)],
  ]
  expect(joined([said(3), said(3)], blocks, 0).columns.get('sex')).toEqual({
    codes: Uint8Array.of(1, 2, 1, 2, 3, 0),
    cells: [{ kind: 'empty' }, ...['f', 'm', 'x'].map(text => ({ kind: 'text', text }))],
  })
})

test('codes of which the cells did not come are no rows', () => {
  const missing = 'codes of block 1 without their cells'
  expect(() =>
    joined(
      [said(1), said(1)],
      [
        [0, cells(null, 'f')],
        [1, codes(1, 1)],
      ],
      0,
    ),
  ).toThrow(missing)
  expect(() => joined([said(1), said(1)], [[1, codes(1, 1)]], 0)).toThrow(missing)
})

test('codes take a byte or two each, the greater half first, and as many as one where all are alike', () => {
  expect(codeBytes(Uint8Array.of(0, 255))).toEqual({ kind: 'u1', bytes: Buffer.of(0, 255) })
  expect(codeBytes(Uint16Array.of(1, 259))).toEqual({ kind: 'u2', bytes: Buffer.of(0, 1, 1, 3) })
  expect(codeBytes(new Uint16Array(9).fill(258))).toEqual({ kind: 'u2', bytes: Buffer.of(1, 2) })
  expect(codesIn({ kind: 'u2', bytes: Buffer.of(1, 2) }, 3)).toEqual(Uint16Array.of(258, 258, 258))
  expect(() => codesIn({ kind: 'u1', bytes: Buffer.of(1, 2) }, 3)).toThrow('2 codes of 3 rows')
})
