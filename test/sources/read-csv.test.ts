import { describe, expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { readTable } from '../support/read-table.js'
import type { Cell } from '../../sources/source-record.js'
import { gb18030, madeFile, utf16, utf8 } from './made-bytes.js'

const read = (bytes: Uint8Array, written: Record<string, unknown> = {}) =>
  readTable(bytes, madeFile(written), 'made.csv', 'north')

const texts = (cells: readonly Cell[] | undefined): readonly (string | null)[] =>
  (cells ?? []).map(cell => (cell.kind === 'empty' ? null : cell.text))

const reason = async (bytes: Uint8Array, written: Record<string, unknown> = {}): Promise<string> => {
  const error: unknown = await read(bytes, written).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ExportUnreadable)
  return error instanceof ExportUnreadable ? error.reason : ''
}

const table = 'id,姓别,结果\r\n1,男,３５\r\n2,女,\r\n'

describe('encodings', () => {
  test.each([
    ['UTF-8 with a mark', utf8(`\uFEFF${table}`), 'utf-8'],
    ['UTF-8 without a mark', utf8(table), 'utf-8'],
    ['UTF-16 little-endian with a mark', utf16(table, 'le', true), 'utf-16le'],
    ['UTF-16 big-endian with a mark', utf16(table, 'be', true), 'utf-16be'],
    ['GB18030', gb18030(table), 'gb18030'],
  ])('B1: %s is read to the same table', async (_, bytes, encoding) => {
    const found = await read(bytes)
    expect(found.header).toEqual(['id', '姓别', '结果'])
    expect(texts(found.rows[0]?.cells)).toEqual(['1', '男', '３５'])
    expect(found.encoding).toBe(encoding)
  })

  test('B1: an inferred GB18030 is said, a named one is not', async () => {
    expect((await read(gb18030(table))).notes).toEqual(['encoding inferred as gb18030: name it in the mapping'])
    expect((await read(gb18030(table), { encoding: 'gb18030' })).notes).toEqual([])
  })

  test('B1: line ends of every kind, mixed, and no final one make the same rows', async () => {
    const found = await read(utf8('id,a\n1,x\r\n2,"y\nz"\r3,w'))
    expect(found.rows.map(({ row, cells }) => [row, ...texts(cells)])).toEqual([
      [2, '1', 'x'],
      [3, '2', 'y\nz'],
      [4, '3', 'w'],
    ])
  })

  test('B2: UTF-16 without a mark is refused unless the mapping names it', async () => {
    for (const order of ['le', 'be'] as const)
      expect(await reason(utf16(table, order, false))).toMatch(
        new RegExp(`: it is UTF-16 without a byte-order mark: write \`encoding: utf-16${order}\`$`),
      )
    expect((await read(utf16(table, 'le', false), { encoding: 'utf-16le' })).rows).toHaveLength(2)
  })

  test('B2: bytes that do not decode are refused with their offset and line', async () => {
    const bytes = Uint8Array.from([...utf8('id,a\n1,x\n2,'), 0xff, 0xff, ...utf8('\n')])
    expect(await reason(bytes, { encoding: 'utf-8' })).toMatch(/^byte 11 is not utf-8 \(line 3\)/)
    expect(await reason(bytes)).toMatch(/byte 11 is not utf-8 \(line 3\), nor GB18030/)
  })

  test('B2: a mark that contradicts the mapping is refused', async () => {
    expect(await reason(utf8(`\uFEFF${table}`), { encoding: 'gb18030' })).toMatch(/byte-order mark says utf-8/)
  })
})

describe('files that are not whole', () => {
  test('B2: a character cut at the end is refused', async () => {
    expect(await reason(utf8('id,a\n1,男').subarray(0, -1), { encoding: 'utf-8' })).toMatch(
      /ends in the middle of a character/,
    )
  })

  test('B2: a quote that is never closed is refused', async () => {
    expect(await reason(utf8('id,a\n1,"x\n2,y\n'))).toMatch(/never closed/)
  })

  test('B2: a last row of fewer cells without a line end is a file cut off', async () => {
    expect(await reason(utf8('id,a,b\n1,x,y\n2,x'))).toBe('the file is cut off in row 3: 2 of 3 cells and no line end')
  })

  test('B6: an empty file, a header without rows and an endless line are refused', async () => {
    expect(await reason(new Uint8Array())).toBe('it is empty (0 bytes): export it again')
    expect(await reason(utf8('id,a\n'))).toBe(
      'it has a header and no row: export it again, or name another file in the mapping',
    )
    const wide = `${'a,'.repeat(16_384)}\n`
    expect(await reason(utf8(wide))).toBe('row 1 has more than 16384 columns')
    expect(await reason(utf8(`id,a\n1,"${'x'.repeat(1_100_000)}"\n`))).toBe('one line is longer than 1 MiB (line 2)')
  })
})

describe('rows and cells', () => {
  test('B4: a ragged row is an issue and the rows around it are read', async () => {
    const found = await read(utf8('id,a,b\n1,x,y\n2,x\n3,x,y,z\n4,x,y,,\n'))
    expect(found.rows.map(({ row }) => row)).toEqual([2, 5])
    expect(found.issues).toEqual([
      { row: 3, column: null, kind: 'ragged row', message: '2 cells where the header has 3' },
      { row: 4, column: null, kind: 'ragged row', message: '4 cells where the header has 3' },
    ])
  })

  test('B3: control characters, replacement characters and known mojibake make a cell unusable, not its row', async () => {
    const found = await read(utf8('id,a,b,c\n1,x\u0001y,锟斤拷,ok\n2,\uFFFD,a\u001bb,ok\n'))
    expect(found.rows.map(({ cells }) => cells.map(({ kind }) => kind))).toEqual([
      ['text', 'error', 'error', 'text'],
      ['text', 'error', 'error', 'text'],
    ])
  })

  test('B6: a cell over the limit is unusable', async () => {
    const found = await read(utf8(`id,a\n1,${'x'.repeat(40_000)}\n`))
    expect(found.rows[0]?.cells[1]).toEqual({ kind: 'error', text: 'longer than 32767 characters' })
  })

  test('a header of two rows is joined by a slash, a group standing over the columns right of it', async () => {
    const found = await read(utf8('医院导出\n基本,,化验,\nid,sex,alb,afp\n1,m,40,5\n'), { header: [2, 3] })
    expect(found.header).toEqual(['基本/id', '基本/sex', '化验/alb', '化验/afp'])
    expect(found.rows.map(({ row }) => row)).toEqual([4])
  })

  test('B26: what begins like a formula stays text', async () => {
    const found = await read(utf8('id,a\n1,=cmd|calc\n2,"+1\n@x"\n'))
    expect(found.rows.map(({ cells }) => cells[1])).toEqual([
      { kind: 'text', text: '=cmd|calc' },
      { kind: 'text', text: '+1\n@x' },
    ])
  })
})
