import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { readTable } from '../support/read-table.js'
import { madeFile, utf8 } from './made-bytes.js'
import { madeOds } from './made-ods.js'

type Written = Record<string, unknown>

const read = async (bytes: Uint8Array, written: Written = {}, name = 'made.ods') =>
  readTable(bytes, madeFile(written), name)

const refusal = async (bytes: Uint8Array, written: Written = {}): Promise<string> => {
  const error: unknown = await read(bytes, written).catch((thrown: unknown) => thrown)
  if (error instanceof ExportUnreadable) return error.reason
  throw new Error('it is read')
}

const row = (...cells: readonly string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`
const text = (shown: string): string =>
  `<table:table-cell office:value-type="string"><text:p>${shown}</text:p></table:table-cell>`
const cell = (type: string, stored: string, shown: string, more = ''): string =>
  `<table:table-cell office:value-type="${type}" ${stored} ${more}><text:p>${shown}</text:p></table:table-cell>`
const float = (value: string, shown: string): string => cell('float', `office:value="${value}"`, shown)
const day = (value: string, shown: string): string => cell('date', `office:date-value="${value}"`, shown)

const header = row(text('id'), text('a'))
const one = async (written: string) => {
  const { rows } = await read(madeOds([['data', header + row(text('1'), written)]]))
  return rows[0]?.cells[1]
}
const faulty = (reason: string) => ({ kind: 'error', text: reason })
const number = (shown: string, value: number) => ({ kind: 'number', text: shown, number: value, shown: true })

describe('a cell of an OpenDocument sheet is read as its format shows it', () => {
  test.each<readonly [string, string, unknown]>([
    ['a text', text('groß &amp; 男 &#x3C;'), { kind: 'text', text: 'groß & 男 <' }],
    [
      'a text of lines, spaces, tabs and runs',
      text('a  <text:s text:c="2"/>b</text:p><text:p>c<text:tab/><text:span>d</text:span><text:line-break/>e'),
      { kind: 'text', text: 'a    b\nc\td\ne' },
    ],
    [
      'a text without its remark',
      text('a<office:annotation><text:p>remark</text:p></office:annotation>b'),
      { kind: 'text', text: 'ab' },
    ],
    ['a number', float('1234.5', '1.234,50'), { kind: 'number', text: '1234.5', number: 1234.5 }],
    [
      'a number that is shown rounded',
      float('4.123456', '4.1'),
      { kind: 'number', text: '4.123456', number: 4.123456 },
    ],
    ['a percentage', cell('percentage', 'office:value="0.97"', '97,0 %'), number('97.0 %', 97)],
    ['a unit in the format', float('4.12', '4,1 g/dL'), number('4.1 g/dL', 4.1)],
    ['a relation in the format', float('5', '&lt;5'), number('<5', 5)],
    ['an id that is shown with zeros', float('345', '00345'), { kind: 'text', text: '00345' }],
    ['a word for a number', float('1', 'TRUE'), { kind: 'text', text: 'TRUE' }],
    ['a number that is shown as another', float('4000', '4 k'), faulty('a number whose format shows another one')],
    ['a number that is hidden', float('4', ''), faulty('a number that its format hides')],
    ['a day', day('2020-03-05', '05.03.20'), { kind: 'date', text: '2020-03-05', date: '2020-03-05' }],
    ['a day of words', day('2020-12-12', '12 December 2020'), { kind: 'date', text: '2020-12-12', date: '2020-12-12' }],
    [
      'a day with its time',
      day('2020-03-05T14:30:00', '2020-03-05 14:30'),
      { kind: 'date', text: '2020-03-05 14:30', date: '2020-03-05', time: 52_200 },
    ],
    [
      'a month',
      day('2020-03-05', '03/2020'),
      { kind: 'date', text: '2020-03', date: '2020-03-01', precision: 'month' },
    ],
    ['a year', day('2020-03-05', '2020'), { kind: 'date', text: '2020', date: '2020-01-01', precision: 'year' }],
    [
      'a day without its year',
      day('2020-03-05', '5. März'),
      faulty('a day whose format shows no year: the workbook may have added one; show the year'),
    ],
    ['no day', day('2020-02-30', '30.02.2020'), faulty('a day that does not exist')],
    [
      'a time',
      cell('time', 'office:time-value="PT14H30M00S"', '14:30'),
      faulty('a time of day or weekday without its day; show the whole day'),
    ],
    ['money', cell('currency', 'office:value="4"', '4 €'), faulty('an amount of money')],
    ['a truth value', cell('boolean', 'office:boolean-value="true"', 'WAHR'), { kind: 'text', text: 'TRUE' }],
    ['an error', cell('string', 'office:string-value=""', '#N/A', 'calcext:value-type="error"'), faulty('#N/A')],
    [
      'a formula of today',
      cell('float', 'office:value="4"', '4', 'table:formula="of:=TODAY()"'),
      faulty('a formula that changes by the day'),
    ],
    [
      'a formula',
      cell('float', 'office:value="4"', '4', 'table:formula="of:=[.A1]+1"'),
      { kind: 'number', text: '4', number: 4 },
    ],
    ['nothing', '<table:table-cell/>', { kind: 'empty' }],
    ['below a merged cell', '<table:covered-table-cell/>', faulty('below or right of a merged cell')],
  ])('%s', async (_, written, expected) => {
    expect(await one(written)).toEqual(expected)
  })
})

describe('rows and sheets of an OpenDocument file', () => {
  const table = header + row(text('1'), text('x'))
  test('repeated cells and rows, blank rows between, and what lies right of the header', async () => {
    const body =
      `<table:table-row table:number-rows-repeated="2">${text('1')}${text('x')}</table:table-row>` +
      '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>' +
      row(
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>y</text:p></table:table-cell>',
        text('far'),
      ) +
      '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    const { rows } = await read(madeOds([['data', header + body]]))
    expect(rows.map(({ row: at, cells }) => [at, ...cells.map(one => ('text' in one ? one.text : ''))])).toEqual([
      [2, '1', 'x'],
      [3, '1', 'x'],
      [7, 'y', 'y'],
    ])
  })

  test('merged header cells, titles above, groups of rows and hidden ones', async () => {
    const merged =
      '<table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>g</text:p></table:table-cell><table:covered-table-cell/>'
    const body = `<table:table-header-rows>${row(text('title'))}${row(text('id'), merged)}${row('<table:table-cell/>', text('a'), text('b'))}</table:table-header-rows>`
    const hidden = `<table:table-row-group><table:table-row table:visibility="filter">${text('1')}${text('x')}${text('y')}</table:table-row></table:table-row-group>`
    const { header: names, rows, notes } = await read(madeOds([['data', body + hidden]]), { header: [2, 3] })
    expect([names, rows.length, notes]).toEqual([['id', 'g/a', 'g/b'], 1, ['1 hidden rows were read']])
  })

  test('a hidden sheet is read by its name alone, and told', async () => {
    const style = (name: string, shown: boolean) =>
      `<style:style style:name="${name}" style:family="table"><style:table-properties table:display="${shown}"/></style:style>`
    const bytes = madeOds(
      [
        ['lists', header + row(text('2'), text('z'))],
        ['data', header + row(text('1'), text('x'))],
      ],
      { styles: style('ta1', false) + style('ta2', true) },
    )
    const [first, named] = [await read(bytes), await read(bytes, { sheet: 'lists' })]
    expect([first.rows[0]?.cells[0], named.rows[0]?.cells[0]]).toEqual([
      { kind: 'text', text: '1' },
      { kind: 'text', text: '2' },
    ])
    expect([first.notes, named.notes]).toEqual([
      ['read the first of 2 sheets: name the sheet in the mapping'],
      ['the sheet is hidden; it was read'],
    ])
  })

  test('a sheet by its name, the first by default, and a wrong name', async () => {
    const bytes = madeOds([
      ['first', header + row(text('2'), text('z'))],
      ['labs &amp; more', table],
    ])
    expect((await read(bytes, { sheet: 'labs & more' })).rows[0]?.cells[1]).toEqual({ kind: 'text', text: 'x' })
    expect((await read(bytes)).notes).toEqual(['read the first of 2 sheets: name the sheet in the mapping'])
    expect(await refusal(bytes, { sheet: 'lab' })).toMatch(/^the workbook has no sheet 'lab' among its 2/)
    expect(await refusal(bytes, { sheet: 'First' })).toBe(
      "the workbook has no sheet 'First' among its 2; sheet 1 of 2 is 'first', which differs in capitals alone: write it so as `sheet`",
    )
    expect(await refusal(madeOds([]), { sheet: 'labs' })).toBe(
      'it has no sheet: save it anew from the program that shows the table, or ask for it again',
    )
  })

  test('it is known by its content under the names of workbooks', async () => {
    expect((await read(madeOds([['data', table]]), {}, 'made.xlsx')).rows).toHaveLength(1)
    await expect(read(madeOds([['data', table]]), {}, 'made.csv')).rejects.toThrow(/does not end in .ods: rename it/)
  })

  test.each<readonly [string, Uint8Array, string]>([
    [
      'a text document',
      madeOds([], { type: 'text' }),
      'it is an OpenDocument file that is no spreadsheet: save it as .xlsx',
    ],
    [
      'a locked one',
      madeOds([['data', table]], { manifest: '<manifest:encryption-data/>' }),
      'it is protected by a password',
    ],
    [
      'no sheet',
      madeOds([]),
      'it has no sheet: save it anew from the program that shows the table, or ask for it again',
    ],
    [
      'a document type',
      madeOds([['data', table]], { start: '<!DOCTYPE x>' }),
      'it declares a document type, as no workbook does',
    ],
    [
      'rows without end',
      madeOds([
        ['data', `${header}<table:table-row table:number-rows-repeated="1000000">${text('1')}</table:table-row>`],
      ]),
      'it has 1000000 equal rows one below the other, as no table of subjects has',
    ],
    [
      'content that is cut',
      madeOds([['data', table]], { cut: 40 }),
      'its content is no whole XML: it is damaged; open it and save it anew, or ask for it again',
    ],
    [
      'its kind alone',
      zipSync({ mimetype: utf8('application/vnd.oasis.opendocument.spreadsheet') }),
      'the part with its sheets is missing: it is damaged; save it anew, or ask for it again',
    ],
    [
      'no content',
      zipSync({
        mimetype: utf8('application/vnd.oasis.opendocument.spreadsheet'),
        'META-INF/manifest.xml': utf8('<x/>'),
      }),
      'the part with its sheets is missing: it is damaged; save it anew, or ask for it again',
    ],
  ])('refused: %s', async (_, bytes, reason) => {
    expect(await refusal(bytes)).toBe(reason)
  })
})
