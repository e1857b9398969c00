import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { drawSheet } from '../../reports/render/render-sheet.js'
import { number, row, text } from '../../reports/layout/cells.js'
import type { ReportContext } from '../../reports/report-context.js'
import type { SheetBlock } from '../../reports/layout/sheet.js'
import { figure, figures, prose, table, words } from '../../reports/layout/sheet-blocks.js'
import { smallContext, smallInput } from './small-report.js'
import { smallStudy } from './small-study.js'
import { drawnCells } from './sheet-marks.js'

const ids = ['flow', 'km-os-all', 'km-os-matched', 'love-plot', 'tall']
const images = new Map(ids.map(id => [id, new Uint8Array([1])]))

const drawn = (
  blocks: readonly SheetBlock[],
  context: ReportContext = smallContext(),
  name = 'A plan',
  pictures: ReadonlyMap<string, Uint8Array> = images,
): ExcelJS.Worksheet => {
  const book = new ExcelJS.Workbook()
  drawSheet(book, { name, title: 'A title', about: 'x', blocks }, context, pictures)
  const [sheet] = book.worksheets
  if (sheet === undefined) throw new Error('no sheet')
  return sheet
}

const rows = (count: number) => Array.from({ length: count }, () => row(text('a'), number(1, '0')))
const tableOf = (count: number): SheetBlock =>
  table('Cap', [words('Name')], () => rows(count).map(one => row(...one.cells.slice(0, 1))))

const twoDecimals = (value: number): number => Math.round(100 * value) / 100
const imagesOf = (sheet: ExcelJS.Worksheet) =>
  sheet.getImages().map(({ range }) => {
    const { tl, ext } = range as unknown as ExcelJS.ImagePosition & {
      readonly tl: { nativeCol: number; nativeRow: number }
    }
    return [tl.nativeCol, tl.nativeRow, twoDecimals(ext.width), twoDecimals(ext.height)]
  })
// The library keeps its page breaks without a type.
const breaksOf = (sheet: ExcelJS.Worksheet): readonly number[] =>
  (sheet as unknown as { readonly rowBreaks: readonly { readonly id: number }[] }).rowBreaks.map(({ id }) => id)

const provisional = smallContext({ run: { ...smallInput().run, status: 'PROVISIONAL' } })

test('a sheet with prose, a table and a figure, cell by cell', () => {
  const sheet = drawn(
    [
      prose(['One line', 'Two lines'], 'Heading'),
      prose(['Be warned'], 'Warning', 'warning'),
      table('Cap', [words('Name'), figures('n')], () => rows(1)),
      figure('love-plot'),
      prose(['muted'], null, 'muted'),
    ],
    provisional,
  )
  expect(drawnCells(sheet)).toEqual([
    'row 1 of 21.13',
    'A1: "A title" | 15 bold | top wrapped',
    'row 2 of 14.75',
    'A2: "A small study" | 10 bold | top wrapped',
    'row 3 of 14.75',
    'A3: "SYNTHETIC DATA: invented subjects, no real person" | 10 bold warning | top wrapped',
    'row 4 of 27.5',
    'A4: "PROVISIONAL. South Hospital: its export cannot be read, its data of an unstated day stand in; have it sent again." | 10 bold bad | top wrapped',
    'row 5 of 14.75',
    'A5: "PROVISIONAL · data cut 2024-03-31 · run 20240401-0200-7f3a" | 10 muted | top wrapped',
    'row 7 of 14.75',
    'A7: "Heading" | 10 bold | top wrapped',
    'row 8 of 14.75',
    'A8: "One line" | 10 | top wrapped',
    'row 9 of 14.75',
    'A9: "Two lines" | 10 | top wrapped',
    'row 11 of 14.75',
    'A11: "Warning" | 10 bold warning | top wrapped',
    'row 12 of 14.75',
    'A12: "Be warned" | 10 | top wrapped',
    'row 14 of 18.02',
    'A14: "Cap" | 11 bold | top wrapped',
    'row 15 of 16.75',
    'A15: "Name" | 10 bold | left bottom wrapped | top medium muted, bottom thin muted | solid header',
    'B15: "n" | 10 bold | right bottom wrapped | top medium muted, bottom thin muted | solid header',
    'row 16 of 14.75',
    'A16: "a" | 10 | left top wrapped | bottom medium muted',
    'B16: 1 | 10 | right top | bottom medium muted | 0',
    'row 33 of 14.75',
    'A33: "muted" | 10 muted | top wrapped',
    'merged A1:C1 A2:C2 A3:C3 A4:C4 A5:C5 A7:C7 A8:C8 A9:C9 A11:C11 A12:C12 A14:C14 A33:C33',
  ])
  expect(sheet.columns.map(({ width }) => width)).toEqual([7.9, 7.9, 82.2])
  expect(imagesOf(sheet)).toEqual([[0, 17, 672, 254.4]])
  expect([18, 31, 32, 33].map(at => sheet.getRow(at).height)).toEqual([15, 15, undefined, 14.75])
})

