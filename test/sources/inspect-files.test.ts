import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
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

test('where the header stands elsewhere or another sign divides it, what it lacks even so is named at once', async () => {
  const titled = await inspected('Export,1.,April\n住院号,Geschlecht m,Alter\nA1,m,60\n')
  expect(titled.problems[0]).toMatch(/write `header: 2`; even so it lacks 'Geschlecht' \(the nearest .* column 2\)$/)
  const divided = await inspected('住院号;Geschl;Alter\nA1;m;60\n')
  expect(divided.problems[0]).toMatch(/write `delimiter: ";"`; even so it lacks 'Geschlecht'[^']*$/)
  const right = await inspected('住院号;Geschlecht;Alter\nA1;m;60\n')
  expect(right.problems[0]).not.toContain('even so')
})

test('where a title stands above the header, the row of the header is named, and what it lacks there', async () => {
  const titled = await inspected('Export vom 1. April\n住院号,Geschlecht m,Alter\nA1,m,60\nA2,f,61\n')
  expect(titled.problems).toEqual([
    expect.stringMatching(/^none of its 3 rows can be read/),
    expect.stringMatching(/^read with `encoding: utf-8`, `header: 2`: the mapping names a column 'Geschlecht'/),
    "its headers are '住院号', 'Geschlecht m', 'Alter'",
  ])
  const right = await inspected('Export vom 1. April\n住院号,Geschlecht,Alter\nA1,m,60\nA2,f,61\n')
  expect(right.problems[1]).toBe('it reads with `encoding: utf-8`, `header: 2`')
})

test('where the encoding is another one, what else does not fit is named at once', async () => {
  const text = '住院号,性别,Alter\nA1,男,60\nA2,女,61\n'
  const file = join(folder, 'p_2024-04-01.csv')
  await writeFile(file, text)
  const wrong = { ...mapping, files: { p: { ...mapping.files.p!, encoding: 'gb18030' as const } } }
  const [found] = await inspectFiles(folder, wrong)
  expect(found?.problems).toEqual([
    expect.stringMatching(/encoding/),
    "read with `encoding: utf-8`: the mapping names a column 'Geschlecht' that the file lacks",
    "its headers are '住院号', '性别', 'Alter'",
  ])
})

test.each([
  ['p_2024.csv.gz', 'p_*.csv.gz'],
  ['p_2024-04-01.xlsx', 'p_*.xlsx'],
  ['pp_20240401.csv', 'pp_*.csv'],
])('of a file called %s the name that would find it is shown: %s', async (name, pattern) => {
  await writeFile(join(folder, name), 'x')
  await writeFile(join(folder, 'something else.txt'), 'x')
  expect((await inspectedNow()).problems[1]).toContain(`the nearest is '${name}': write \`name: ${pattern}\``)
})

test('no name is proposed where two files are as near, or none is', async () => {
  for (const name of ['pp_1.csv', 'pq_1.csv']) await writeFile(join(folder, name), 'x')
  expect((await inspectedNow()).problems[1]).not.toContain('write `name')
})

test('uploads that are not finished and folders are named where the file is not there', async () => {
  for (const name of ['p_2024-04-01.csv.part', 'p_2024-04-01.csv.crdownload', '~$p.xlsx', '.p.csv.tmp'])
    await writeFile(join(folder, name), 'x')
  await mkdir(join(folder, 'April'))
  expect((await inspectedNow()).problems).toEqual([
    'no such file in the folder of exports; there is also 1 folder, and folders are not looked into; there are also 2 uploads that are not finished (.part, .tmp and the like): wait for the whole file',
    "the files there: 1 'April/'",
  ])
})

test('a pipe in the place of a file is refused for what it is, and nobody waits for it', async () => {
  execFileSync('mkfifo', [join(folder, 'p_2024-04-01.csv')])
  expect((await inspectedNow()).problems).toEqual([
    'a pipe between programs, not a file: write what comes through it to a file',
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
