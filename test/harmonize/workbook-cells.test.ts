import type { CellValue } from 'exceljs'
import { expect, test } from 'vitest'
import { workbookBytes } from '../sources/made-bytes.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const rows = (header: readonly string[], cells: readonly (readonly (readonly [CellValue, string])[])[]) =>
  workbookBytes(workbook => {
    const sheet = workbook.addWorksheet('made')
    sheet.addRow([...header])
    for (const [index, row] of cells.entries()) {
      for (const [column, [value, format]] of row.entries()) {
        const cell = sheet.getCell(index + 2, column + 1)
        cell.value = value
        if (format !== '') cell.numFmt = format
      }
    }
  })

const read = async (map: Record<string, unknown>, bytes: Uint8Array, rest: Record<string, unknown> = {}) => {
  const files = { s: { name: 's.xlsx', subject: { column: 'id' }, ...rest } }
  return harmonizeTexts(madeMapping({ files, map }), { s: bytes })
}

test('a percentage and a unit of the format are read with the number, whatever mark the column has', async () => {
  const bytes = await rows(
    ['id', 'o', 'a'],
    [
      [
        ['1', ''],
        [0.975, '0.0%'],
        [4.125, '0.0"g/dL"'],
      ],
      [
        ['2', ''],
        [97.5, ''],
        ['41,5', ''],
      ],
    ],
  )
  const { site } = await read(
    {
      lab: {
        from: 's',
        wide: { o: { test: 'oxygen-saturation', unit: '%' }, a: { test: 'albumin', unit: 'g/L', decimal: ',' } },
      },
    },
    bytes,
  )
  const results = site.rows.map(({ values }) => values['result'])
  expect(results.map(value => (value?.kind === 'quantity' ? value.number : value))).toEqual([97.5, 41.25, 97.5, 41.5])
})

test('a percentage where a bare number is expected is held', async () => {
  const bytes = await rows(['id', 'age'], [
    [
      ['1', ''],
      [0.5, '0%'],
    ],
    [
      ['2', ''],
      [50, ''],
    ],
  ] as const)
  const { site } = await read({ subject: { from: 's', ageYears: 'age' } }, bytes)
  expect(site.issues.map(({ row, column, kind }) => [row, column, kind])).toEqual([[2, 'age', 'words-behind-number']])
})

test('a month of a format is completed as the mapping says, and held without a rule', async () => {
  const bytes = await rows(['id', 'seen'], [
    [
      ['1', ''],
      [new Date('2020-03-01T00:00:00Z'), 'mmm-yy'],
    ],
  ] as const)
  const map = (impute?: string) => ({
    contact: { from: 's', date: { column: 'seen', ...(impute === undefined ? {} : { impute }) } },
  })
  const imputed = (await read(map('last'), bytes)).site.rows[0]?.values['date']
  expect(imputed).toMatchObject({ date: '2020-03-31', precision: 'month', imputed: true })
  expect((await read(map(), bytes)).site.issues.map(({ kind }) => kind)).toEqual(['partial-date'])
})

test("a workbook's error word is missing where the mapping lists it, and held elsewhere", async () => {
  const bytes = await rows(['id', 'alb', 'afp'], [
    [
      ['1', ''],
      [{ error: '#N/A' }, ''],
      [{ error: '#DIV/0!' }, ''],
    ],
  ] as const)
  const { site } = await read(
    { lab: { from: 's', wide: { alb: { test: 'albumin' }, afp: { test: 'alpha-fetoprotein' } } } },
    bytes,
    { missing: { '#N/A': 'not done' } },
  )
  expect(site.issues.map(({ column, kind }) => [column, kind])).toEqual([['afp', 'unreadable-cell']])
})

test('ids of sixteen digits or more that a workbook stored as numbers are held, those of fifteen are ids', async () => {
  const ids = [100_002_123_456_789, 1_000_021_234_567_890, 6_217_001_123_456_780, 1.1e17, 1.2345e21]
  const bytes = await rows(
    ['id', 'sex'],
    ids.map((id, index) => [
      [id, ''],
      [index % 2 === 0 ? 'm' : 'f', ''],
    ]),
  )
  const { door } = await read({ subject: { from: 's', sex: 'sex' } }, bytes)
  expect(door.issues.map(({ row, kind }) => [row, kind])).toEqual([3, 4, 5, 6].map(row => [row, 'id-lost-digits']))
})

test('an id that is shown with its zeros is the subject of the text id', async () => {
  const shown = await rows(['id', 'sex'], [
    [
      [12_345, '0000000'],
      ['m', ''],
    ],
  ] as const)
  const typed = await rows(['id', 'sex'], [
    [
      ['0012345', ''],
      ['m', ''],
    ],
  ] as const)
  const keys = await Promise.all(
    [shown, typed].map(async bytes => {
      const { door } = await read({ subject: { from: 's', sex: 'sex' } }, bytes)
      return door.identities.map(({ subjectKey }) => subjectKey)
    }),
  )
  expect(keys[0]).toEqual(keys[1])
})
