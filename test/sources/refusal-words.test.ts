import { describe, expect, test } from 'vitest'
import { ExportUnreadable, type MappingGap, MappingIncomplete, shownName } from '../../sources/errors.js'
import { joinHeader } from '../../sources/join-header.js'
import { readTable } from '../support/read-table.js'
import { bytesIn } from './made-languages.js'
import { madeFile, utf16, utf8, withParts, workbookBytes } from './made-bytes.js'
import { retold } from '../../words/told.js'

const reason = async (bytes: Uint8Array, written: Record<string, unknown> = {}, name = 'made.csv'): Promise<string> => {
  const error: unknown = await readTable(bytes, madeFile(written), name, 'north').catch((thrown: unknown) => thrown)
  return error instanceof ExportUnreadable ? error.reason : `read: ${String(error)}`
}

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'number' ? [part] : [...utf8(part)])))

const anotherMapping = "is the delimiter, or the header's row, another than the mapping says?"
const nameIt = "name the file's own in the mapping (`encoding: …`)"

describe('why a text file is refused', () => {
  test.each<readonly [string, Uint8Array, Record<string, unknown>, string]>([
    ['no row', utf8('id,a\n'), {}, 'it has a header and no row: export it again, or name another file in the mapping'],
    ['no header', utf8('\n\n'), {}, 'there is nothing in it but blanks: export it again'],
    ['no header below it', utf8('id,a\n\n1,2\n'), { header: 9 }, 'there is no header where the mapping says'],
    ['a cut last row', utf8('id,a,b\n1,x,y\n2,x'), {}, 'the file is cut off in row 3: 2 of 3 cells and no line end'],
    [
      'an open quote',
      utf8('id,a\n1,x\n2,"y\n'),
      {},
      'a quote is opened and never closed, or the file is cut off (line 3); write `quote: none` where quotes are signs like others',
    ],
    [
      'a stray quote in the header',
      utf8('id,a"b\n1,x\n'),
      {},
      'a quote stands inside a cell that is not quoted; `quote: none` reads quotes as signs like others (line 1, in or above the header)',
    ],
    [
      'text behind a quote in the header',
      utf8('id,"a"b\n1,x\n'),
      {},
      'something stands after a closing quote: a quote inside a cell is written twice (line 1, in or above the header)',
    ],
    ['an endless line', utf8(`id,a\n1,${'x'.repeat(1_100_000)}\n`), {}, 'one line is longer than 1 MiB (line 2)'],
    [
      'row names of R',
      utf8('id,sex\n1,P1,m\n2,P2,f\n'),
      {},
      'none of its 2 rows can be read; row 2: 3 cells where the header has 2; a first column without a name is how R writes row names: export without them (row.names = FALSE)',
    ],
    [
      'rows of other lengths',
      utf8('id,sex\n1,P1,m\n2,P2,f,x\n'),
      {},
      `none of its 2 rows can be read; row 2: 3 cells where the header has 2; ${anotherMapping}`,
    ],
    [
      'a first line that names another delimiter',
      utf8('sep=\t\nid\ta\n1\t2\n'),
      {},
      'its first line says that a tab divides the cells: name it in the mapping (`delimiter: …`)',
    ],
    [
      'a first line that names a semicolon',
      utf8('sep=;\nid;a\n1;2\n'),
      {},
      "its first line says that ';' divides the cells: name it in the mapping (`delimiter: …`)",
    ],
    [
      'bytes that are not of the named encoding',
      bytes('id,a\n1,x\n2,', 0xff, 0xff, '\n'),
      { encoding: 'utf-8' },
      `byte 11 is not utf-8 (line 3); ${nameIt}; it reads as windows-1251`,
    ],
    [
      'bytes of no encoding',
      bytes('id,a\n1,x\n2,', 0xff, 0xff, '\n'),
      {},
      `its encoding cannot be told: byte 11 is not utf-8 (line 3), nor GB18030; ${nameIt}; it reads as windows-1251`,
    ],
    [
      'a character cut at the end',
      utf8('id,a\n1,男').subarray(0, -1),
      { encoding: 'utf-8' },
      `the file ends in the middle of a character (line 2); ${nameIt}; it reads as windows-1251, windows-1253`,
    ],
    ['UTF-32', bytes(0xff, 0xfe, 0, 0, 0x31, 0, 0, 0), {}, 'it is UTF-32: save it as UTF-8'],
    ['UTF-32 the other way', bytes(0, 0, 0xfe, 0xff, 0, 0, 0, 0x31), {}, 'it is UTF-32: save it as UTF-8'],
    [
      'a letter that is a Chinese sign too',
      bytesIn('id,sex\n1,女\n2,女\n', 'gb18030'),
      {},
      "its encoding cannot be told: name the file's own in the mapping (`encoding: …`); it reads as gb18030, utf-8",
    ],
    [
      'UTF-8 under another name',
      utf8('id,sex\n1,男女\n'),
      { encoding: 'gb18030' },
      'it is UTF-8, and the mapping says gb18030: write `encoding: utf-8`',
    ],
    [
      'UTF-16 the other way',
      utf16('id,性别\n1,男\n', 'le', false),
      { encoding: 'utf-16be' },
      'its bytes stand in the other order',
    ],
    [
      'ASCII named UTF-16',
      utf8('id,sex\n1,male\n'),
      { encoding: 'utf-16le' },
      "it has no zero byte, as every table in UTF-16 has; name the file's own in the mapping (`encoding: …`); it reads as utf-8",
    ],
    [
      'a byte that Windows-1252 has not',
      bytes('id,a\n1,x', 0x81, '\n'),
      { encoding: 'windows-1252' },
      'it holds bytes that stand for nothing in windows-1252',
    ],
    [
      'Korean named Chinese',
      bytesIn('id,검사\n1,전이\n2,남자\n3,여자\n', 'euc-kr'),
      { encoding: 'gb18030' },
      "in gb18030 it is no text; name the file's own in the mapping (`encoding: …`); it reads as euc-kr",
    ],
  ])('%s', async (_, content, written, expected) => {
    expect(await reason(content, written)).toBe(expected)
  })

  test('a line of just one mebibyte is read', async () => {
    const { rows } = await readTable(utf8(`id,a\n1,"${'x'.repeat(3)}"\n${'2'.repeat(30_000)},y\n`), madeFile(), 'a.csv')
    expect(rows).toHaveLength(2)
  })
})

