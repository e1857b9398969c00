import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BatchBuilder } from '../../sources/batches/batch-builder.js'
import { ColumnDictionary } from '../../sources/batches/column-dictionary.js'
import { hashOf } from '../../sources/batches/field-hash.js'
import { csvCell } from '../../sources/csv/csv-rows.js'
import type { Cell } from '../../sources/source-record.js'

const codeIn = (dictionary: ColumnDictionary, text: string, tag = 0): number => {
  const bytes = Buffer.from(text)
  return dictionary.codeOf(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length), tag)
}

const cellsOf = (dictionary: ColumnDictionary, texts: readonly string[]): readonly Cell[] => {
  const codes = texts.map(text => codeIn(dictionary, text))
  const cells = dictionary.take()
  return codes.map(code => cells[code]!)
}

describe('the distinct cells of a column', () => {
  const text = fc.oneof(
    fc.constantFrom('a', 'b', 'ward 12', ' ', '\u00a0', 'é', '男', '="007"', '=""', '=x', 'x\u0000y', '\uFFFD', '0'),
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.constantFrom('x'.repeat(13), 'y'.repeat(500), 'z'.repeat(32_767), 'z'.repeat(32_768)),
  )

  test('are the cells of the texts, batch by batch, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 30 }), { maxLength: 6 }), batches => {
        const dictionary = new ColumnDictionary(csvCell)
        for (const texts of batches) {
          const codes = texts.map(one => codeIn(dictionary, one))
          const cells = dictionary.take()
          expect(codes.map(code => cells[code])).toEqual(texts.map(one => csvCell(one).cell))
          const filled = texts.filter(one => csvCell(one).cell.kind !== 'empty')
          expect(cells.length).toBe(new Set(filled).size + 1)
        }
        expect(dictionary.formulas).toBe(batches.flat().filter(one => csvCell(one).formula).length)
      }),
      { seed: 20260102, numRuns: 300 },
    )
  })

  test('stay right when there are more than are remembered', () => {
    const dictionary = new ColumnDictionary(csvCell)
    for (let batch = 0; batch < 6; batch += 1) {
      const texts = Array.from({ length: 30_000 }, (_, at) => `p${(at * 7 + batch * 11_000) % 100_000}`)
      expect(cellsOf(dictionary, texts).every((cell, at) => cell.kind === 'text' && cell.text === texts[at])).toBe(true)
    }
    expect(dictionary.held).toBeLessThan(12_000_000)
  })

  test('whose bytes are equal differ by their tags', () => {
    const dictionary = new ColumnDictionary((written, tag) => ({
      cell: { kind: 'text', text: `${written} ${tag}` },
      formula: false,
    }))
    const codes = [
      codeIn(dictionary, '5', 1),
      codeIn(dictionary, '5', 2),
      codeIn(dictionary, '5', 1),
      codeIn(dictionary, '', 3),
    ]
    expect(codes).toEqual([1, 2, 1, 3])
    expect(dictionary.take().slice(1)).toEqual(['5 1', '5 2', ' 3'].map(own => ({ kind: 'text', text: own })))
  })
})

test('a batch ends early where its texts are long', () => {
  const builder = new BatchBuilder(1, undefined, csvCell)
  let rows = 0
  for (let full = false; !full; rows += 1) {
    builder.codesOf(0)[builder.filled] = codeIn(builder.dictionaries[0]!, `${rows}${'x'.repeat(20_000)}`)
    full = builder.endRow(rows)
  }
  expect(rows).toBeLessThan(1000)
  const { rows: numbers, columns } = builder.take()
  expect([numbers.length, columns[0]!.cells.length]).toEqual([rows, rows + 1])
})
