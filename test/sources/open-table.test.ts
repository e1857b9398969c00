import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { type OpenExport, openTable } from '../../sources/open-table.js'
import { readTable } from '../support/read-table.js'
import { rowsOfColumns } from '../support/source-table.js'
import { told } from '../../words/told.js'
import { gb18030, madeFile, utf8, withParts, workbookBytes } from './made-bytes.js'

let folder = ''
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-table-'))
  path = join(folder, 'made.csv')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (written: Record<string, unknown> = {}, received = 'made.csv'): Promise<OpenExport> =>
  openTable({ site: 'north', file: told`made.csv`, path, received, definition: madeFile(written) })

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  return error instanceof ExportUnreadable
    ? `${error.reason}${error.retryable ? ' (again)' : ''}`
    : `read: ${String(error)}`
}

describe('an export that is read', () => {
  test('has the rows, issues and notes of the whole table, its size and its hash', async () => {
    const lines = Array.from({ length: 25_000 }, (_, row) => {
      if (row % 997 === 0) return `${row},x`
      return row % 500 === 3 ? `${row},"=""00${row}""",男` : `${row},${row % 7},${row % 3 === 0 ? ' ' : 'é'}`
    })
    const bytes = utf8(`id,a,b\r\n${lines.join('\r\n')}\r\n`)
    writeFileSync(path, bytes)
    const table = await open()
    const read = await table.read()
    await table.close()
    const whole = await readTable(bytes, madeFile(), 'made.csv', 'north')
    expect([table.bytes, table.sha256]).toEqual([bytes.length, createHash('sha256').update(bytes).digest('hex')])
    expect([table.header, table.top, table.encoding]).toEqual([whole.header, whole.top, whole.encoding])
    expect(rowsOfColumns(read)).toEqual(whole.rows)
    expect([read.issues, read.ragged, read.notes]).toEqual([whole.issues, whole.ragged, whole.notes])
    expect([read.rows.length, read.issues.length]).toEqual([24_974, 26])
  })

  test('names each distinct cell once, the empty one first', async () => {
    writeFileSync(path, 'id,a\n1,x\n2,\n3,y\n4,x\n5, \n6,"x"\n')
    const table = await open()
    const { columns } = await table.read()
    await table.close()
    expect(Array.from(columns[1]!.codes)).toEqual([1, 0, 2, 1, 0, 1])
    expect(columns[1]!.cells).toEqual([{ kind: 'empty' }, { kind: 'text', text: 'x' }, { kind: 'text', text: 'y' }])
  })

  test('can be read again, from its first row', async () => {
    writeFileSync(path, gb18030('id,姓别\n1,男\n2,女\n'))
    const table = await open()
    const [first, second] = [await table.read(), await table.read()]
    await table.close()
    expect(rowsOfColumns(first).map(({ cells }) => cells[1])).toEqual([
      { kind: 'text', text: '男' },
      { kind: 'text', text: '女' },
    ])
    expect(second).toEqual(first)
  })
})

