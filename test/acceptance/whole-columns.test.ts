import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, folderOf, type Product, readResults, resultReader, setUpProduct } from '../support/cohortium.js'

const study = join(checkout, 'studies', 'ncctg-lung')
const north = 'institutions-01-06'

let product: Product
let folder = ''

/** Runs on the study's exports with each row of one file changed. */
const runWith = async (change: (cells: readonly string[], header: readonly string[]) => readonly string[]) => {
  rmSync(folder, { recursive: true, force: true })
  cpSync(join(study, 'exports'), folder, { recursive: true })
  const file = join(folder, north, 'lung-subjects.csv')
  const [header = '', ...rows] = readFileSync(file, 'utf8').trim().split('\n')
  const names = header.split(',')
  writeFileSync(file, `${[header, ...rows.map(row => change(row.split(','), names).join(','))].join('\n')}\n`)
  return product.run(['run', study, '--exports', folder, '--out', product.out])
}

beforeAll(async () => {
  product = await setUpProduct()
  folder = mkdtempSync(join(tmpdir(), 'cohortium exports '))
})

afterAll(async () => {
  await product.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a file whose deciding column, or whose rows, cannot be used is refused, and the last good data stay', async () => {
  const good = await runWith(cells => cells)
  expect(good.code).toBe(0)
  const eligible = resultReader(readResults(folderOf(product.out, 'ncctg-lung', good)))('flow/-/eligible/-/-/n').value

  const words = await runWith((cells, header) =>
    cells.map((cell, index) => (header[index] === 'ph.ecog' ? 'good' : cell)),
  )
  expect(words.code).toBe(3)
  expect(words.stdout).toMatch(
    new RegExp(
      `${north} +last good batch.*lung-subjects.csv, column 'ph.ecog' \\(column-unusable\\).*probably the mapping`,
    ),
  )
  expect(readResults(folderOf(product.out, 'ncctg-lung', words)).status).toBe('provisional')

  const longer = await runWith((cells, header) => (cells[header.indexOf('sex')] === '2' ? [...cells, 'more'] : cells))
  expect(longer.code).toBe(3)
  expect(longer.stdout).toMatch(new RegExp(`${north} +last good batch.*lung-subjects.csv \\(rows-ragged\\)`))
  const at = resultReader(readResults(folderOf(product.out, 'ncctg-lung', longer)))
  expect(at('flow/-/eligible/-/-/n').value).toBe(eligible)
})
