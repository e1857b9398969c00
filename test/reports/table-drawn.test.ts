import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { drawTable } from '../../reports/render/render-table.js'
import { blank, linkTo, number, row, section, text } from '../../reports/layout/cells.js'
import { figures, table, words } from '../../reports/layout/sheet-blocks.js'
import { drawnCells } from './sheet-marks.js'

test('a table with caption, groups, a section, a total and a note, cell by cell', () => {
  const group = 'Group\nof two'
  const columns = [
    words('Name'),
    figures('n', group),
    figures('%', group),
    words('Test of\nthem'),
    { header: 'C', align: 'center' as const },
  ]
  const rows = [
    row(text('Plain'), number(1, '0'), number(0.5, '0.0%'), text('muted', 'muted'), text('good', 'good')),
    section('A section that is as long as the table is wide, and longer still'),
    row(text('warning words', 'warning', 1), blank, text('n.e.'), text('bad', 'bad', 1), linkTo("An'other")),
    {
      ...row(text('strong and so long that it takes several lines', 'strong'), number(-2, '0')),
      role: 'total' as const,
    },
  ]
  const note = 'A note that is so long that it takes more than one line of the whole table, which is narrow'
  const sheet = new ExcelJS.Workbook().addWorksheet('s')
  const drawn = drawTable(
    sheet,
    table('A caption', columns, () => rows, [note]),
    3,
    [12, 8, 8, 10, 9],
  )
  expect(drawn).toEqual({ headerEnd: 5, next: 12 })
  expect(drawnCells(sheet)).toEqual([
    'row 3 of 18.02',
    'A3: "A caption" | 11 bold | top wrapped',
    'row 4 of 29.5',
    'A4: null | 10 bold | center bottom wrapped | top medium muted | solid header',
    'B4: "Group\\nof two" | 10 bold | center bottom wrapped | top medium muted, bottom thin hair | solid header',
    'D4: null | 10 bold | center bottom wrapped | top medium muted | solid header',
    'E4: null | 10 bold | center bottom wrapped | top medium muted | solid header',
    'row 5 of 29.5',
    'A5: "Name" | 10 bold | left bottom wrapped | bottom thin muted | solid header',
    'B5: "n" | 10 bold | right bottom wrapped | bottom thin muted | solid header',
    'C5: "%" | 10 bold | right bottom wrapped | bottom thin muted | solid header',
    'D5: "Test of\\nthem" | 10 bold | left bottom wrapped indent 1 | bottom thin muted | solid header',
    'E5: "C" | 10 bold | center bottom wrapped | bottom thin muted | solid header',
    'row 6 of 14.75',
    'A6: "Plain" | 10 | left top wrapped',
    'B6: 1 | 10 | right top | 0',
    'C6: 0.5 | 10 | right top | 0.0%',
    'D6: "muted" | 10 muted | left top wrapped indent 1',
    'E6: "good" | 10 good | center top wrapped',
    'row 7 of 30.5',
    'A7: "A section that is as long as the table is wide, and longer still" | 10 bold | left bottom wrapped',
    'row 8 of 27.5',
    'A8: "warning words" | 10 bold warning | left top wrapped indent 1',
    'B8: null | right top',
    'C8: "n.e." | 10 | right top wrapped',
    'D8: "bad" | 10 bold bad | left top wrapped indent 2',
    "E8: An'other -> #'An''other'!A1 | 10 underlined link | center top wrapped",
    'row 9 of 65.75',
    'A9: "strong and so long that it takes several lines" | 10 bold | left top wrapped | top thin hair, bottom medium muted',
    'B9: -2 | 10 | right top | top thin hair, bottom medium muted | 0',
    'C9: null | bottom medium muted',
    'D9: null | bottom medium muted',
    'E9: null | bottom medium muted',
    'row 10 of 24.95',
    'A10: "A note that is so long that it takes more than one line of the whole table, which is narrow" | 9 muted | top wrapped',
    'merged A3:E3 B4:C4 A7:E7 A10:E10',
  ])
})

test('a table without caption, headers and notes', () => {
  const sheet = new ExcelJS.Workbook().addWorksheet('s')
  const drawn = drawTable(
    sheet,
    table(null, [words('', 10), words('')], () => [row(text('a'), text('b'))]),
    1,
    [20],
  )
  expect(drawn).toEqual({ headerEnd: 0, next: 3 })
  expect(drawnCells(sheet)).toEqual([
    'row 1 of 14.75',
    'A1: "a" | 10 | left top wrapped | bottom medium muted',
    'B1: "b" | 10 | left top wrapped | bottom medium muted',
    'merged ',
  ])
})

test('a caption over one column is not merged, nor is a section of one column or a group of one', () => {
  const sheet = new ExcelJS.Workbook().addWorksheet('s')
  const rows = [section('Part'), row(text('a'))]
  drawTable(
    sheet,
    table('Caption', [words('Name', 44, 'Group')], () => rows, ['Note']),
    1,
    [20],
  )
  expect(drawnCells(sheet).at(-1)).toBe('merged ')
})

test('the rows of a cell without a width of its own are counted in ten units', () => {
  const sheet = new ExcelJS.Workbook().addWorksheet('s')
  const long = '000000000'
  drawTable(
    sheet,
    table(null, [words(''), words(long)], () => [row(text('a'), text(long))]),
    1,
    [20],
  )
  expect([sheet.getRow(1).height, sheet.getRow(2).height]).toEqual([29.5, 27.5])
})
