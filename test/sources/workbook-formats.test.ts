import type { CellValue } from 'exceljs'
import type { Told } from '../../words/told.js'
import { describe, expect, test } from 'vitest'
import { readTable } from '../support/read-table.js'
import type { Cell } from '../../sources/source-record.js'
import { madeFile, utf8, withParts, workbookBytes } from './made-bytes.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const day = (text: string): Date => new Date(`${text}T00:00:00Z`)

type Shown = readonly [value: CellValue, format: string, expected: Partial<Cell>]

const sheetOf = (cases: readonly Shown[]) =>
  workbookBytes(workbook => {
    const sheet = workbook.addWorksheet('made')
    sheet.addRow(['id', 'value'])
    for (const [index, [value, format]] of cases.entries()) {
      sheet.addRow([`p${index}`, value])
      if (format !== '') sheet.getCell(index + 2, 2).numFmt = format
    }
  })

const cellsOf = async (bytes: Uint8Array): Promise<readonly (Cell | undefined)[]> =>
  (await readTable(bytes, madeFile(), 'made.xlsx', 'north')).rows.map(({ cells }) => cells[1])

const number = (text: string, value: number): Partial<Cell> => ({ kind: 'number', text, number: value })
const shown = (text: string, value: number): Partial<Cell> => ({ kind: 'number', text, number: value, shown: true })
const whole = (date: string): Partial<Cell> => ({ kind: 'date', text: date, date: isoDate(date) })
const text = (received: string): Partial<Cell> => ({ kind: 'text', text: received })
const unusable = (reason: RegExp): Partial<Cell> => ({ kind: 'error', text: expect.stringMatching(reason) as Told })

