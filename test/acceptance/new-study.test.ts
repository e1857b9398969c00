import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, folderOf, type Product, readResults, resultReader, setUpProduct } from '../support/cohortium.js'

const lung = join(checkout, 'studies', 'ncctg-lung')

let product: Product
let place: string

beforeAll(async () => {
  product = await setUpProduct()
  place = mkdtempSync(join(tmpdir(), 'new-study-'))
})

afterAll(async () => {
  rmSync(place, { recursive: true, force: true })
  await product.close()
})

test('a new study is written, checked and run to a report on its own synthetic exports', async () => {
  const study = join(place, 'first-study')
  expect(await product.run(['new', study])).toMatchObject({ code: 0 })
  expect(readFileSync(join(study, 'exports', 'SYNTHETIC.txt'), 'utf8')).toContain('No real person')
  const checked = await product.run(['check', study, '--exports', join(study, 'exports')])
  expect(checked.code, checked.stderr).toBe(1)
  const finished = await product.run(['run', study, '--out', product.out])
  // Faults as in life are held, and nobody waives them yet.
  expect(finished.code, finished.stderr).toBe(1)
  expect(finished.stdout).toMatch(/findings: \d+ new, 0 as before, 0 waived, 0 resolved/)
  const folder = folderOf(product.out, 'first-study', finished)
  expect(existsSync(join(folder, 'report.xlsx'))).toBe(true)
  expect(readResults(folder).results.length).toBeGreaterThan(100)
  expect(resultReader(readResults(folder))).toBeTypeOf('function')
  const again = await product.run(['new', study])
  expect(again).toMatchObject({ code: 5 })
  expect(again.stderr).toContain('is not empty')
})

test('a study that ships is run to a report on synthetic exports, which are not written over', async () => {
  const out = join(place, 'trial')
  const synthesize = ['synthesize', lung, '--out', out, '--subjects', '40', '--seed', '3', '--dirt', '0']
  const made = await product.run(synthesize)
  expect(made.code, made.stderr).toBe(0)
  expect(made.stdout).toContain('SYNTHETIC exports')
  const again = await product.run(synthesize)
  expect(again).toMatchObject({ code: 5 })
  expect(again.stderr).toContain('nothing was written')
  const finished = await product.run(['run', lung, '--exports', out, '--out', product.out])
  expect(finished.code, finished.stderr).toBe(0)
  expect(existsSync(join(folderOf(product.out, 'ncctg-lung', finished), 'report.xlsx'))).toBe(true)
})
