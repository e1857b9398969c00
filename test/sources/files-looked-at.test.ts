import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { siteSchema } from '../../protocol/language/site.js'
import { filesLookedAt } from '../../sources/files-looked-at.js'
import { dateInName } from '../../sources/files/date-in-name.js'
import type { Receipt } from '../../sources/files/receipt.js'
import { readSite } from '../../sources/read-site.js'
import { told } from '../../words/told.js'
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

test('each file that the mapping names was read, ended the reading, was not come to, or is not there', async () => {
  const mapping = mappingOf({ a: { name: 'a.csv' }, b: { name: 'b.csv' }, c: { name: 'c.csv' }, d: { name: 'd.csv' } })
  put('a.csv', 'id,x\n1,2\n\n3,4\n')
  put('b.csv', 'id,x\n1')
  put('c.csv', 'id,x\n1,2\n')
  const read: Receipt[] = []
  const watched = { begins: () => Promise.resolve(), read: (one: Receipt) => Promise.resolve(void read.push(one)) }
  const { d, ...there } = mapping.files
  expect(d).toBeDefined()
  await expect(readSite(folder, { ...mapping, files: there }, null, dateInName, watched)).rejects.toThrow('cut off')
  const because = told`the file is cut off`
  const files = await filesLookedAt({ folder, mapping, dayInName: dateInName }, { read, at: told`b.csv`, because })
  expect(files.map(({ file, bytes, rows, blankRows, notRead }) => [file, bytes, rows, blankRows, notRead])).toEqual([
    ['a.csv', 14, 2, 1, null],
    ['b.csv', 6, null, null, 'the file is cut off'],
    ['c.csv', 9, null, null, 'the reading of its site had ended before it at b.csv'],
    ['d.csv', null, null, null, expect.stringContaining('no such file')],
  ])
  expect(files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('a workbook whose sheets are read apart is one file, and a folder that is not there is said once', async () => {
  const mapping = mappingOf({ a: { name: 'a.xlsx', sheet: 'a' }, b: { name: 'a.xlsx', sheet: 'b' } })
  put('a.xlsx', 'no workbook')
  const ended = { read: [], at: null, because: told`it took too long` }
  const files = await filesLookedAt({ folder, mapping, dayInName: dateInName }, ended)
  expect(files.map(({ file, notRead }) => [file, notRead])).toEqual([
    ['a.xlsx', 'the reading of its site had ended before it'],
  ])
  const away = await filesLookedAt({ folder: join(folder, 'away'), mapping, dayInName: dateInName }, ended)
  expect(away.map(({ file }) => file)).toEqual(['folder of exports'])
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
