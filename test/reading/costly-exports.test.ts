import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordsOf } from '../support/records-of.js'
import { madeMapping } from '../harmonize/made-site.js'
import { utf8, withParts, workbookBytes } from '../sources/made-bytes.js'
import { readApart } from '../support/read-apart.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-costly-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const mapping = (name: string) =>
  madeMapping({
    files: { f: { name, subject: { column: 'id' } } },
    map: {
      subject: { from: 'f', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } },
      disease: { from: 'f', stage: 'said' },
      lab: {
        from: 'f',
        date: { column: 'day' },
        test: { constant: 'albumin' },
        result: { column: 'alb', unit: { column: 'unit' } },
      },
    },
    identifiers: { drop: { f: ['letter'] } },
  })

const columns = ['id', 'sex', 'said', 'day', 'alb', 'unit', 'letter'] as const
const bounds = { cpuSeconds: 40, memoryMebibytes: 900 }
const run = (signs: string, length: number): string => signs.repeat(Math.ceil(length / signs.length)).slice(0, length)

const row = (at: number, column: string, text: string): string =>
  columns.map(one => (one === column ? `"${text}"` : one === 'id' ? `N${1000 + at}` : '')).join(',')

// Runs that some rule could begin to read at each of its signs, in several scripts.
const runs = [
  ...[
    'a',
    'Ab ',
    'ab, ',
    'x\t',
    'Rue a ',
    'a.',
    'a@',
    '王明李',
    '王 ',
    '路1号',
    '김이 ',
    'Иванов ',
    'अमित ',
    'محمد ',
    'Ωμέγα ',
  ],
  ...[
    '0',
    '1-',
    '1.',
    '1,',
    '+1 ',
    '00 1(2)',
    '2020-01-01 ',
    '1 g/L ',
    '1x',
    '10^',
    '１２',
    '1;',
    '<',
    '(',
    '=',
    "'",
    '-',
    '−',
    '*',
  ],
  ...[' ', '\u00a0', '\u200b', 'e\u0301', '😀', '|', '/', '%'],
]
const long = (signs: string, length: number): string => `x${run(signs, length)}x`

describe('H10: however its texts are made, a file costs CPU seconds by its size alone', () => {
  test('long texts of one run, in every column, are read within a fraction of the bound', async () => {
    const lines = runs.flatMap((signs, at) => columns.map(column => row(at, column, long(signs, 12_000))))
    // As long as a cell may be.
    const longest = Array.from({ length: 5 }, () => [' ', '\u00a0', '\t', 'é ']).flat()
    const wide = longest.map((signs, at) => row(100 + at, 'letter', long(signs, 32_000)))
    const read = await readApart(
      folder,
      mapping('f.csv'),
      [columns.join(','), ...lines, ...wide, ''].join('\n'),
      bounds,
    )
    const passed = typeof read === 'string' ? null : read.passed
    expect(typeof read === 'string' ? read : passed?.findings).toEqual([])
    // A text that is longer than any id is no subject's.
    expect(passed?.received.tables[0]?.count).toBe(lines.length + wide.length - runs.length)
  })

  test('so are as many lengths of a dropped text as rows, beside a cell of 16,001 signs', async () => {
    const said = run('abcdefgh', 16_001)
    const lines = Array.from({ length: 1_400 }, (_, at) => row(at, 'letter', run('abcdefgh', at + 4)))
    const others = Array.from({ length: 40 }, (_, at) => row(2_000 + at, 'said', said))
    const read = await readApart(folder, mapping('f.csv'), [columns.join(','), ...lines, ...others].join('\n'), bounds)
    expect(typeof read === 'string' ? read : read.passed?.received.tables[0]?.count).toBe(1_440)
  })

  test('of a text that is longer than any value nothing goes further that would cost as much again', async () => {
    const lines = runs.flatMap((signs, at) => columns.map(column => row(at, column, long(signs, 1_001))))
    const read = await readApart(folder, mapping('f.csv'), [columns.join(','), ...lines].join('\n'), bounds)
    const passed = typeof read === 'string' ? null : read.passed
    const records = (passed === null ? [] : recordsOf(passed.received)).flatMap(file => file.records)
    const cells = records.flatMap(record => Object.values(record.cells))
    expect(cells.length).toBeGreaterThan(runs.length * 3)
    const measured = records.flatMap(({ cells: { alb, day } }) =>
      [alb, day].flatMap(cell => (cell === undefined ? [] : [cell])),
    )
    const said = new Set(measured.map(cell => ('text' in cell ? cell.text : cell.kind)))
    expect([...said].sort()).toEqual(['[identifier]', 'spoilt characters', 'zzz'])
    expect(cells.map(cell => ('text' in cell ? cell.text.length : 0)).filter(length => length > 100)).toEqual([])
  })
})