describe('why a workbook is refused', () => {
  const simple = () =>
    workbookBytes(workbook => {
      workbook.addWorksheet('数据').addRows([
        ['id', 'v'],
        ['1', 4.5],
      ])
    })
  const changed = async (part: string, change: (text: string) => string | Uint8Array): Promise<Uint8Array> =>
    withParts(await simple(), parts => {
      const made = change(new TextDecoder().decode(parts[part]))
      parts[part] = typeof made === 'string' ? utf8(made) : made
    })

  test('in whole words', async () => {
    const of = async (content: Promise<Uint8Array>, written: Record<string, unknown> = {}, name = 'made.xlsx') =>
      reason(await content, written, name)
    expect(await of(simple(), {}, 'made.csv')).toBe(
      'it is a workbook, but its name does not end in .xlsx: rename it, and write the new name in the mapping',
    )
    expect(await of(simple(), { sheet: '数剧' })).toBe(
      "the workbook has no sheet '数剧' among its 1; the nearest is sheet 1 of 1: name it as `sheet`",
    )
    expect(await of(simple(), { sheet: 'other' })).toBe(
      "the workbook has no sheet 'other' among its 1: name one that it has (`sheet: …`)",
    )
    expect(await of(changed('xl/worksheets/sheet1.xml', () => new Uint8Array(60 << 20)))).toBe(
      'it unpacks to more than 200 times its size, as no workbook does',
    )
    expect(await of(changed('xl/workbook.xml', text => text.replace('?>', '?><!DOCTYPE x>')))).toBe(
      'it declares a document type, as no workbook does',
    )
    expect(await of(changed('xl/workbook.xml', text => `${text}<!ENTITY a "b">`))).toBe(
      'it declares a document type, as no workbook does',
    )
    for (const endian of ['le', 'be'] as const) {
      expect(await of(changed('xl/workbook.xml', text => utf16(text, endian, true)))).toBe('its parts are not UTF-8')
    }
    expect(await of(changed('xl/workbook.xml', () => 'no xml'))).toMatch(
      /^(the workbook cannot be parsed|it has no sheet: )/,
    )
    expect(await of(changed('xl/worksheets/sheet1.xml', () => '<a><b></a>'))).not.toMatch(/^read/)
  })

  test('a sheet whose name has spaces around it is the wanted one', async () => {
    const { sheet } = await readTable(
      await workbookBytes(workbook => {
        workbook.addWorksheet('other').addRow(['x'])
        workbook.addWorksheet(' data ').addRows([['id'], ['1']])
      }),
      madeFile({ sheet: 'data' }),
      'made.xlsx',
    )
    expect(sheet).toBe('data')
  })

  test('the first of several sheets is read with a note, hidden ones are passed over', async () => {
    const { sheet, notes, sheets } = await readTable(
      await workbookBytes(workbook => {
        workbook.addWorksheet('hidden', { state: 'veryHidden' }).addRow(['x'])
        workbook.addWorksheet('first').addRows([['id'], ['1']])
        workbook.addWorksheet('second').addRow(['x'])
      }),
      madeFile(),
      'made.xlsx',
    )
    expect([sheet, notes, sheets]).toEqual(['2 of 3', ['read the first of 3 sheets: name the sheet in the mapping'], 3])
  })
})

