import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  checkout,
  type Finished,
  folderOf,
  type Product,
  readResults,
  resultReader,
  type ResultsFile,
  setUpProduct,
} from '../support/cohortium.js'
import { describeAgreementWithR } from '../support/lung-against-r.js'

let product: Product
let finished: Finished
let folder: string
let file: ResultsFile

const study = join(checkout, 'studies', 'ncctg-lung')

/** Display id to the number of the row among the complete ones, which is how R's answers count. */
const completeRows = (): ReadonlyMap<string, number> => {
  const [header = '', ...lines] = readFileSync(join(checkout, 'test/fixtures/r/lung/data.csv'), 'utf8')
    .trim()
    .split('\n')
  const columns = header.replaceAll('"', '').split(',')
  const needed = ['age', 'ph.ecog', 'ph.karno', 'wt.loss'].map(column => columns.indexOf(column))
  const complete = lines.flatMap((line, row) => {
    const cells = line.replaceAll('"', '').split(',')
    return needed.every(column => cells[column] !== '') ? [String(row + 1).padStart(3, '0')] : []
  })
  return new Map(complete.map((id, index) => [id, index + 1]))
}

beforeAll(async () => {
  product = await setUpProduct()
  finished = await product.run(['run', study, '--out', product.out])
  folder = folderOf(product.out, 'ncctg-lung', finished)
  file = readResults(folder)
})

afterAll(() => product.close())

test('the run ends as the study expects', () => {
  expect(finished).toMatchObject({ code: 0, signal: null })
  expect(file.status).toBe('final')
})

test('213 of 228 subjects are eligible, each of the others with a first reason', () => {
  const at = resultReader(file)
  expect(at('flow/-/assessed/-/-/n').value).toBe(228)
  expect(at('flow/-/eligible/-/-/n').value).toBe(213)
  expect(at('flow/-/held/-/-/n').value).toBe(0)
  const excluded = file.results
    .filter(({ key }) => /^flow\/-\/[^/]+\/-\/-\/excluded$/.test(key))
    .map(({ value }) => Number(value))
  expect(excluded.reduce((sum, value) => sum + value, 0)).toBe(15)
})

describeAgreementWithR(() => {
  const rows = completeRows()
  const row = (id: string | undefined): number => rows.get(id ?? '') ?? Number.NaN
  const [header, ...lines] = readFileSync(join(folder, 'pairs.csv'), 'utf8').trim().split('\n')
  expect(header).toBe('pair,treated,control,treated_score,control_score,distance')
  return {
    values: new Map(file.results.map(({ key, value }) => [key, value])),
    pairs: lines
      .map(line => line.split(','))
      .map(([pair, treated, control]) => [Number(pair), row(treated), row(control)] as const),
    curves: file.curves,
  }
})
