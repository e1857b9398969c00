import { describe, expect, test } from 'vitest'
import { factsOfColumn, wordsForNothing } from '../../../harmonize/acceptance/facts-of-column.js'
import { renamedColumns } from '../../../harmonize/acceptance/renamed-columns.js'
import { seeded } from '../../support/seeded.js'
import type { Cell } from '../../../sources/source-record.js'
import type { IsoDate } from '../../../protocol/schema/iso-date.js'
import { madeMapping } from '../made-site.js'

const cellsOf = (texts: readonly string[]): readonly Cell[] => texts.map(text => ({ kind: 'text', text }))

/** Facts of a column of cells, of which NA holds nothing. */
const facts = (cells: readonly Cell[]) => {
  const distinct = [...new Map(cells.map(cell => [JSON.stringify(cell), cell])).values()]
  const codes = Int32Array.from(
    cells,
    cell => 1 + distinct.findIndex(one => JSON.stringify(one) === JSON.stringify(cell)),
  )
  return factsOfColumn({ codes, cells: [{ kind: 'empty' }, ...distinct] }, new Set(['na']))
}

const next = seeded(7)
const many = (make: (at: number) => string): readonly string[] => Array.from({ length: 80 }, (_, at) => make(at))
const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!

const columns = {
  codes: () => many(() => one(['1', '2'])),
  words: () => many(() => one(['alive', 'dead'])),
  ages: () => many(() => String(40 + Math.floor(next() * 40))),
  albumin: () => many(at => (at % 5 === 0 ? 'NA' : (30 + next() * 20).toFixed(1))),
  'albumin with commas': () => many(() => (30 + next() * 20).toFixed(1).replace('.', ',')),
  days: () => many(() => `2023-0${String(1 + Math.floor(next() * 9))}-11`),
  'days of Germany': () => many(() => `11.0${String(1 + Math.floor(next() * 9))}.2023`),
  samples: () => many(at => `S-${String(at)}`),
  remarks: () => many(at => `${'a'.repeat(at % 7)} text ${'b'.repeat(at % 11)}`),
  names: () => many(at => `Name${'x'.repeat(at)}`),
  nothing: () => many(() => 'NA'),
}

describe('what a column holds as a whole', () => {
  const names = Object.keys(columns) as (keyof typeof columns)[]
  // Of free texts, of names and of nothing no column is known again.
  const unknown: readonly string[] = ['remarks', 'names', 'nothing']

  test.each(names)('%s are known again, among all others', name => {
    const gone = new Map([[name, facts(cellsOf(columns[name]()))]])
    const came = new Map(names.map((other, at) => [at + 1, facts(cellsOf(columns[other]()))]))
    const alike = name === 'albumin' || name === 'albumin with commas'
    expect([...renamedColumns(gone, came)]).toEqual(
      unknown.includes(name) || alike ? [] : [[name, names.indexOf(name) + 1]],
    )
  })

  test('days and numbers that a workbook stores are such', () => {
    const typed = many(() => '').map((_, at): Cell => {
      const date = `2023-01-${String(10 + (at % 9))}` as IsoDate
      return { kind: 'date', text: date, date }
    })
    expect(facts(typed)).toMatchObject({ kind: 'day', written: 'typed' })
    const numbers = many(() => '').map((_, at): Cell => ({ kind: 'number', text: String(at + 0.5), number: at + 0.5 }))
    expect(facts(numbers)).toMatchObject({
      kind: 'number',
      words: null,
      spread: { count: 80, lowest: 0.5, middle: 39.5, highest: 79.5 },
    })
  })

  test('a column whose codes became others, or whose numbers lie elsewhere, is not the same', () => {
    const sure = (before: readonly string[], after: readonly string[]) =>
      renamedColumns(new Map([['x', facts(cellsOf(before))]]), new Map([[1, facts(cellsOf(after))]])).size
    expect(
      sure(
        columns.words(),
        many(() => one(['alive', 'lost'])),
      ),
    ).toBe(0)
    expect(
      sure(
        columns.ages(),
        many(() => String(140 + Math.floor(next() * 40))),
      ),
    ).toBe(0)
    expect(sure(columns.ages(), columns.ages())).toBe(1)
  })
})

describe('columns that are gone and columns that came', () => {
  const [codes, days] = [facts(cellsOf(columns.codes())), facts(cellsOf(columns.days()))]

  test('of two new ones that fit, and of one that fits two, neither is told', () => {
    expect([
      ...renamedColumns(
        new Map([['sex', codes]]),
        new Map([
          [3, codes],
          [4, codes],
        ]),
      ),
    ]).toEqual([])
    expect([
      ...renamedColumns(
        new Map([
          ['sex', codes],
          ['dead', codes],
          ['seen', days],
        ]),
        new Map([
          [3, codes],
          [5, days],
        ]),
      ),
    ]).toEqual([['seen', 5]])
  })
})

test('words for nothing are those of the site and of the file', () => {
  const mapping = madeMapping({
    files: { f: { name: 'f.csv', subject: { column: 'id' }, missing: { 未查: 'not done' } } },
    missing: { 'N.A.': 'not recorded' },
    map: { subject: { from: 'f', sex: 'sex' } },
  })
  expect([...wordsForNothing(mapping, 'f')]).toEqual(expect.arrayContaining(['n.a.', '未查']))
})