test('how a sheet is printed and seen', () => {
  const sheet = drawn([prose(['Words'])], smallContext({ study: { ...smallStudy(), study: 'a&b' } }))
  expect(sheet.pageSetup).toMatchObject({
    orientation: 'portrait',
    scale: 91,
    paperSize: 9,
    margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 },
    printTitlesRow: '1:5',
    printArea: 'A$1:A$7',
  })
  expect(sheet.views).toEqual([{ state: 'frozen', xSplit: 0, ySplit: 5, showGridLines: false, topLeftCell: 'A6' }])
  expect(sheet.headerFooter.oddFooter).toBe('&L&8a&&b · run 20240401-0200-7f3a&C&8&A&R&8Page &P of &N')
  expect(sheet.columns.map(({ width }) => width)).toEqual([98])
})

test('a study of day offsets has no cut in its heading', () => {
  const sheet = drawn([], smallContext({ run: { ...smallInput().run, dataCut: null } }))
  expect(sheet.getCell('A4').value).toBe('FINAL · no data cut (day offsets) · run 20240401-0200-7f3a')
})

test('a name is cut to the 31 characters that a sheet may have', () => {
  expect(drawn([], smallContext(), 'A plan with a name longer than 31 characters').name).toBe(
    'A plan with a name longer than ',
  )
})

test('a table that stands alone has its header frozen and repeated, others have not', () => {
  const alone = drawn([table('Cap', [words('Name'), figures('n', 'G')], () => rows(3))])
  expect([alone.views[0], alone.pageSetup.printTitlesRow, alone.pageSetup.printArea]).toMatchObject([
    { ySplit: 8, topLeftCell: 'A9' },
    '1:8',
    'A$1:C$12',
  ])
  expect(drawn([tableOf(3), tableOf(3)]).views[0]).toMatchObject({ ySplit: 5 })
})

test('pages end between blocks, and a long table flows on', () => {
  expect(breaksOf(drawn([tableOf(42), tableOf(5)]))).toEqual([49])
  expect(breaksOf(drawn([tableOf(120)]))).toEqual([])
})

test('figures are made to fit two on a page where little is lost by it', () => {
  const sheet = drawn(['km-os-all', 'km-os-matched', 'flow', 'love-plot'].map(figure))
  expect(imagesOf(sheet)).toEqual([
    [0, 5, 547.96, 396.1],
    [0, 27, 547.96, 396.1],
    [0, 49, 657.03, 396.1],
    [0, 71, 672, 240.96],
  ])
  expect(breaksOf(sheet)).toEqual([48])
  expect(sheet.pageSetup.printArea).toBe('A$1:A$86')
})

test('a figure is never higher than a page', () => {
  const figureOf = (height: number) => ({ id: 'tall', title: 't', svg: '', width: 700, height })
  const sizes = (height: number) =>
    imagesOf(drawn([figure('tall')], { ...smallContext(), figures: [figureOf(height)] }))
  expect(sizes(1200)).toEqual([[0, 5, 497.11, 852.2]])
  expect(sizes(600)).toEqual([[0, 5, 672, 576]])
})

test('a wide sheet lies, and its figure is made to fit', () => {
  const wide = table(
    'A',
    Array.from({ length: 6 }, () => words('Name', 60)),
    () => [row(...Array.from({ length: 6 }, () => text('0'.repeat(28))))],
  )
  const sheet = drawn([wide, figure('km-os-all')])
  expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', scale: 65 })
  expect(sheet.columns.map(({ width }) => width)).toEqual([32.92, 34.12, 34.12, 34.12, 34.12, 34.12])
  expect(imagesOf(sheet)).toEqual([[0, 9, 505.07, 365.09]])
})

test('a figure without a picture, or without a place, is left out', () => {
  const without = drawn([figure('km-os-all'), figure('nope'), prose(['x'])], smallContext(), 'A plan', new Map())
  expect(imagesOf(without)).toEqual([])
  expect(without.getCell('A6').value).toBe('x')
  expect(imagesOf(drawn([figure('tall')]))).toEqual([])
})