describe('an export that cannot be read', () => {
  test.each<[string, string]>([
    ['', 'it is empty (0 bytes): export it again'],
    ['%PDF-1.7', 'it is a PDF: ask for the table itself, as CSV (UTF-8) or .xlsx'],
    [
      'id,a\n1,"x\n',
      'a quote is opened and never closed, or the file is cut off (line 2); write `quote: none` where quotes are signs like others',
    ],
    [`id,a\n1,${'x'.repeat(1_100_000)}\n`, 'one line is longer than 1 MiB (line 2)'],
    [`id,a\n1,${'x'.repeat(10_000_000)}`, 'one line is longer than 1 MiB (line 2)'],
    [`${'a,'.repeat(16_384)}\n`, 'row 1 has more than 16384 columns'],
  ])('%.20j is refused before its rows', async (text, reason) => {
    writeFileSync(path, text)
    expect(await refusal(open())).toBe(reason)
  })

  test.each<[string, string]>([
    ['id,a\n', 'it has a header and no row: export it again, or name another file in the mapping'],
    ['\n\n', 'there is nothing in it but blanks: export it again'],
    ['id,a,b\n1,x,y\n2,x', 'the file is cut off in row 3: 2 of 3 cells and no line end'],
  ])('%j is refused at its end', async (text, reason) => {
    writeFileSync(path, text)
    const table = await open()
    expect(await refusal(table.read())).toBe(reason)
    await table.close()
  })

  test('because it changes while it is read is refused, and may be tried again', async () => {
    const changed = 'still being written: it changed while it was read (again)'
    for (const change of [() => appendFileSync(path, '9,z\n'), () => truncateSync(path, 6)]) {
      writeFileSync(path, 'id,a\n1,x\n2,y\n')
      const table = await open()
      change()
      expect(await refusal(table.read())).toBe(changed)
      await table.close()
    }
  })
})

test('rows of old line ends may be as many as they like', async () => {
  writeFileSync(path, `id,a,b\r${'1,x,y\r'.repeat(9_000)}`)
  const table = await open()
  expect((await table.read()).rows.length).toBe(9_000)
  await table.close()
})

describe('a workbook that is read', () => {
  const made = (rows: number) =>
    workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('a')
      sheet.addRow(['id', 'day', 'v', 'said'])
      for (let row = 0; row < rows; row += 1) {
        sheet.addRow([`p${row}`, new Date(Date.UTC(2020, 0, 1 + (row % 90))), row / 4, row % 3 === 0 ? null : 'ok'])
      }
      sheet.mergeCells('C5:C6')
    })

  test('has the rows and notes of the whole table, its size and its hash', async () => {
    const bytes = await made(12_000)
    path = join(folder, 'made.xlsx')
    writeFileSync(path, bytes)
    const table = await open({}, 'made.xlsx')
    const read = await table.read()
    await table.close()
    const whole = await readTable(bytes, madeFile(), 'made.xlsx', 'north')
    expect([table.bytes, table.sha256]).toEqual([bytes.length, createHash('sha256').update(bytes).digest('hex')])
    expect([table.sheet, table.header, table.top]).toEqual([whole.sheet, whole.header, whole.top])
    expect(rowsOfColumns(read)).toEqual(whole.rows)
    expect([read.rows.length, read.notes]).toEqual([12_000, whole.notes])
    expect(rowsOfColumns(read)[4]?.cells[2]).toEqual({ kind: 'error', text: 'below or right of a merged cell' })
    expect(read.columns.map(({ cells }) => cells.length)).toEqual([12_001, 91, 12_001, 2])
  })

  test('is refused for a damaged part, other content and another name', async () => {
    const bytes = await made(3)
    const refused = async (content: Uint8Array, name: string): Promise<string> => {
      path = join(folder, name)
      writeFileSync(path, content)
      return refusal(open({}, name))
    }
    expect(await refused(bytes.slice(0, bytes.length / 2), 'cut.xlsx')).toMatch(/cut off/)
    expect(await refused(bytes, 'made.csv')).toBe(
      'it is a workbook, but its name does not end in .xlsx: rename it, and write the new name in the mapping',
    )
    expect(await refused(utf8('id,a\n1,2\n'), 'text.xlsx')).toMatch(/named a workbook but is not one/)
  })

  test('is refused where its rows are not in order', async () => {
    const bytes = withParts(await made(3), parts => {
      const sheet = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])
      parts['xl/worksheets/sheet1.xml'] = utf8(sheet.replaceAll(/ r="([A-Z]?)4"/g, ' r="$12"'))
    })
    path = join(folder, 'made.xlsx')
    writeFileSync(path, bytes)
    const table = await open({}, 'made.xlsx')
    expect(await refusal(table.read())).toBe('its rows are not in order, as those of every workbook are')
    await table.close()
  })
})
