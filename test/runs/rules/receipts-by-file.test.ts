import { expect, test } from 'vitest'
import { receiptsByFile } from '../../../runs/receipts-by-file.js'
import type { ExportRow } from '../../../sql/batches.js'
import type { FateCounts } from '../../../words/row-fates.js'

const receipt = (
  file: string,
  content: string,
  rows: number,
  fates: FateCounts | null = { shared: rows },
  sheet = `sheet ${String(rows)}`,
): ExportRow =>
  ({
    file_id: `id-${String(rows)}`,
    sheets: [sheet],
    file_name: file,
    export_id: content,
    bytes: 900,
    rows,
    fates,
    blank_rows: 2,
  }) as unknown as ExportRow

test('a workbook whose sheets are read apart is one export with the rows of all of them', () => {
  const receipts = [receipt('north.xlsx', 'aaa', 56), receipt('deaths.csv', 'bbb', 23), receipt('north.xlsx', 'aaa', 4)]
  expect(receiptsByFile(receipts)).toEqual([
    { file: 'north.xlsx', sha256: 'aaa', bytes: 900, rows: 60, fates: { shared: 60 }, blankRows: 4 },
    { file: 'deaths.csv', sha256: 'bbb', bytes: 900, rows: 23, fates: { shared: 23 }, blankRows: 2 },
  ])
})

test('the same name with other bytes is another export', () => {
  const rows = receiptsByFile([receipt('north.xlsx', 'aaa', 1), receipt('north.xlsx', 'bbb', 2)]).map(one => one.rows)
  expect(rows).toEqual([1, 2])
})

test('where the rows of one sheet were not counted, nothing is said of the workbook', () => {
  const [own] = receiptsByFile([receipt('north.xlsx', 'aaa', 1), receipt('north.xlsx', 'aaa', 2, null)])
  expect(own).toMatchObject({ rows: 3, fates: null })
})

test('a sheet that is read for two files of the mapping has a line for each, and no sum that is no number of its rows', () => {
  const read = (sheet: string, rows: number) => receipt('north.csv', 'aaa', rows, { shared: rows }, sheet)
  expect(receiptsByFile([read('', 36), read('', 35), read('other', 4)])).toMatchObject([
    { file: 'north.csv', rows: 40 },
    { file: "north.csv, read again as 'id-35'", rows: 35, fates: { shared: 35 }, blankRows: 2 },
  ])
})
