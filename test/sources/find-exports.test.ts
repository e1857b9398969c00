import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { siteSchema, type SiteMapping } from '../../protocol/language/site.js'
import { dateInName } from '../../sources/files/date-in-name.js'
import { ExportUnreadable, MappingIncomplete } from '../../sources/errors.js'
import { findExports } from '../../sources/files/find-exports.js'
import { readSite } from '../../sources/read-site.js'
import { workbookBytes } from './made-bytes.js'
import { retold } from '../../words/told.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports of a site '))
})
afterEach(() => rm(folder, { recursive: true }))

const mapping = (
  files: Record<string, unknown>,
  map: Record<string, unknown> = {},
  rest: Record<string, unknown> = {},
): SiteMapping =>
  siteSchema.parse({
    site: 'north',
    label: 'North',
    map,
    ...rest,
    files: Object.fromEntries(
      Object.entries(files).map(([id, file]) => [id, { subject: { column: 'id' }, ...(file as object) }]),
    ),
  })

const put = (name: string, content: string | Uint8Array = 'id,a\n1,x\n') => writeFile(join(folder, name), content)

const failure = async (action: Promise<unknown>): Promise<unknown> => action.catch((thrown: unknown) => thrown)

const refusal = async (found: SiteMapping): Promise<string> => {
  const error = await failure(findExports(folder, found))
  expect(error).toBeInstanceOf(ExportUnreadable)
  return error instanceof ExportUnreadable ? error.message : ''
}

