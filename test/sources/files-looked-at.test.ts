import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { siteSchema } from '../../protocol/language/site.js'
import { filesLookedAt } from '../../sources/files-looked-at.js'
import { dateInName } from '../../sources/files/date-in-name.js'
import type { Receipt } from '../../sources/files/receipt.js'
import { readSite } from '../../sources/read-site.js'
import { lookForExports } from '../../sources/files/find-exports.js'
import { type LookedAt, stateOf } from '../../words/looked-at.js'
import { workbookBytes } from './made-bytes.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'looked at '))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const mappingOf = (files: Readonly<Record<string, object>>) =>
  siteSchema.parse({
    ...{ site: 'north', label: 'North', map: {} },
    files: Object.fromEntries(Object.entries(files).map(([id, file]) => [id, { subject: { column: 'id' }, ...file }])),
  })

const put = (name: string, content: string | Uint8Array): void => {
  writeFileSync(join(folder, name), content)
}

test('all files that the mapping names are listed before one is read: those that are there, and those that are not', async () => {
  const mapping = mappingOf({ a: { name: 'a.csv' }, b: { name: 'b.csv' }, c: { name: 'c.csv' } })
  put('a.csv', 'id,x\n1,2\n')
  put('c.csv', 'id,x\n1')
  const heard: string[] = []
  const watch = {
    looked: (files: readonly LookedAt[]) =>
      Promise.resolve(
        void heard.push(
          ...files.map(file => `${stateOf(file)}: ${file.file} ${String(file.bytes)} ${String(file.notRead)}`),
        ),
      ),
    begins: (file: string) => Promise.resolve(void heard.push(`begins ${file}`)),
    read: ({ file }: Receipt) => Promise.resolve(void heard.push(`read ${file}`)),
  }
  const read = () => readSite(folder, mapping, null, dateInName, watch)
  await expect(read()).rejects.toThrow('no such file')
  expect(heard.splice(0)).toEqual([
    'not reached: a.csv 9 null',
    expect.stringMatching(/^not read: b\.csv null no such file in the folder of exports/),
    'not reached: c.csv 6 null',
  ])
  put('b.csv', 'id,x\n1,2\n')
  await expect(read()).rejects.toThrow('cut off')
  expect(heard.slice(3)).toEqual(['begins a.csv', 'read a.csv', 'begins b.csv', 'read b.csv', 'begins c.csv'])
})

test('a workbook whose sheets are read apart is one file, and a folder that is not there is said once', async () => {
  const mapping = mappingOf({ a: { name: 'a.xlsx', sheet: 'a' }, b: { name: 'a.xlsx', sheet: 'b' } })
  put('a.xlsx', 'no workbook')
  const lookedAt = async (at: string) =>
    filesLookedAt(await lookForExports({ folder: at, mapping, dayInName: dateInName })).map(({ file }) => file)
  expect(await lookedAt(folder)).toEqual(['a.xlsx'])
  expect(await lookedAt(join(folder, 'away'))).toEqual(['folder of exports'])
})

test('blank rows are counted between the header and the last row that has something, also where the header has two rows', async () => {
  const mapping = mappingOf({
    t: { name: 't.csv', header: [1, 2] },
    w: { name: 'w.xlsx', sheet: 's' },
    r: { name: 'r.csv' },
  })
  put('t.csv', 'id,x\n,y\n\n , \n1,2\n\n3,4\n\n\n')
  put('r.csv', 'id,x\n1,2\n\n3\n')
  put(
    'w.xlsx',
    await workbookBytes(workbook => {
      const sheet = workbook.addWorksheet('s')
      sheet.addRows([['id', 'x'], [], ['1', 2], [null, ''], ['2', 3]])
      sheet.getCell('A9').font = { bold: true }
    }),
  )
  const read = await readSite(folder, mapping)
  expect(read.map(({ receipt: { file, rows, blankRows } }) => [file, rows, blankRows])).toEqual([
    ['t.csv', 2, 3],
    ['w.xlsx', 2, 2],
    ['r.csv', 2, 1],
  ])
})

test('a sheet that is read for two files of the mapping has its rows once', async () => {
  const mapping = mappingOf({ a: { name: 'a.csv' }, b: { name: 'a.csv', subject: { column: 'x' } } })
  put('a.csv', 'id,x\n1,2\n\n3,4\n')
  const [own, ...others] = await readSite(folder, mapping)
  expect(own?.receipt).toMatchObject({ rows: 2, blankRows: 1 })
  expect(own?.tables.map(({ fileId }) => fileId)).toEqual(['a', 'b'])
  expect(others).toEqual([])
})
