import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ColumnBuilder, type FieldMeaning } from '../../sources/columns/column-builder.js'
import { fieldBytes } from '../../sources/columns/field-bytes.js'
import { csvCell, csvMeaning } from '../../sources/csv/csv-rows.js'
import type { Cell } from '../../sources/source-record.js'

interface Column {
  readonly codeOf: (text: string, tag?: number) => number
  readonly end: () => { readonly codes: Iterable<number>; readonly cells: readonly Cell[]; readonly formulas: number }
}

/** A column whose fields stand among others, at the end of their bytes or before them, and come some at a time. */
const columnOf = (meaning: FieldMeaning, rowsAtOnce = 4, room = 1_000_000): Column => {
  const builder = new ColumnBuilder(meaning, rowsAtOnce, 8, { left: room })
  let [filled, rows] = [0, 0]
  const take = (): void => {
    builder.takeCodes(filled)
    filled = 0
  }
  return {
    codeOf: (text, tag = 0) => {
      const own = Buffer.from(text)
      const around = rows % 3 === 0 ? own : Buffer.concat([Buffer.from('"x'), own, Buffer.from(',next field\n')])
      const start = rows % 3 === 0 ? 0 : 2
      const code = builder.codeOf(fieldBytes(around), start, start + own.length, tag)
      builder.codes[filled] = code
      filled += 1
      rows += 1
      if (filled === rowsAtOnce) take()
      return code
    },
    end: () => {
      take()
      return { ...builder.end(rows), formulas: builder.formulas }
    },
  }
}

const parts = ['a', 'b', '\u0000', ' ', '7', '.', 'é', '男', '=', '"', '\u00a0', '\uFFFD']

describe('the distinct cells of a column', () => {
  const text = fc.oneof(
    fc.constantFrom(
      'a',
      'ward 12',
      ' ',
      '\u00a0',
      'é',
      '男',
      '007',
      '="007"',
      '=""',
      '="男男男男"',
      '男男男男',
      '=x',
      '0',
    ),
    fc.constantFrom('="a long text of a ward"', 'a long text of a ward', '12345678', '123456789', 'x\u0000', 'x'),
    fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map(signs => signs.join('')),
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.constantFrom('x'.repeat(13), 'y'.repeat(500), 'z'.repeat(32_767), 'z'.repeat(32_768)),
  )

  test.each([
    ['in their bytes', 1_000_000],
    ['in few bytes', 30],
    ['in their texts alone', 0],
  ])('are the cells of the texts, each once, in the order in which they came, kept %s', (_, room) => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), fc.constantFrom(1, 7, 100), (texts, rowsAtOnce) => {
        const column = columnOf(csvMeaning, rowsAtOnce, room)
        const given = texts.map(one => column.codeOf(one))
        const { codes, cells, formulas } = column.end()
        expect(Array.from(codes)).toEqual(given)
        expect(given.map(code => cells[code])).toEqual(texts.map(one => csvCell(one).cell))
        const met = texts.map(one => JSON.stringify(csvCell(one).cell)).filter(one => one !== '{"kind":"empty"}')
        expect(cells.slice(1).map(cell => JSON.stringify(cell))).toEqual([...new Set(met)])
        expect(formulas).toBe(texts.filter(one => csvCell(one).formula).length)
      }),
      { seed: 20260102, numRuns: 300 },
    )
  })

  test('of a workbook are one where their texts are, whatever is written for them', () => {
    const cellOf = (written: string, tag: number): Cell =>
      tag === 1 ? { kind: 'text', text: `shared ${written.slice(0, 1)}` } : { kind: 'number', text: '5', number: 5 }
    const column = columnOf({
      textTag: 6,
      make: (written, tag) => ({
        cell: tag === 6 ? { kind: 'text', text: written } : cellOf(written, tag),
        formula: false,
      }),
    })
    const given = [
      column.codeOf('5', 1),
      column.codeOf('5', 2),
      column.codeOf('5x', 1),
      column.codeOf('5.0', 2),
      column.codeOf('shared 5', 6),
      column.codeOf('', 2),
    ]
    expect(given).toEqual([1, 2, 1, 2, 1, 2])
    expect(column.end().cells.slice(1)).toEqual([
      { kind: 'text', text: 'shared 5' },
      { kind: 'number', text: '5', number: 5 },
    ])
  })

  test('that differ in what stands behind one text are several', () => {
    const kinds: readonly Cell[] = [
      { kind: 'text', text: '5' },
      { kind: 'number', text: '5', number: 5 },
      { kind: 'number', text: '5', number: 5, shown: true },
    ]
    const column = columnOf({ textTag: 6, make: (_, tag) => ({ cell: kinds[tag] ?? kinds[0]!, formula: false }) })
    expect([0, 1, 2, 1, 0].map(tag => column.codeOf('5', tag))).toEqual([1, 2, 3, 2, 1])
  })
})
