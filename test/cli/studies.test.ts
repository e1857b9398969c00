import { cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, type Product, setUpProduct } from '../support/cohortium.js'

let product: Product
let study: string

const nowhere = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', TEMPORAL_ADDRESS: '127.0.0.1:1' }

beforeAll(async () => {
  product = await setUpProduct()
  study = join(mkdtempSync(join(product.out, 'studies-')), 'lung')
  cpSync(join(checkout, 'studies', 'ncctg-lung'), study, { recursive: true })
})

afterAll(async () => {
  await product.run(['studies', 'remove', 'ncctg-lung'], nowhere)
  await product.close()
})

test('folders are registered, listed and taken off the list without any service', async () => {
  mkdirSync(join(product.out, 'incoming'))
  const typed = ['studies', 'add', study, '--exports', join(product.out, 'incoming'), '--out', product.out]
  const added = await product.run(typed, nowhere)
  expect(added.code, added.stderr).toBe(0)
  expect(added.stdout).toContain(`  exports  ${join(product.out, 'incoming')}`)
  const listed = await product.run(['studies'], nowhere)
  expect(listed.stdout).toContain(added.stdout.trim())
  const reference = /^ncctg-lung {2}([0-9a-f]{8})/.exec(added.stdout)?.[1] ?? ''
  const removed = await product.run(['studies', 'remove', reference], nowhere)
  expect(removed.stdout).toBe(`ncctg-lung (${reference}) is registered no more\n`)
  expect((await product.run(['studies'], nowhere)).stdout).not.toContain(reference)
})

test('what is removed is named by a study or by enough of a reference: nothing else takes anything off', async () => {
  const added = await product.run(['studies', 'add', study, '--out', product.out], nowhere)
  const reference = /^ncctg-lung {2}([0-9a-f]{8})/.exec(added.stdout)?.[1] ?? ''
  for (const named of ['', reference.slice(0, 7), 'f'.repeat(32), 'nosuch']) {
    const { code, stderr } = await product.run(['studies', 'remove', named], nowhere)
    expect(code).toBe(5)
    expect(stderr).toContain(`OptionInvalid: nothing is registered under '${named}': expected a study's id`)
  }
  expect((await product.run(['studies'], nowhere)).stdout).toContain(reference)
  const removed = await product.run(['studies', 'remove', 'ncctg-lung'], nowhere)
  expect(removed.stdout).toContain(`ncctg-lung (${reference}) is registered no more`)
})

test('a schedule that is refused registers no folders, and takes none off that were there', async () => {
  const refused = () => product.run(['schedule', 'set', study, '--cron', '61 2 * * *', '--out', product.out])
  expect((await refused()).code).toBe(5)
  expect((await product.run(['studies'], nowhere)).stdout).not.toContain(study)
  await product.run(['studies', 'add', study, '--out', product.out], nowhere)
  expect((await refused()).code).toBe(5)
  expect((await product.run(['studies'], nowhere)).stdout).toContain(study)
})

test('a folder without a study is refused by name', async () => {
  const { code, stderr } = await product.run(['studies', 'add', product.out], nowhere)
  expect(code).toBe(2)
  expect(stderr).toContain('StudyNotFound: no study at')
})
