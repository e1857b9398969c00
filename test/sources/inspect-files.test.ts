import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inspectFiles } from '../../sources/files/inspect-files.js'
import { madeMapping } from '../harmonize/made-site.js'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cohortium-inspect-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const mapping = madeMapping({
  files: { p: { name: 'p_*.csv', subject: { column: '住院号' } } },
  map: { subject: { from: 'p', sex: 'Geschlecht', ageYears: 'Alter' } },
})

const inspectedNow = async () => {
  const [file] = await inspectFiles(folder, mapping)
  if (file === undefined) throw new Error('no file')
  return file
}

const inspected = async (text: string) => {
  await writeFile(join(folder, 'p_2024-04-01.csv'), text)
  return inspectedNow()
}

test('a file that fits has its table and no problem', async () => {
  const { file, table, problems } = await inspected('住院号,Geschlecht,Alter\nA1,m,60\n')
  expect([file, table?.rows.length, problems]).toEqual(['p_2024-04-01.csv', 1, []])
})

test('all missing columns are named at once, with the nearest and the headers of the file', async () => {
  const { table, problems } = await inspected('住院号,Geschlecht m/w,Alter (J)\nA1,m,60\n')
  expect(table).toBeNull()
  expect(problems.join('\n')).toMatch(/'Geschlecht'.*'Alter'.*\n.*'住院号', 'Geschlecht m\/w', 'Alter \(J\)'/)
})

test('another delimiter, and a header further below, are named', async () => {
  expect((await inspected('住院号;Geschlecht;Alter\nA1;m;60\n')).problems.join('\n')).toContain(
    'write `delimiter: ";"`',
  )
  const titled = await inspected('Export,,\nvom 1. April,,\n住院号,Geschlecht,Alter\nA1,m,60\n')
  expect(titled.problems.join('\n')).toContain('write `header: 3`')
})

test('a file that is not there, and one that is cut off, are named and not thrown', async () => {
  expect((await inspectedNow()).problems).toEqual(['no such file in the folder of exports; the folder is empty'])
  expect((await inspected('住院号,Geschlecht,Alter\nA1,m,60\nA2,"f')).problems).toEqual([
    expect.stringContaining('a quote is opened and never closed'),
  ])
})

test('files that fit the name and are not read are told, and all of them where they are parts', async () => {
  for (const month of ['01', '02', '03'])
    await writeFile(join(folder, `p_2024-${month}-01.csv`), '住院号,Geschlecht,Alter\nA1,m,60\n')
  const { file, table } = await inspectedNow()
  expect([file, table?.notes]).toEqual([
    'p_2024-03-01.csv',
    [expect.stringMatching(/^of 3 files that fit 'p_\*\.csv' only the newest .* 2 were left out.*`parts: all`$/)],
  ])
  const parts = { ...mapping, files: { p: { ...mapping.files['p']!, parts: 'all' as const } } }
  expect((await inspectFiles(folder, parts)).map(one => [one.file, one.table?.notes])).toEqual([
    ['p_2024-01-01.csv', ["3 files that fit 'p_*.csv' were read as its parts"]],
    ['p_2024-02-01.csv', []],
    ['p_2024-03-01.csv', []],
  ])
})
