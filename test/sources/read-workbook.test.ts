import { zipSync } from 'fflate'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { readTable } from '../support/read-table.js'
import { madeFile, utf8, withParts, workbookBytes } from './made-bytes.js'

const read = (bytes: Uint8Array, written: Record<string, unknown> = {}, name = 'made.xlsx') =>
  readTable(bytes, madeFile(written), name, 'north')

const reason = async (
  bytes: Uint8Array,
  written: Record<string, unknown> = {},
  name = 'made.xlsx',
): Promise<string> => {
  const error: unknown = await read(bytes, written, name).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ExportUnreadable)
  return error instanceof ExportUnreadable ? error.reason : ''
}

const day = (year: number, month: number, date: number): Date => new Date(Date.UTC(year, month - 1, date))

const simple = () =>
  workbookBytes(workbook => {
    const sheet = workbook.addWorksheet('数据')
    sheet.addRow(['id', 'value'])
    sheet.addRow(['001', 4.5])
  })

describe('M9: a sheet is refused by its bounds before it is unfolded', () => {
  const sheetOf = async (change: (sheet: string) => string): Promise<Uint8Array> =>
    withParts(await simple(), parts => {
      const name = 'xl/worksheets/sheet1.xml'
      parts[name] = utf8(change(new TextDecoder().decode(parts[name])))
    })
  const moved = (to: string) => sheetOf(sheet => sheet.replace('r="B2"', `r="${to}"`))

  test.each(['XFE2', 'ZZZZ2', 'aaaaaa2'])('a cell at %s is right of any column', async place => {
    expect(await reason(await moved(place))).toBe('row 2 has more than 16384 columns')
  })

  test('so are cells without places, counted; the last column of a program is read', async () => {
    const cells = (count: number) =>
      sheetOf(sheet =>
        sheet.replace(/<row r="2".*?<\/row>/s, `<row r="2">${'<c t="n"><v>1</v></c>'.repeat(count)}</row>`),
      )
    expect(await reason(await cells(16_385))).toBe('row 2 has more than 16384 columns')
    for (const bytes of [await cells(16_384), await moved('XFD2')]) {
      const { header, rows } = await read(bytes)
      expect([header, rows.length]).toEqual([['id', 'value'], 1])
    }
  })

  test('a cell below the last row of a program', async () => {
    const bytes = await sheetOf(sheet => sheet.replaceAll(/r="([AB]?)2"/g, 'r="$1900000000"'))
    expect(await reason(bytes)).toBe('it has a cell below row 1048576, where no sheet has one')
  })
})

describe('what a workbook holds', () => {
  test('texts, numbers and days come as such, in Chinese formats too', async () => {
    const bytes = await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a')
      sheet.addRow(['id', 'day', 'text day', 'number', 'rich'])
      sheet.addRow([
        '001',
        day(2021, 3, 5),
        '2021年3月5日',
        44260,
        { richText: [{ text: '<' }, { text: '20', font: { bold: true } }] },
      ])
      sheet.getCell('B2').numFmt = 'yyyy"年"m"月"d"日"'
    })
    expect((await read(bytes)).rows).toEqual([
      {
        row: 2,
        cells: [
          { kind: 'text', text: '001' },
          { kind: 'date', text: '2021-03-05', date: '2021-03-05' },
          { kind: 'text', text: '2021年3月5日' },
          { kind: 'number', text: '44260', number: 44260 },
          { kind: 'text', text: '<20' },
        ],
      },
    ])
  })

  test('B9: the days of a workbook that counts from 1904 are the same days', async () => {
    const columns = [{ header: 'id' }, { header: 'day', style: { numFmt: 'yyyy-mm-dd' } }, { header: 'n' }]
    const bytes = await writeXlsx({
      dateSystem: '1904',
      sheets: [
        {
          name: 'a',
          columns,
          rows: [
            ['id', 'day', 'n'],
            ['1', day(2021, 3, 5), 42_798],
          ],
        },
      ],
    })
    const found = await read(bytes)
    expect(found.rows[0]?.cells).toEqual([
      { kind: 'text', text: '1' },
      { kind: 'date', text: '2021-03-05', date: '2021-03-05' },
      { kind: 'number', text: '42798', number: 42_798, epoch: 1904 },
    ])
    expect(found.notes).toEqual(['the workbook counts its days from 1904'])
  })

  test('B9: day numbers before March 1900, negative ones and bare times are no certain day', async () => {
    const bytes = await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a')
      sheet.addRow(['id', 'x', 'y', 'z'])
      sheet.addRow(['1', 60, -5, 0.25])
      for (const place of ['B2', 'C2', 'D2']) sheet.getCell(place).numFmt = 'yyyy-mm-dd'
    })
    expect((await read(bytes)).rows[0]?.cells.slice(1).map(({ kind }) => kind)).toEqual(['error', 'error', 'error'])
  })

  test('B8: a formula counts by its stored result; without one, with an error or the day of today it is unusable', async () => {
    const bytes = await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a')
      sheet.addRow(['id', 'a', 'b', 'c', 'd'])
      sheet.addRow([
        '1',
        { formula: '20+21', result: 41 },
        { formula: 'A1&"x"' },
        { formula: '1/0', result: { error: '#DIV/0!' } },
        { formula: 'TODAY()-1', result: 44260 },
      ])
    })
    expect((await read(bytes)).rows[0]?.cells.slice(1)).toEqual([
      { kind: 'number', text: '41', number: 41 },
      { kind: 'error', text: 'a formula without a stored result' },
      { kind: 'error', text: '#DIV/0!' },
      { kind: 'error', text: 'a formula that changes by the day' },
    ])
  })

  test('merged header cells of two rows are filled and joined', async () => {
    const bytes = await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a')
      sheet.addRows([
        ['病例导出', null, null, null],
        ['编号', '化验', null, '备注'],
        [null, '白蛋白\n(g/L)', '甲胎蛋白', null],
        ['1', 40, 5, 'x'],
      ])
      for (const range of ['A1:D1', 'A2:A3', 'B2:C2', 'D2:D3']) sheet.mergeCells(range)
    })
    const found = await read(bytes, { header: [2, 3] })
    expect(found.header).toEqual(['编号', '化验/白蛋白 (g/L)', '化验/甲胎蛋白', '备注'])
    expect(found.rows.map(({ row }) => row)).toEqual([4])
  })

  test('B11: merged data cells count once and are unusable below; hidden rows and sheets are read and noted', async () => {
    const bytes = await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a', { state: 'hidden' })
      sheet.addRows([
        ['id', 'v'],
        ['1', 5],
        ['2', null],
        ['3', 7],
      ])
      sheet.mergeCells('B2:B3')
      sheet.getRow(4).hidden = true
      workbook.addWorksheet('b').addRow(['other'])
    })
    const found = await read(bytes, { sheet: 'a' })
    expect(found.rows.map(({ cells }) => cells[1]?.kind)).toEqual(['number', 'error', 'number'])
    expect(found.notes).toEqual(['the sheet is hidden; it was read', '1 hidden rows were read'])
  })

  test('B11, K3: a sheet that is not there is named beside the place of the nearest, whose name nobody sees', async () => {
    expect(await reason(await simple(), { sheet: '数剧' })).toBe(
      "the workbook has no sheet '数剧' among its 1; the nearest is sheet 1 of 1: name it as `sheet`",
    )
  })
})