test('a header of several rows: an empty cell above or below adds nothing, nor does a part that repeats', () => {
  expect(
    joinHeader([
      ['', 'lab', 'lab', 'note ', ''],
      ['id', ' alb\n(g/L)', 'lab', '', ''],
    ]),
  ).toEqual(['id', 'lab/alb (g/L)', 'lab', 'note'])
  expect(joinHeader([['a'], ['b', 'c']])).toEqual(['a/b', 'c'])
  expect(
    joinHeader([
      ['a', 'b', 'a'],
      ['x', 'a', 'a'],
      ['a', 'b', 'b'],
    ]),
  ).toEqual(['a/x/a', 'b/a/b', 'a/b'])
  expect(joinHeader([])).toEqual([])
})

describe('columns that a file lacks', () => {
  const gap = (own: Partial<MappingGap>): MappingGap => ({
    missing: [{ column: retold('sex'), nearest: null }],
    stillMissing: [],
    headerRow: null,
    delimiter: null,
    quote: null,
    sheets: null,
    otherSheet: null,
    isText: true,
    named: [],
    headers: [],
    ...own,
  })
  const words = (own: Partial<MappingGap>): string => new MappingIncomplete('north', retold('f.csv'), gap(own)).message
  const one = "site north, file f.csv: the mapping names a column 'sex' that the file lacks"
  const look = '; `cohortium check STUDY --exports DIR` shows its headers on your screen'
  const columns = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ column: retold(`c${at}`), nearest: null }))
  const listed = (count: number) => Array.from({ length: count }, (_, at) => `'c${at}'`).join(', ')

  test.each<readonly [string, Partial<MappingGap>, string]>([
    ['one', {}, one + look],
    [
      'one with a near header',
      { missing: [{ column: retold('sex'), nearest: 7 }] },
      "site north, file f.csv: the mapping names a column 'sex' (the nearest header is that of column 7) that the file lacks",
    ],
    [
      'one that another column holds now',
      { missing: [{ column: retold('sex'), nearest: 7, alike: 3 }] },
      `${one}; column 3, which the mapping does not name, holds what 'sex' held in the last accepted export: write its header in the place of 'sex' (\`cohortium profile\` of the file shows it on your screen)`,
    ],
    ['a header elsewhere', { headerRow: 3 }, `${one}; the header seems to stand in row 3: write \`header: 3\``],
    ['another delimiter', { delimiter: ';' }, `${one}; its cells seem to be divided by ';': write \`delimiter: ";"\``],
    ['a tab', { delimiter: '\t' }, `${one}; its cells seem to be divided by a tab: write \`delimiter: "\\t"\``],
    [
      'several sheets',
      { sheets: 2 },
      `${one}; the first of 2 sheets was read: name the sheet; where each subject has a sheet with labels in column A, write \`rowIs: sheet\``,
    ],
    [
      'twelve',
      { missing: columns(12) },
      `site north, file f.csv: the mapping names 12 columns that the file lacks: ${listed(12)}${look}`,
    ],
    [
      'more than twelve',
      { missing: columns(15) },
      `site north, file f.csv: the mapping names 15 columns that the file lacks: ${listed(12)} and 3 more${look}`,
    ],
  ])('%s', (_, own, expected) => {
    expect(words(own)).toBe(expected)
  })
})

test('a name from outside is cut and shows what a terminal would act on', () => {
  expect(shownName('a\u001b[31m\uFFFDb')).toBe('a\\u{1b}[31m\\u{fffd}b')
  expect(shownName('x'.repeat(121))).toBe('x'.repeat(120))
  const error = new ExportUnreadable('north', retold('a\x00.csv'), retold('it is empty'))
  expect([error.message, error.retryable]).toEqual(['site north, file a\\u{0}.csv: it is empty', false])
})