const sheet = 'xl/worksheets/sheet1.xml'
const plainWorkbook = () =>
  workbookBytes(workbook => {
    workbook.addWorksheet('data').addRows([[...columns], ...Array.from({ length: 400 }, (_, at) => [`N${at}`, 'm'])])
  })
const changedSheet = async (change: (xml: string) => string): Promise<Uint8Array> =>
  withParts(await plainWorkbook(), parts => {
    parts[sheet] = utf8(change(new TextDecoder().decode(parts[sheet])))
  })

describe('H11, M9: a bomb is refused by its own site and name, in little memory, and is not tried again', () => {
  const refused = async (name: string, content: Parameters<typeof readApart>[2]): Promise<string> => {
    const read = await readApart(folder, mapping(name), content, bounds)
    return typeof read === 'string' ? read : 'read'
  }

  test('2,000 merges of one range', async () => {
    const merge = '<mergeCell ref="A1:XFD400"/>'.repeat(2_000)
    const bytes = await changedSheet(xml =>
      xml.replace('</sheetData>', `</sheetData><mergeCells>${merge}</mergeCells>`),
    )
    expect(bytes.length).toBeLessThan(40_000)
    expect(await refused('f.xlsx', bytes)).toMatch(/^ExportUnreadable: site north, file f\.xlsx.*merges more than/)
  })

  test('a part that unpacks to a thousand times its size', async () => {
    const bytes = await changedSheet(xml => xml.replace('</sheetData>', `</sheetData>${' '.repeat(60 << 20)}`))
    expect(await refused('f.xlsx', bytes)).toMatch(/^ExportUnreadable: .*unpacks to more than 200 times its size/)
  })

  test('the same with a small size in its table of contents', async () => {
    const bytes = Buffer.from(zipSync({ 'xl/workbook.xml': utf8('<w/>'), 'xl/a.xml': new Uint8Array(200 << 20) }))
    // The size of each part stands 24 bytes behind the beginning of its entry.
    for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1)) {
      if (bytes.readUInt32LE(at + 24) > 1_000) bytes.writeUInt32LE(1_000, at + 24)
    }
    expect(await refused('f.xlsx', bytes)).toMatch(/^ExportUnreadable: .*damaged or larger than it says/)
  })

  test('60,000 columns of a text', async () => {
    const wide = run('a,', 120_000)
    const text = Array.from({ length: 400 }, () => wide).join('\n')
    expect(await refused('f.csv', `${columns.join(',')},${wide}\n${text}`)).toMatch(
      /^ExportUnreadable: .*has more than 16384 columns/,
    )
  })

  test('a row of ten million signs', async () => {
    const text = [columns.join(','), row(0, 'said', run('ab ', 1e7)), row(1, 'sex', 'm'), ''].join('\n')
    expect(await refused('f.csv', text)).toBe(
      'ExportUnreadable: site north, file f.csv: one line is longer than 1 MiB (line 2)',
    )
  })

  test('900 MB that begin as a text or a workbook, and go on with zeros', async () => {
    const zeros = (path: string): void => {
      const file = openSync(path, 'w')
      writeSync(file, path.endsWith('.csv') ? 'id,sex\n' : 'PK\u0003\u0004')
      ftruncateSync(file, 900_000_000)
      closeSync(file)
    }
    expect(await refused('f.csv', zeros)).toMatch(/^ExportUnreadable: .*900000000 bytes, more than 768 MiB/)
    expect(await refused('f.xlsx', zeros)).toMatch(/^ExportUnreadable: .*900000000 bytes, more than/)
  })
})
