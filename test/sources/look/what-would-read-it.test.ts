import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspectFiles } from '../../../sources/files/inspect-files.js'
import { MappingIncomplete } from '../../../sources/errors.js'
import { readSite } from '../../../sources/read-site.js'
import { madeMapping } from '../../harmonize/made-site.js'
import { temporaryFolder } from '../../support/temporary-folder.js'
import { utf8, workbookBytes } from '../made-bytes.js'

const folder = temporaryFolder()

const mapped = (file: Record<string, unknown> = {}) =>
  madeMapping({
    files: { f: { name: 'labs.csv', subject: { column: '病历号' }, ...file } },
    map: { subject: { from: 'f', sex: '性别', ageYears: '年龄' } },
  })

/** What stands against a file by a mapping, as the screen of who has it shows it. */
const problemsOf = async (mapping: ReturnType<typeof mapped>, name: string, bytes: Uint8Array): Promise<string> => {
  mkdirSync(join(folder(), name.replaceAll('.', '-')), { recursive: true })
  const own = join(folder(), name.replaceAll('.', '-'))
  writeFileSync(join(own, name), bytes)
  return (await inspectFiles(own, mapping)).flatMap(({ problems }) => problems).join('\n')
}

const rows = [
  ['病历号', '性别', '年龄'],
  ['A001', '男', '61'],
  ['A002', '女', '58'],
]

const text = (sign: string, above: readonly string[] = []): string =>
  [...above, ...rows.map(row => row.join(sign))].map(line => `${line}\n`).join('')

describe('a file that a mapping does not read says which key would read it', () => {
  test.each([
    [';', '";"'],
    ['\t', '"\\t"'],
    ['|', '"|"'],
    ['^', '"^"'],
  ])('divided by %j', async (sign, written) => {
    expect(await problemsOf(mapped(), 'labs.csv', utf8(text(sign)))).toContain(`write \`delimiter: ${written}\``)
  })

  test('divided otherwise below titles: both keys are told', async () => {
    const problems = await problemsOf(mapped(), 'labs.csv', utf8(text(';', ['Export', 'of; April; all'])))
    expect(problems).toContain('write `delimiter: ";"`')
    expect(problems).toContain('write `header: 3`')
  })

  test('a header in row 3, also where the mapping names none of its columns', async () => {
    const titled = text(',', ['Report', 'April'])
    expect(await problemsOf(mapped(), 'labs.csv', utf8(titled))).toContain('write `header: 3`')
    const others = titled.replace('病历号,性别,年龄', 'Patient,Gender,Years')
    expect(await problemsOf(mapped(), 'labs.csv', utf8(others))).toContain('write `header: 3`')
    expect(await problemsOf(mapped({ header: 3 }), 'labs.csv', utf8(others))).not.toContain('write `header')
  })

  const workbook = (above: readonly (readonly string[])[] = []) =>
    workbookBytes(book => {
      book.addWorksheet('说明').addRows([['Export of April'], ['by the clinic']])
      book.addWorksheet('病人').addRows([...above, ...rows].map(row => [...row]))
    })

  test('a sheet that is there and is another: which has the columns is told, its name on the screen alone', async () => {
    const mapping = mapped({ name: 'labs.xlsx', sheet: '说明' })
    const problems = await problemsOf(mapping, 'labs.xlsx', await workbook())
    expect(problems).toContain('sheet 2 of 2 has more of these columns: name it as `sheet`')
    expect(problems).toContain("that sheet is '病人'")
    const error: unknown = await readSite(join(folder(), 'labs-xlsx'), mapping).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MappingIncomplete)
    expect((error as MappingIncomplete).message).toMatch(/sheet 2 of 2 has more of these columns/)
    expect((error as MappingIncomplete).message).not.toContain('病人')
  })

  test('its header is told too where it stands below titles, and no sheet where none has more', async () => {
    const mapping = mapped({ name: 'labs.xlsx', sheet: '说明' })
    const titled = await problemsOf(mapping, 'labs.xlsx', await workbook([['月报'], ['四月']]))
    expect(titled).toMatch(/sheet 2 of 2 has more of these columns.*write `header: 3`/)
    const own = await problemsOf(mapped({ name: 'labs.xlsx', sheet: '病人', header: 2 }), 'labs.xlsx', await workbook())
    expect(own).not.toContain('of 2 has more')
  })

  test.each([
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${text(',')}`, 'utf16le'), 'utf-8', 'utf-16le'],
    ['UTF-16 without one', Buffer.from(text(','), 'utf16le'), 'utf-8', 'utf-16le'],
    ['UTF-8', utf8(text(',')), 'gb18030', 'utf-8'],
    [
      'GB18030',
      Buffer.from('b2a1c0fabac52cd0d4b1f02cc4eac1e40a413030312cc4d02c36310a413030322cc5ae2c35380a', 'hex'),
      'utf-8',
      'gb18030',
    ],
  ])('%s under another encoding', async (_, bytes, encoding, right) => {
    expect(await problemsOf(mapped({ encoding }), 'labs.csv', bytes)).toMatch(
      new RegExp(`encoding.*${right}|${right}.*encoding`, 's'),
    )
  })

  test.each([
    ['labs_2023.csv', 'labs_2024.csv', 'labs_*.csv'],
    ['2023-labs_7.csv', '2023-labs_12.csv', '2023-labs_*.csv'],
    ['labs_2023_*.csv', 'labs_2024_north.csv', 'labs_*_*.csv'],
  ])('a name with other digits: %s for %s', async (name, received, written) => {
    expect(await problemsOf(mapped({ name }), received, utf8(text(',')))).toContain(
      `file 1 of 1 differs from it in digits alone: write \`name: "${written}"\``,
    )
  })

  test('of a name that is another altogether no pattern is told', async () => {
    expect(await problemsOf(mapped({ name: 'labs_2023.csv' }), 'drugs_2024.csv', utf8(text(',')))).not.toContain(
      'digits',
    )
  })
})
