import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findExports } from '../../sources/files/find-exports.js'
import { readSite } from '../../sources/read-site.js'
import { madeMapping } from '../harmonize/made-site.js'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cohortium-parts-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const put = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}

// The file that is joined stands behind the one that joins it.
const mapping = madeMapping({
  files: {
    labs: {
      name: 'labs_*.csv',
      parts: 'all',
      join: { file: 'orders', on: 'no', take: ['id'] },
      except: { kind: ['cancelled'] },
      subject: { column: 'id' },
    },
    orders: { name: 'orders.csv', subject: { column: 'id' } },
  },
  map: { subject: { from: 'orders', sex: 'sex' }, lab: { from: 'labs', test: 'test', result: 'v' } },
})

const orders = 'no,id,sex\n1,A,m\n2,B,f\n'

test('each part is a file of its own, in the order of the numbers in the names', async () => {
  const labs = 'no,kind,test,v\n1,final,albumin,40\n'
  await put({ 'labs_10.csv': labs, 'labs_2.csv': labs, 'labs_2020-03-05.csv': labs, 'orders.csv': orders })
  const found = await findExports(folder, mapping)
  expect(found.map(({ fileId, file, path, older }) => [fileId, file, basename(path), older])).toEqual([
    ['labs', 'labs_*.csv, part 1', 'labs_2.csv', 0],
    ['labs.2', 'labs_*.csv, part 2', 'labs_10.csv', 0],
    ['labs.3', 'labs_*.csv, part 3, of 2020-03-05', 'labs_2020-03-05.csv', 0],
    ['orders', 'orders.csv', 'orders.csv', 0],
  ])
})

test('all parts are read and joined, whichever file is named first, and rows left out are rows received', async () => {
  await put({
    'labs_1.csv': 'no,kind,test,v\n1,final,albumin,40\n\n2,cancelled,albumin,1\n',
    'labs_2.csv': 'v,no,kind,test\n38,2,final,albumin\n',
    'orders.csv': orders,
  })
  const read = await readSite(folder, mapping)
  const tables = read.flatMap(({ receipt, tables: own }) =>
    own.map(({ fileId, table, blankRows }) => {
      const id = table.columns[table.header.indexOf('id')]
      return [fileId, receipt.rows, blankRows, [...table.rows], id?.cells[id.codes.at(0) ?? 0]]
    }),
  )
  expect(tables).toEqual([
    ['orders', 2, 0, [2, 3], { kind: 'text', text: 'A' }],
    ['labs', 2, 1, [2], { kind: 'text', text: 'A' }],
    ['labs.2', 1, 0, [2], { kind: 'text', text: 'B' }],
  ])
  expect(read.flatMap(({ receipt }) => receipt.notes)).toContain("2 files that fit 'labs_*.csv' were read as its parts")
})

test('a part that lacks a column is refused by its own name', async () => {
  await put({ 'labs_1.csv': 'no,kind,test,v\n1,final,a,4\n', 'labs_2.csv': 'no,test,v\n2,a,3\n', 'orders.csv': orders })
  await expect(readSite(folder, mapping)).rejects.toThrow(
    "file labs_*.csv, part 2: the mapping names a column 'kind' that the file lacks",
  )
})
