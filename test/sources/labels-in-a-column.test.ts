import type { Worksheet } from 'exceljs'
import { expect, test } from 'vitest'
import { readWorkbook } from '../support/read-workbook.js'
import { madeFile, workbookBytes } from './made-bytes.js'

type Sheets = Readonly<Record<string, readonly (readonly unknown[])[]>>

const bytesOf = (sheets: Sheets, state: Readonly<Record<string, Worksheet['state']>> = {}) =>
  workbookBytes(workbook => {
    for (const [name, rows] of Object.entries(sheets)) {
      workbook.addWorksheet(name, { state: state[name] ?? 'visible' }).addRows(rows.map(row => [...row]))
    }
  })

const read = async (sheets: Sheets, written: Record<string, unknown>, state = {}): Promise<readonly string[]> => {
  const table = await readWorkbook(await bytesOf(sheets, state), madeFile(written))
  return [
    table.header.join('|'),
    ...table.rows.map(
      ({ row, cells }) =>
        `${row}: ${cells.map(cell => ('date' in cell ? `day ${cell.date}` : 'text' in cell ? cell.text : '')).join('|')}`,
    ),
    ...table.notes,
  ]
}

const day = new Date(Date.UTC(2020, 2, 5))

test('each sheet with labels in column A is a row', async () => {
  const sheets: Sheets = {
    说明: [['Forms of 2020']],
    P1: [['住院号：', 'A1'], ['白蛋白', 41], [], ['日期', day], ['白蛋白', 39]],
    P2: [
      ['住院号', 'A2'],
      ['日期', day],
      ['AFP', '<20'],
      [null, 'left'],
      ['备注', null],
    ],
    old: [['住院号', 'A0']],
  }
  expect(await read(sheets, { rowIs: 'sheet' }, { old: 'hidden' })).toEqual([
    'sheet name|住院号|白蛋白|日期|白蛋白|AFP|备注',
    '2: P1|A1|41|day 2020-03-05|39||',
    '3: P2|A2||day 2020-03-05||<20|',
    'each sheet is a row, numbered by its place in the workbook',
    '1 row without a label was left out',
  ])
  expect((await read(sheets, { rowIs: 'sheet', sheet: 'P#' })).slice(1, 3)).toEqual(
    ['2: P1|A1|41|day 2020-03-05|39|', '3: P2|A2||day 2020-03-05||<20'].map(
      row => expect.stringContaining(row) as string,
    ),
  )
})

test('each column beside the labels is a row', async () => {
  expect(
    await read(
      {
        all: [
          ['id', 'A1', null, 'A3'],
          ['ALB', 41, null, 39],
        ],
      },
      { rowIs: 'column' },
    ),
  ).toEqual([
    'sheet name|id|ALB',
    '2: all|A1|41',
    '4: all|A3|39',
    'each column beside the labels is a row, numbered by its place in the sheet',
  ])
})

test('a form with labels side by side is refused, and no sheet that fits', async () => {
  await expect(read({ P1: [['id', 'A1', 'sex', 'm']] }, { rowIs: 'sheet' })).rejects.toThrow(
    'column 3 of sheet 1 is filled: with `rowIs: sheet` labels stand in column A and their values in column B alone',
  )
  await expect(read({ P1: [['id', 'A1']] }, { rowIs: 'sheet', sheet: 'Q*' })).rejects.toThrow(
    'no sheet of the workbook',
  )
  await expect(read({ P1: [['id', 'A1']], P2: [['id', 'A2']] }, { rowIs: 'column' })).rejects.toThrow('has 2 sheets')
})