describe('what is not a workbook', () => {
  test('B7: another content than the name says is refused for what it is', async () => {
    expect(await reason(utf8('<html><table><tr><td>1</td></tr></table></html>'))).toMatch(/web page/)
    expect(await reason(utf8('id,a\n1,2\n'))).toMatch(/named a workbook but is not one/)
    expect(
      await reason(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...utf8('Workbook')])),
    ).toMatch(/old kind/)
    expect(await reason(zipSync({ 'a.txt': utf8('x') }))).toMatch(/no row/)
    expect(await reason(await simple(), {}, 'made.csv')).toMatch(/does not end in \.xlsx/)
  })

  test('B7: a workbook protected by a password is refused as such', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: 'a', rows: [['id'], ['1']] }],
      encryption: { password: 'secret', spinCount: 1000 },
    })
    expect(await reason(bytes)).toBe('it is protected by a password: save it without one')
  })

  test('B2: a workbook cut off anywhere is refused', async () => {
    const bytes = await simple()
    for (const share of [0.2, 0.5, 0.9, 0.99])
      expect(await reason(bytes.slice(0, Math.floor(bytes.length * share)))).toMatch(/cut off/)
  })

  test('B7: one changed byte in a part is found by its checksum', async () => {
    const bytes = await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a')
      for (let row = 0; row < 2000; row += 1) sheet.addRow([row, row * 7, `text ${row}`])
    })
    const changed = bytes.slice()
    const middle = Math.floor(bytes.length / 2)
    changed[middle] = (changed[middle] ?? 0) ^ 0x10
    expect(await reason(changed)).toMatch(/damaged/)
  })

  test('B7: a workbook that unpacks to a thousand times its size is refused before it is unpacked', async () => {
    const bomb = withParts(await simple(), parts => {
      parts['xl/worksheets/sheet1.xml'] = new Uint8Array(60 * (1 << 20))
    })
    expect(await reason(bomb)).toMatch(/unpacks to more than/)
  })

  test('a cell of a shared text that is not there is no empty cell: the workbook is refused', async () => {
    const bytes = withParts(await simple(), parts => {
      const name = 'xl/worksheets/sheet1.xml'
      const text = new TextDecoder().decode(parts[name])
      parts[name] = utf8(text.replace(/(r="A2"[^>]* t="s"[^>]*><v>)\d+/, '$1999'))
    })
    expect(await reason(bytes)).toMatch(/^a cell names a shared text that the workbook does not have: /)
  })

  test.each(['xl/sharedStrings.xml', 'xl/styles.xml'])(
    'a workbook that names %s and lacks it is refused',
    async part => {
      const bytes = withParts(await simple(), parts => {
        expect(parts[part]).toBeDefined()
        Reflect.deleteProperty(parts, part)
      })
      expect(await reason(bytes)).toMatch(/^the workbook names a part that it does not have: /)
    },
  )

  test('B7: a declared document type is refused', async () => {
    const bytes = withParts(await simple(), parts => {
      const text = new TextDecoder().decode(parts['xl/workbook.xml'])
      parts['xl/workbook.xml'] = utf8(text.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'))
    })
    expect(await reason(bytes)).toMatch(/document type/)
  })
})