const tables: Readonly<Record<string, readonly Shown[]>> = {
  'a percentage is the number that is shown, with all its digits': [
    [0.97, '0%', shown('97%', 97)],
    [0.07, '0%', shown('7%', 7)],
    [0.0653, '0.0%', shown('6.53%', 6.53)],
    [-0.5, '0.00%;[Red]-0.00%', shown('-50%', -50)],
    [1.5, '0 %', shown('150%', 150)],
    [0.97, '0.00', number('0.97', 0.97)],
    [97, '', number('97', 97)],
  ],
  'units, currencies and signs that a format adds belong to the number': [
    [4.1, '0.0"g/dL"', shown('4.1g/dL', 4.1)],
    [45, '0"岁"', shown('45岁', 45)],
    [45, '0\\ "ans"', shown('45ans', 45)],
    [5, '"<"0', shown('<5', 5)],
    [38, '0.0"↑"', shown('38↑', 38)],
    [56.3, '[>55]0.0" H";[<35]0.0" L";0.0', shown('56.3H', 56.3)],
    [40, '[>55]0.0" H";[<35]0.0" L";0.0', number('40', 40)],
    [12, '[$€-407] #,##0.00', shown('€12', 12)],
    [150_000, '#,##0,', shown('150', 150)],
    [5000, '#,##0.00\\ [$din.-81A]', unusable(/money/)],
    [1234.5, '#,##0.00', number('1234.5', 1234.5)],
    [-3, '#,##0_);[Red]\\(#,##0\\)', number('-3', -3)],
    [0, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', number('0', 0)],
    [0.5, '# ?/?', number('0.5', 0.5)],
    [1e12, '0.00E+00', number('1000000000000', 1e12)],
  ],
  'zeros and signs that a format puts into a whole number make the text that is read': [
    [12_345, '0000000', text('0012345')],
    [1_234_567, '0000000', text('1234567')],
    [12_345_678, '0000000', text('12345678')],
    [7, '"P-"000', text('P-007')],
    [123_456_789, '000-00-0000', text('123-45-6789')],
    [4.5, '00.0', number('4.5', 4.5)],
  ],
  'words that a format shows instead of a number are what was received': [
    [1, '[=1]"ja";[=0]"nein";0', text('ja')],
    [0, '0;-0;"阴性"', text('阴性')],
    [0, '0;-0;;@', unusable(/hides/)],
    [3, ';;;', unusable(/hides/)],
  ],
  'a day of which only month or year is shown is known no further': [
    ['2020-03-01', 'yyyy-mm', { kind: 'date', text: '2020-03', date: isoDate('2020-03-01'), precision: 'month' }],
    ['2020-03-17', 'mmm-yy', { kind: 'date', text: '2020-03', date: isoDate('2020-03-01'), precision: 'month' }],
    ['2020-03-01', 'yyyy"年"m"月"', { kind: 'date', text: '2020-03', date: isoDate('2020-03-01'), precision: 'month' }],
    ['2020-01-01', 'yyyy', { kind: 'date', text: '2020', date: isoDate('2020-01-01'), precision: 'year' }],
    ['2020-02-03', 'd-mmm', unusable(/no year/)],
    ['2020-02-03', 'm"月"d"日"', unusable(/no year/)],
    ['2020-02-03', 'h:mm', unusable(/without its day/)],
    ['2020-02-03', '[h]:mm:ss', unusable(/without its day/)],
    ['2020-02-03', 'dddd', unusable(/without its day/)],
  ],
  'a whole day in any writing is that day': [
    ...['yyyy-mm-dd', 'dd.mm.yy', 'm/d/yyyy h:mm', 'd-mmm-yy', '[$-F800]dddd, mmmm dd, yyyy', '[$-404]e/m/d'].map(
      format => ['2020-02-03', format, whole('2020-02-03')] as const,
    ),
    ['2020-02-03', '[$-804]yyyy"年"m"月"d"日";@', whole('2020-02-03')],
    ['2020-02-03', 'yyyy-mm-dd hh:mm:ss', whole('2020-02-03')],
  ],
  'a year that a date format made a day of 1905 is no day': [
    [2020, 'yyyy-mm-dd', unusable(/year/)],
    [1987, 'yyyy', unusable(/year/)],
    [2020, '', number('2020', 2020)],
    [2101, 'yyyy-mm-dd', whole('1905-10-01')],
  ],
}

describe('the format of a cell counts', () => {
  test.each(Object.entries(tables))('%s', async (_, cases) => {
    const dated = cases.map(
      ([value, format, expected]) =>
        [typeof value === 'string' && /^\d{4}-/.test(value) ? day(value) : value, format, expected] as const,
    )
    const found = await cellsOf(await sheetOf(dated))
    for (const [index, [value, format, expected]] of cases.entries()) {
      expect({ value, format, cell: found[index] }).toEqual({ value, format, cell: expected })
    }
  })

  test('B19: month formats that a workbook names by number alone, in sheets of other prefixes and without positions', async () => {
    const made = await sheetOf([
      [day('2020-03-01'), 'yyyy-mm-dd', {}],
      [day('2020-03-05'), 'yyyy-mm-dd', {}],
    ])
    const changed = (id: number, reshape: (sheet: string) => string): Uint8Array =>
      withParts(made, parts => {
        const styles = new TextDecoder().decode(parts['xl/styles.xml'])
        parts['xl/styles.xml'] = utf8(styles.replaceAll(/(<xf [^>]*)numFmtId="(?!0")\d+"/g, `$1numFmtId="${id}"`))
        parts['xl/worksheets/sheet1.xml'] = utf8(reshape(new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])))
      })
    const withoutPlaces = (sheet: string): string => sheet.replaceAll(/ r="[A-Z]*\d+"/g, '')
    const prefixed = (sheet: string): string =>
      sheet.replaceAll(/(<\/?)(?=[a-zA-Z])/g, '$1x:').replace('xmlns="', 'xmlns:x="')
    for (const reshape of [(sheet: string) => sheet, withoutPlaces, prefixed]) {
      expect((await cellsOf(changed(57, reshape))).map(cell => cell?.kind === 'date' && cell.precision)).toEqual([
        'month',
        'month',
      ])
      expect((await cellsOf(changed(58, reshape))).map(cell => cell?.kind)).toEqual(['error', 'error'])
      expect(await cellsOf(changed(31, reshape))).toEqual([whole('2020-03-01'), whole('2020-03-05')])
    }
  })

  test('the formats of the sheet that is read count, not those of another', async () => {
    const bytes = await workbookBytes(workbook => {
      for (const [name, format] of [
        ['a & b', '0%'],
        ['c', '0.00'],
        ['d', '0"mg"'],
      ] as const) {
        const sheet = workbook.addWorksheet(name)
        sheet.addRows([
          ['id', 'value'],
          ['1', 0.5],
        ])
        sheet.getCell('B2').numFmt = format
      }
    })
    const read = async (sheet: string) =>
      (await readTable(bytes, madeFile({ sheet }), 'made.xlsx')).rows.map(({ cells }) => cells[1])
    expect(await read('a & b')).toEqual([shown('50%', 50)])
    expect(await read('c')).toEqual([number('0.5', 0.5)])
    expect(await read('d')).toEqual([shown('0.5mg', 0.5)])
  })
})
