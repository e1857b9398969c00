import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BlockRows } from '../../harmonize/blocks/block-rows.js'
import { keyedRows } from '../../harmonize/blocks/key-parts.js'
import { repeatedRows } from '../../harmonize/blocks/repeated-rows.js'
import { shareRows } from '../../harmonize/blocks/share-rows.js'
import { tableOrders } from '../../harmonize/columns/subject-order.js'
import { allRows, markedRows, type TableRows } from '../../harmonize/columns/table-rows.js'
import type { ReceivedTable } from '../../harmonize/received-site.js'
import type { SharedColumns } from '../../harmonize/shared-columns.js'
import type { SharedValue } from '../../harmonize/shared-row.js'
import { told } from '../../words/told.js'

const subjects = 6
const count = 40

const bytes = (most: number, length = count) =>
  fc.uint8Array({ minLength: length, maxLength: length, max: most }).map(made => Uint8Array.from(made))

const tableOf = (fileId: string, subjectOf: Uint8Array): ReceivedTable => ({
  ...{ fileId, file: told`a file`, sheet: told`-`, count, links: null, linkKeys: [], held: new Map() },
  rows: Int32Array.from({ length: count }, (_, row) => row + 2),
  subjects: Int32Array.from(subjectOf),
  columns: new Map(),
})

const code = (text: string): SharedValue => ({ kind: 'code', code: text, received: text })
const tests = ['alt', 'ast', 'crp'].map(code)
const days = [1, 2].map((offset): SharedValue => {
  return { kind: 'day', date: null, offset, time: null, precision: 'day', imputed: false, received: `${offset}` }
})

const blockOf = (source: TableRows, place: number, codes: Uint8Array, made: Uint8Array | null): BlockRows => ({
  ...{ domain: 'lab', block: 0, place, source, made: made?.subarray(0, source.count) ?? null },
  fields: [
    { field: 'test', codes: codes.map(drawn => drawn % 3).subarray(0, source.count), values: tests },
    { field: 'date', codes: codes.map(drawn => drawn % 2).subarray(0, source.count), values: days },
  ],
})

/** Two blocks of one file, of which the second takes some of its rows. */
const blocks = fc
  .tuple(bytes(subjects - 1), bytes(1), bytes(1), bytes(5), bytes(5))
  .map(([subjectOf, marks, made, ...codes]) => {
    const all = allRows(tableOf('labs', subjectOf))
    return [blockOf(all, 0, codes[0], made), blockOf(markedRows(all, marks), 1, codes[1], null)]
  })

const sizes = fc.constantFrom(1, 5, 17)

const cuts = fc
  .array(fc.nat({ max: subjects }), { maxLength: 3 })
  .map(borders => borders.sort((one, other) => one - other))

/** What rows say, one after the other, with how many each subject has. */
const saidOf = ({ count: rows, starts, files, rows: numbers, fields }: SharedColumns): readonly unknown[] => {
  const lengths = Array.from(starts.subarray(1), (end, subject) => end - starts[subject]!)
  return [...lengths.flatMap(length => Array.from({ length }, (_, at) => `${at + 1} of ${length}`))].map(
    (place, row) => [
      place,
      rows === starts.at(-1),
      files[row],
      numbers[row],
      ...Object.values(fields).map(({ codes, values }) => values[codes[row]!]),
    ],
  )
}

test('each value of a domain but the first is one that a row has', () => {
  fc.assert(
    fc.property(blocks, own => {
      const files = [{ table: own[0]!.source.table, file: 0, blocks: own }]
      const shared = shareRows('lab', files, subjects, tableOrders(subjects))
      for (const [name, values] of Object.entries(shared?.values ?? {})) {
        const { codes } = shared!.between(0, subjects).fields[name]!
        expect([...new Set([0, ...codes])].sort()).toEqual([...values.keys()])
      }
    }),
  )
})

test('shared rows that are put in place some subjects at a time are those of all at once', () => {
  fc.assert(
    fc.property(blocks, blocks, sizes, cuts, (one, other, rowsAtOnce, borders) => {
      const files = [one, other].map((own, file) => ({ table: own[0]!.source.table, file, blocks: own }))
      const shared = (atOnce?: number) => shareRows('lab', files, subjects, tableOrders(subjects), atOnce)
      const whole = shared()?.between(0, subjects)
      expect(shared(rowsAtOnce)?.between(0, subjects)).toEqual(whole)
      const parts = [0, ...borders, subjects].flatMap((from, at, all) =>
        at === all.length - 1 ? [] : (shared(rowsAtOnce)?.between(from, all[at + 1]!) ?? []),
      )
      expect(parts.flatMap(saidOf)).toEqual(whole === undefined ? [] : saidOf(whole))
    }),
  )
})

test('rows of one key are found within a part of the subjects as among all', () => {
  const found = (own: readonly BlockRows[], rowsAtOnce?: number): readonly string[] =>
    repeatedRows(keyedRows('lab', own), subjects, () => tableOrders(subjects)(own[0]!.source.table), rowsAtOnce)
      .map(group => group.map(({ block, row }) => `${block.rows.place} ${row}`).join(', '))
      .sort()
  fc.assert(
    fc.property(blocks, sizes, (own, rowsAtOnce) => {
      expect(found(own, rowsAtOnce)).toEqual(found(own))
    }),
  )
})
