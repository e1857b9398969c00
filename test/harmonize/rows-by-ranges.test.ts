import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BlockRows } from '../../harmonize/blocks/block-rows.js'
import { keyedRows } from '../../harmonize/blocks/key-parts.js'
import { repeatedRows } from '../../harmonize/blocks/repeated-rows.js'
import { shareRows } from '../../harmonize/blocks/share-rows.js'
import { tableOrders } from '../../harmonize/columns/subject-order.js'
import { allRows, markedRows, type TableRows } from '../../harmonize/columns/table-rows.js'
import type { ReceivedTable } from '../../harmonize/received-site.js'
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
  return { kind: 'day', date: null, offset, precision: 'day', imputed: false, received: `${offset}` }
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

test('shared rows that are put in place some subjects at a time are those of all at once', () => {
  fc.assert(
    fc.property(blocks, blocks, sizes, (one, other, rowsAtOnce) => {
      const files = [one, other].map((own, file) => ({ table: own[0]!.source.table, file, blocks: own }))
      const shared = (atOnce?: number) => shareRows('lab', files, subjects, tableOrders(subjects), atOnce)
      expect(shared(rowsAtOnce)).toEqual(shared())
    }),
  )
})

test('rows of one key are found within a part of the subjects as among all', () => {
  const found = (own: readonly BlockRows[], rowsAtOnce?: number): readonly string[] =>
    repeatedRows(keyedRows('lab', own), subjects, rowsAtOnce)
      .map(group => group.map(({ block, row }) => `${block.rows.place} ${row}`).join(', '))
      .sort()
  fc.assert(
    fc.property(blocks, sizes, (own, rowsAtOnce) => {
      expect(found(own, rowsAtOnce)).toEqual(found(own))
    }),
  )
})
