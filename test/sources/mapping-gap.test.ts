import { describe, expect, test } from 'vitest'
import { siteSchema } from '../../protocol/language/site.js'
import { bindColumns } from '../../sources/bind-columns.js'
import { ExportUnreadable, MappingIncomplete } from '../../sources/errors.js'
import { readTable } from '../support/read-table.js'
import { utf8, workbookBytes } from './made-bytes.js'
import { retold } from '../../words/told.js'

const columns = ['住院号', 'sex', 'Labor/Albumin [g/l]', 'seen']

const mapping = (written: Record<string, unknown> = {}) =>
  siteSchema.parse({
    site: 'north',
    label: 'North',
    files: { f: { name: 'f.csv', subject: { column: columns[0] }, ...written } },
    map: {
      subject: { from: 'f', sex: 'sex' },
      lab: { from: 'f', date: 'seen', wide: { 'Labor/Albumin [g/l]': { test: 'albumin' } } },
    },
  })

const gapOf = async (bytes: Uint8Array, written: Record<string, unknown> = {}, name = 'f.csv') => {
  const site = mapping(written)
  const file = site.files['f']
  if (file === undefined) throw new Error('no file')
  const table = await readTable(bytes, file, name, 'north')
  try {
    bindColumns(table, site, 'f', retold(name))
  } catch (error) {
    if (error instanceof MappingIncomplete) return error
    throw error
  }
  throw new Error('it fits')
}

const text = (delimiter: string, rows: readonly (readonly string[])[]): Uint8Array =>
  utf8(rows.map(row => row.join(delimiter)).join('\n') + '\n')

const subject = ['A-1', 'm', '40', '2020-03-05']

describe('a file that does not fit its mapping', () => {
  test('all missing columns are named at once, each with the nearest header', async () => {
    const { gap, message } = await gapOf(text(',', [['住院号', 'Sexx', 'Labor/Albumin', 'other'], subject]))
    expect(gap.missing).toEqual([
      { column: 'sex', nearest: 2 },
      { column: 'seen', nearest: null },
      { column: 'Labor/Albumin [g/l]', nearest: 3 },
    ])
    expect(message).toMatch(
      /names 3 columns that the file lacks: 'sex' \(the nearest header is that of column 2\), 'seen', /,
    )
    expect(gap.headers).toEqual(['住院号', 'Sexx', 'Labor/Albumin', 'other'])
    expect(message).not.toContain('other')
  })

  test.each([';', '\t', '|', '^'])('a file that %j divides, read with a comma, is named', async delimiter => {
    const { gap, message } = await gapOf(text(delimiter, [columns, subject]))
    expect(gap.delimiter).toBe(delimiter)
    expect(message).toMatch(/seem to be divided by .*: write `delimiter: "/)
    expect((await gapOf(text(delimiter, [['a', 'b', 'c'], subject]))).gap.delimiter).toBe(delimiter)
  })

  test('a header that stands elsewhere is shown, and not the row that was taken for it', async () => {
    const { gap } = await gapOf(text(',', [columns, subject, subject]), { header: 2 })
    expect(gap).toMatchObject({ headerRow: 1, headers: columns })
    expect((await gapOf(text(';', [columns, subject, subject]))).gap).toMatchObject({
      headerRow: null,
      headers: columns,
    })
  })

  test('a file that commas divide, read with a semicolon, is named', async () => {
    expect((await gapOf(text(',', [columns, subject]), { delimiter: ';' })).gap.delimiter).toBe(',')
  })

  test.each(["'", '`'])('a file whose cells stand between %s is named, also with another delimiter', async sign => {
    const around = (row: readonly string[]) => row.map(cell => `${sign}${cell}${sign}`)
    const { gap, message } = await gapOf(text(',', [around(columns), around(subject)]))
    expect([gap.quote, gap.delimiter]).toEqual([sign, null])
    expect(message).toContain(`write \`quote: "${sign}"\``)
    expect((await gapOf(text(';', [around(columns), around(subject)]))).gap.delimiter).toBe(';')
    expect((await gapOf(text(',', [['a', 'b', 'c', 'd'], subject]))).gap.quote).toBeNull()
  })

  test.each([
    ['two rows of a title above it', [['Report', '', '', ''], ['Clinic', '', '', ''], columns, subject], 1, 3],
    ['a mapping that counts too many rows', [columns, subject, subject, subject], 3, 1],
  ] as const)('a header that stands elsewhere is named by its row: %s', async (_, rows, header, row) => {
    const told = await gapOf(text(',', rows), { header })
    expect(told.gap.headerRow).toBe(row)
    expect(told.message).toContain(`write \`header: ${row}\``)
    const bytes = await workbookBytes(workbook => {
      workbook.addWorksheet('a').addRows(rows.map(cells => [...cells]))
    })
    expect((await gapOf(bytes, { header }, 'f.xlsx')).gap.headerRow).toBe(row)
  })

  test('of a row without any mapped column nothing is quoted: it may be a subject', async () => {
    const { message, gap } = await gapOf(text(',', [['Sexa Schmidt', 'sexy', 'seem', 'x'], subject]))
    expect(gap.missing.every(({ nearest }) => nearest === null)).toBe(true)
    for (const value of ['Schmidt', 'sexy', 'seem']) expect(message).not.toContain(value)
    expect(message).toMatch(/cohortium check STUDY --exports DIR/)
  })

  test('a workbook with a sheet per subject is told what to do, and no sheet is named', async () => {
    const bytes = await workbookBytes(workbook => {
      for (const name of ['Anna Schmidt', 'Bernd Maier']) {
        workbook.addWorksheet(name).addRows([
          ['label', 'value'],
          ['sex', 'm'],
        ])
      }
    })
    const { message } = await gapOf(bytes, {}, 'f.xlsx')
    expect(message).toMatch(/first of 2 sheets was read: name the sheet; where each subject has a sheet/)
    expect(message).not.toMatch(/Schmidt|Maier/)
    const error: unknown = await gapOf(bytes, { sheet: 'patients' }, 'f.xlsx').catch((thrown: unknown) => thrown)
    expect(error instanceof ExportUnreadable && error.reason).toBe(
      "the workbook has no sheet 'patients' among its 2: name one that it has (`sheet: …`)",
    )
  })
})
