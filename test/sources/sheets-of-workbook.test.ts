import type { Worksheet } from 'exceljs'
import { describe, expect, test } from 'vitest'
import { checkArchive } from '../../sources/workbook/check-archive.js'
import { readWorkbook } from '../support/read-workbook.js'
import { madeFile, utf8, withParts, workbookBytes } from './made-bytes.js'

type Made = readonly [name: string, state: 'visible' | 'hidden' | 'veryHidden', fill: (sheet: Worksheet) => void]

const plain = (sheet: Worksheet): void => {
  sheet.addRows([
    ['id', 'v'],
    ['1', 5],
  ])
}

const madeOf = (sheets: readonly Made[]) =>
  workbookBytes(workbook => {
    for (const [name, state, fill] of sheets) fill(workbook.addWorksheet(name, { state }))
  })

const read = async (sheets: readonly Made[], written: Record<string, unknown> = {}) =>
  readWorkbook(await madeOf(sheets), madeFile(written))

describe('which sheet is read', () => {
  const several: readonly Made[] = [
    ['first', 'hidden', plain],
    [' second ', 'visible', plain],
    ['third', 'visible', plain],
  ]

  test.each<[string | undefined, readonly Made[], string, readonly string[], number | undefined]>([
    [undefined, [['one', 'visible', plain]], '1 of 1', [], undefined],
    [undefined, several, '2 of 3', ['read the first of 3 sheets: name the sheet in the mapping'], 3],
    ['third', several, 'third', [], undefined],
    ['second', several, 'second', [], undefined],
    [' third', several, ' third', [], undefined],
    ['first', several, 'first', ['the sheet is hidden; it was read'], undefined],
    ['far', [...several, ['far', 'veryHidden', plain]], 'far', ['the sheet is hidden; it was read'], undefined],
    [
      'a',
      [
        ['a ', 'visible', plain],
        ['a', 'visible', plain],
      ],
      'a',
      [],
      undefined,
    ],
  ])('%j wanted', async (wanted, sheets, sheet, notes, count) => {
    const found = await read(sheets, wanted === undefined ? {} : { sheet: wanted })
    expect([found.sheet, found.notes, found.sheets]).toEqual([sheet, notes, count])
    expect(found.rows).toEqual([
      {
        row: 2,
        cells: [
          { kind: 'text', text: '1' },
          { kind: 'number', text: '5', number: 5 },
        ],
      },
    ])
  })
})

describe('what stands in a sheet', () => {
  test('rows without anything are passed over, rows of formulas without results are not', async () => {
    const { header, rows, top, issues } = await read(
      [
        [
          'a',
          'visible',
          sheet => {
            sheet.addRows([
              ['title', null, null],
              ['id', 'v', null],
              ['1', 5, 'beyond the header'],
              [null, null, null],
              ['', '', null],
              [null, { formula: 'A1' }, null],
              ['2', null, null],
            ])
            sheet.getRow(4).hidden = true
          },
        ],
      ],
      { header: 2 },
    )
    expect(header).toEqual(['id', 'v'])
    expect(rows.map(({ row, cells }) => [row, ...cells.map(({ kind }) => kind)])).toEqual([
      [3, 'text', 'number'],
      [6, 'empty', 'error'],
      [7, 'text', 'empty'],
    ])
    expect(top?.slice(0, 4)).toEqual([
      ['title', '', ''],
      ['id', 'v', ''],
      ['1', '5', 'beyond the header'],
      ['', '', ''],
    ])
    expect(issues).toEqual([])
  })

  test('headers may be numbers and days, the first sixteen rows are kept as texts', async () => {
    const { header, top, notes } = await read([
      [
        'a',
        'visible',
        sheet => {
          sheet.addRow(['id', 2020, new Date(Date.UTC(2020, 2, 5))])
          for (let row = 0; row < 20; row += 1) sheet.addRow([`p${row}`, row, row])
          sheet.getCell('C1').numFmt = 'yyyy-mm-dd'
          for (const row of [3, 5]) sheet.getRow(row).hidden = true
        },
      ],
    ])
    expect(header).toEqual(['id', '2020', '2020-03-05'])
    expect(top).toHaveLength(16)
    expect(top?.[0]).toEqual(['id', '2020', '2020-03-05'])
    expect(top?.[15]).toEqual(['p14', '14', '14'])
    expect(notes).toEqual(['2 hidden rows were read'])
  })

  test('a merged cell counts where it begins, in the header over all that it covers', async () => {
    const { header, rows } = await read(
      [
        [
          'a',
          'visible',
          sheet => {
            sheet.addRows([
              ['id', 'lab', null],
              [null, 'x', 'y'],
              ['1', 5, null],
              ['2', 6, 7],
            ])
            for (const range of ['A1:A2', 'B1:C1', 'B3:C3']) sheet.mergeCells(range)
          },
        ],
      ],
      { header: [1, 2] },
    )
    expect(header).toEqual(['id', 'lab/x', 'lab/y'])
    const covered = { kind: 'error', text: 'below or right of a merged cell' }
    expect(rows.map(({ row, cells }) => [row, cells[2]])).toEqual([
      [3, covered],
      [4, { kind: 'number', text: '7', number: 7 }],
    ])
  })

  test('a workbook that cannot be parsed says so without any of its words', async () => {
    const broken = withParts(await madeOf([['a', 'visible', plain]]), parts => {
      parts['xl/workbook.xml'] = utf8('<workbook><sheets><sheet name="Anna')
    })
    checkArchive(broken)
    await expect(readWorkbook(broken, madeFile())).rejects.toThrow(
      /^(the workbook cannot be parsed \(\w+\)|it has no sheet: .*)$/,
    )
  })
})