describe('finding files', () => {
  test('of several files that fit, the newest by the date in the name is taken', async () => {
    for (const name of ['化验_2024-03-31.csv', '化验_2024-02-29.csv', '化验_20231231.csv', '随访 2024年3月5日.csv'])
      await put(name)
    const found = await findExports(folder, mapping({ labs: { name: '化验*.csv' }, visits: { name: '随访*.csv' } }))
    expect(found.map(({ fileId, file, path }) => [fileId, basename(path), file])).toEqual([
      ['labs', '化验_2024-03-31.csv', '化验*.csv, of 2024-03-31'],
      ['visits', '随访 2024年3月5日.csv', '随访*.csv, of 2024-03-05'],
    ])
  })

  test('files whose names do not tell which is newest are refused', async () => {
    for (const name of ['labs-a.csv', 'labs-b.csv']) await put(name)
    expect(await refusal(mapping({ labs: { name: 'labs*.csv' } }))).toMatch(/2 files fit/)
  })

  test('a missing file and a missing folder are refused with site and file', async () => {
    expect(await refusal(mapping({ labs: { name: 'labs*.csv' } }))).toBe(
      'site north, file labs*.csv: no such file in the folder of exports; the folder is empty',
    )
    const error = await failure(findExports(join(folder, 'no'), mapping({ labs: { name: 'labs*.csv' } })))
    expect(error).toMatchObject({ name: 'ExportAbsent', retryable: false })
    expect(error instanceof ExportUnreadable && error.reason).toMatch(/^it is not there; .* the site's id as its name$/)
  })

  test('B29: unfinished uploads and lock files of open workbooks are ignored', async () => {
    for (const name of ['labs 20240331.csv.part', '~$labs 20240401.csv', '.labs 20240402.csv', 'labs 20240101.csv'])
      await put(name)
    expect(
      (await findExports(folder, mapping({ labs: { name: '*labs*' } }))).map(({ path }) => basename(path)),
    ).toEqual(['labs 20240101.csv'])
  })

  test("B29: a symbolic link and a folder under an export's name are refused", async () => {
    await put('real.txt')
    await symlink(join(folder, 'real.txt'), join(folder, 'labs.csv'))
    await mkdir(join(folder, 'visits.csv'))
    expect(await refusal(mapping({ labs: { name: 'labs.csv' } }))).toMatch(/a symbolic link/)
    expect(await refusal(mapping({ visits: { name: 'visits.csv' } }))).toMatch(/a folder, not a file/)
  })

  test("M13: a site's folder that is a link is refused, whatever it leads to", async () => {
    await put('labs.csv')
    await symlink(folder, `${folder}-link`)
    try {
      const error = await failure(findExports(`${folder}-link`, mapping({ labs: { name: 'labs.csv' } })))
      expect(error).toMatchObject({ name: 'ExportUnreadable', retryable: false, file: 'folder of exports' })
      expect(error instanceof ExportUnreadable && error.reason).toMatch(/^a symbolic link; links are not followed/)
    } finally {
      await rm(`${folder}-link`)
    }
  })

  test('B29: a name with signs that a terminal acts on is shown by their code points', () => {
    expect(new ExportUnreadable('north', retold('a\u001b[2J\n.csv'), retold('x')).message).toBe(
      'site north, file a\\u{1b}[2J\\u{a}.csv: x',
    )
  })

  test.each([
    [['pt_04.12.2019.csv', 'pt_05.03.2020.csv'], 'pt_05.03.2020.csv'],
    [['pt 31-01-2020.csv', 'pt 05-02-2020.csv'], 'pt 05-02-2020.csv'],
    [['pt_01_31_2020.csv', 'pt_02_05_2020.csv'], 'pt_02_05_2020.csv'],
    [['pt01122019.csv', 'pt31012020.csv', 'pt05022020.csv'], 'pt05022020.csv'],
    [['pt_2020-03-05.csv', 'pt_04.12.2019.csv'], 'pt_2020-03-05.csv'],
    [['pt_01-02-2019.csv', 'pt_02-03-2020.csv'], 'pt_02-03-2020.csv'],
    [['pt_2019.csv', 'pt_2020-01.csv', 'pt_2020-02.csv'], 'pt_2020-02.csv'],
  ])('of %j the newest is %s', async (names, newest) => {
    for (const name of names) await put(name)
    const [found] = await findExports(folder, mapping({ pt: { name: 'pt*.csv' } }))
    expect([basename(found?.path ?? ''), found?.older]).toEqual([newest, names.length - 1])
  })

  test.each([
    [['pt_03-02-2020.csv', 'pt_02-05-2020.csv'], /begin with the day or with the month/],
    [['pt_31-01-2020.csv', 'pt_02-25-2020.csv'], /others with the month/],
    [['pt_2019.csv', 'pt_2020.csv'], /do not tell which is newest/],
    [['pt_05.03.2020.csv', 'pt-05.03.2020.csv'], /do not tell which is newest/],
  ])('of %j the newest cannot be known', async (names, why) => {
    for (const name of names) await put(name)
    expect(await refusal(mapping({ pt: { name: 'pt*.csv' } }))).toMatch(why)
  })

  test('H15: a name that differs in capitals, widths or a letter is named by its place; one that a star lets through is only counted', async () => {
    await put('ＰＴ.csv')
    await put('Anna Schmidt.CSV')
    expect(await refusal(mapping({ pt: { name: 'pt.csv' } }))).toMatch(
      /2 other files are there; the nearest is file 2 of 2$/,
    )
    expect(await refusal(mapping({ pt: { name: 'PTT.csv' } }))).toMatch(/the nearest is file 2 of 2$/)
    const starred = await refusal(mapping({ pt: { name: 'anna*.csv' } }))
    expect(starred).toMatch(/, of which 1 fits but for capitals or the width of letters; write `name: "Anna\*\.CSV"`$/)
    expect(starred).not.toContain('Schmidt')
    expect(await refusal(mapping({ pt: { name: 'labs.csv' } }))).toMatch(/2 other files are there$/)
  })

  test.each([
    ['export_20240331.csv', '2024-03-31'],
    ['export 31.03.2024 final.csv', '2024-03-31'],
    ['export 03-04-2024.csv', null],
    ['2020-01-01_2024-3-5.csv', '2024-03-05'],
    ['导出2024年12月1日.xlsx', '2024-12-01'],
    ['labs-202403.csv', '2024-03'],
    ['study-12345678.csv', null],
    ['labs.csv', null],
  ])('the date in %s is %s', (name, date) => {
    expect(dateInName(name)).toBe(date)
  })
})

describe('reading a site', () => {
  const labs = { labs: { name: 'labs.csv' } }

  test('a workbook of two sheets is one export with one receipt', async () => {
    await put(
      'all.xlsx',
      await workbookBytes(workbook => {
        workbook.addWorksheet('patients').addRows([
          ['id', 'sex'],
          ['1', 'm'],
          ['2', 'f'],
        ])
        workbook.addWorksheet('labs').addRows([
          ['id', 'alb'],
          ['1', 40],
        ])
      }),
    )
    const site = mapping(
      { patients: { name: 'all.xlsx', sheet: 'patients' }, labs: { name: 'all.xlsx', sheet: 'labs' } },
      { subject: { from: 'patients', sex: 'sex' } },
    )
    const [found, ...others] = await readSite(folder, site)
    expect(others).toEqual([])
    expect(found?.receipt).toMatchObject({ file: 'all.xlsx', rows: 3, sheets: ['patients', 'labs'], encoding: null })
    expect(found?.receipt.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(found?.tables.map(({ fileId, table }) => [fileId, table.rows.length])).toEqual([
      ['patients', 2],
      ['labs', 1],
    ])
  })

  test('B5: a column that the mapping names and the file lacks is named with the nearest header', async () => {
    await put('labs.csv', 'id,albumin_gl\n1,40\n')
    const error = await failure(
      readSite(folder, mapping(labs, { lab: { from: 'labs', wide: { albumin_g: { test: 'albumin' } } } })),
    )
    expect(error).toBeInstanceOf(MappingIncomplete)
    expect(error).toMatchObject({
      site: 'north',
      file: 'labs.csv',
      gap: { missing: [{ column: 'albumin_g', nearest: 2 }], headerRow: null, delimiter: null },
      retryable: false,
    })
  })

  test('B5: a mapped header that stands twice is refused, one that is not mapped may', async () => {
    await put('labs.csv', 'id,a,a,b\n1,2,3,4\n')
    const map = (column: string) => mapping(labs, { lab: { from: 'labs', wide: { [column]: { test: 'x' } } } })
    expect(await failure(readSite(folder, map('a')))).toMatchObject({
      name: 'ExportUnreadable',
      reason: expect.stringMatching(/^the header 'a' stands over 2 columns.*name one by its place/) as string,
    })
    expect(await readSite(folder, map('b'))).toHaveLength(1)
  })

  test("B5: headers in other widths and spaces, moved and added columns are the mapping's columns", async () => {
    await put('labs.csv', 'new,白蛋白（g/L） ,ＩＤ\n0,40,1\n')
    const site = mapping(
      { labs: { name: 'labs.csv', subject: { column: 'ID' } } },
      { lab: { from: 'labs', wide: { '白蛋白(g/L)': { test: 'albumin', unit: 'g/L' } } } },
    )
    const [found] = await readSite(folder, site)
    expect(found?.tables[0]?.table.header).toEqual(['new', '白蛋白(g/L)', 'ID'])
    expect(found?.receipt.notes).toContain('2 headers are spelt otherwise than in the mapping')
  })

  test('part files that are not read are named in the notes of the one that is', async () => {
    for (const name of ['labs_2019.csv', 'labs_2020-01.csv', 'labs_2020-02.csv']) await put(name)
    const [found] = await readSite(folder, mapping({ labs: { name: 'labs_*.csv' } }))
    expect(found?.receipt.notes).toEqual([
      "of 3 files that fit 'labs_*.csv' only the newest by the date in its name was read; 2 were left out: where they are parts of one table, write `parts: all`",
    ])
  })

  test('a column to be dropped has to be there: under another name its values could not be masked', async () => {
    await put('labs.csv', 'id,a\n1,2\n')
    const error = await failure(readSite(folder, mapping(labs, {}, { identifiers: { drop: { labs: ['name'] } } })))
    expect(error).toMatchObject({ name: 'MappingIncomplete', gap: { missing: [{ column: 'name' }] } })
  })
})
