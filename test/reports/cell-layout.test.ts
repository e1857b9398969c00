import { describe, expect, test } from 'vitest'
import { columnWidths, groupsOf, shownCell, shownNumber } from '../../reports/layout/cell-layout.js'
import { blank, number, row, section, text } from '../../reports/layout/cells.js'
import { bytesText, formats, marked } from '../../reports/layout/formats.js'
import type { SheetColumn, SheetRow, TableBlock } from '../../reports/layout/sheet.js'
import { figures, prose, table, words } from '../../reports/layout/sheet-blocks.js'

describe('a number as its format shows it', () => {
  test.each([
    [12, '0', '12'],
    [1234.5, '0', '1235'],
    [1234567, '#,##0', '1,234,567'],
    [999, '#,##0', '999'],
    [0.125, '0.00', '0.13'],
    [0.125, '0.0%', '12.5%'],
    [0.125, '"("0.0%")"', '12.5%()'],
    [0.0004, '[<0.001]"<0.001";0.000', '<0.001'],
    [0.001, '[<0.001]"<0.001";0.000', '0.001'],
    [0.25, '[<0.001]"<0.001 [a]";0.000" [a]"', '0.250 [a]'],
    [0.0004, '[<0.001]"<0.001 [a]";0.000" [a]"', '<0.001 [a]'],
    [-0.5, '0.000;-0.000;0.000', '-0.500'],
    [3, '0.0" [b]"', '3.0 [b]'],
  ])('%d under %s is as wide as %s', (value, format, shown) => {
    expect(shownNumber(value, format)).toBe(shown)
  })

  test('an empty cell shows nothing, a text itself', () => {
    expect(shownCell(undefined)).toBe('')
    expect(shownCell(blank)).toBe('')
    expect(shownCell(text('words'))).toBe('words')
    expect(shownCell(number(0.5, '0.0%'))).toBe('50.0%')
  })
})

describe('formats', () => {
  test.each([
    [formats.count, '0'],
    [formats.thousands, '#,##0'],
    [formats.percentBeside(0.5), '"("0.0%")"'],
    [formats.percentBeside(0.9996), '"("0.00%")"'],
    [formats.rate(0.5), '0.0%'],
    [formats.rate(0.0004), '0.00%'],
    [formats.p(0.2), '[<0.001]"<0.001";0.000'],
    [formats.p(0.0496), '[<0.001]"<0.001";0.0000'],
    [formats.ratio([0.5, 1.2]), '0.00'],
    [formats.ratio([0.996, null]), '0.000'],
    [formats.smd(0.0996), '0.0000;-0.0000;0.0000'],
    [formats.smd(-0.2), '0.000;-0.000;0.000'],
    [formats.coefficient, '0.0000;-0.0000;0.0000'],
    [formats.difference, '+0.000;-0.000;0.000'],
    [formats.chiSquare, '0.00'],
    [formats.time('days'), '0'],
    [formats.time('months'), '0.0'],
    [formats.fixed(0), '0'],
    [formats.fixed(3), '0.000'],
    [marked('0.00', 'a'), '0.00" [a]"'],
    [marked('"("0.0%")"', 'b'), '"("0.0%") [b]"'],
    [marked('0.0;-0.0', 'c'), '0.0" [c]";-0.0" [c]"'],
    [bytesText(1023), '1023 B'],
    [bytesText(1024), '1.0 kB'],
    [bytesText(1024 * 1024 - 1), '1024.0 kB'],
    [bytesText(1024 * 1024), '1.0 MB'],
    [bytesText(2.5 * 1024 * 1024), '2.5 MB'],
  ])('%s', (found, expected) => {
    expect(found).toBe(expected)
  })
})

const of = (columns: readonly SheetColumn[], ...rows: readonly SheetRow[]): TableBlock =>
  table(null, columns, () => rows)
const noughts = (count: number): string => '0'.repeat(count)
const widthsOf = (...blocks: Parameters<typeof columnWidths>[0]): readonly number[] =>
  columnWidths(blocks).map(width => Math.round(1000 * width) / 1000)

describe('the width of a column', () => {
  test('follows its widest cell, with a distance to the next one', () => {
    expect(
      widthsOf(
        of([words(''), words(''), figures('')], row(text(noughts(10)), text(noughts(10)), number(1, '0.00000000'))),
      ),
    ).toEqual([13.3, 14.5, 12.755])
  })

  test.each([
    ['short cells', of([words('')], row(text('0'))), 7.9],
    ['a header, by its longest word', of([words('00 000000')], row(text('0'))), 8.4],
    ['a header of one long word', of([words(noughts(40))], row(text('0'))), 32.4],
    ['more than is allowed', of([words('', 20)], row(text(noughts(40)))), 22.4],
    ['more than any column may have', of([{ header: '' }], row(text(noughts(80)))), 62.4],
    ['a strong text', of([words('')], row(text('aaaaaaaaaa', 'strong'))), 13.3],
    ['an indent', of([words('')], row(text(noughts(10), 'plain', 2))), 16.57],
    ['a section', of([words('')], section(noughts(40)), row(text('0'))), 7.9],
    ['a row without the cell', of([words('')], row()), 7.9],
  ])('for %s', (_, block, width) => {
    expect(widthsOf(block)).toEqual([width])
  })

  test('is the widest of all tables, whatever stands between', () => {
    const narrow = of([words('')], row(text(noughts(10))))
    const wide = of([words(''), words('')], row(text(noughts(20)), text('0')))
    expect(widthsOf(narrow, prose([noughts(90)]), wide)).toEqual([24.2, 9.1])
    expect(widthsOf(wide, narrow)).toEqual([24.2, 9.1])
  })

  test('grows evenly under a header that spans several columns', () => {
    const columns = [words(''), figures('', noughts(30)), figures('', noughts(30))]
    expect(widthsOf(of(columns, row(text('0'))))).toEqual([7.9, 15.9, 15.9])
    const long = [figures('', noughts(70)), figures('', noughts(70))]
    expect(widthsOf(of(long, row(blank)))).toEqual([30.9, 30.9])
  })
})

test('neighbouring columns of one group are one run, others apart', () => {
  const columns = [figures('a', 'x'), figures('b', 'x'), words('c'), figures('d', 'x'), figures('e', 'y')]
  expect(groupsOf(columns)).toEqual([
    [0, 1, 'x'],
    [3, 3, 'x'],
    [4, 4, 'y'],
  ])
})
