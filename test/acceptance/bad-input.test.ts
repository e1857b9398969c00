import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, folderOf, type Product, readResults, resultReader, setUpProduct } from '../support/cohortium.js'

const study = join(checkout, 'studies', 'ncctg-lung')
const [north, middle, south] = ['institutions-01-06', 'institutions-07-13', 'institutions-15-33'] as const

let product: Product
let folders: string[] = []

/** A copy of the study's exports that a test may spoil. */
const copyExports = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cohortium exports '))
  folders = [...folders, folder]
  cpSync(join(study, 'exports'), folder, { recursive: true })
  return folder
}

const runOn = (exports: string) => product.run(['run', study, '--exports', exports, '--out', product.out])

beforeAll(async () => {
  product = await setUpProduct()
})

afterAll(async () => {
  await product.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test('when every site is refused the report still comes, and its tables are not estimable with the reason', async () => {
  const exports = copyExports()
  for (const site of [north, middle, south]) rmSync(join(exports, site), { recursive: true })
  const finished = await runOn(exports)
  expect(finished.code).toBe(3)
  const folder = folderOf(product.out, 'ncctg-lung', finished)
  expect(existsSync(join(folder, 'report.xlsx'))).toBe(true)
  const at = resultReader(readResults(folder))
  const median = at('survival/all/os/treated/-/median')
  expect(median.value).toBeNull()
  expect(median.notes.join(' ')).not.toBe('')
})

test('a missing and a truncated export leave their sites out by name, and the report is provisional', async () => {
  const exports = copyExports()
  rmSync(join(exports, north), { recursive: true })
  truncateSync(join(exports, south, 'lung-data.xlsx'), 4_000)
  const finished = await runOn(exports)
  expect(finished.code).toBe(3)
  expect(finished.stdout).toContain('PROVISIONAL')
  expect(finished.stdout).toMatch(new RegExp(`${north} +left out: ExportAbsent .*${north}`))
  expect(finished.stdout).toMatch(new RegExp(`${south} +left out: ExportUnreadable .*lung-data.xlsx`))
  expect(finished.stdout).toMatch(new RegExp(`${middle} +fresh`))
  const folder = folderOf(product.out, 'ncctg-lung', finished)
  const results = readResults(folder)
  expect(results.status).toBe('provisional')
  expect(resultReader(results)('flow/-/assessed/-/-/n').value).toBe(73)
  expect(readFileSync(join(folder, 'figures', 'km-os-all.svg'), 'utf8')).toContain('PROVISIONAL')
})

test('a column that the mapping names and the file lacks is named with the place of the nearest header, not its name (H15)', async () => {
  const exports = copyExports()
  const file = join(exports, north, 'lung-subjects.csv')
  writeFileSync(file, readFileSync(file, 'utf8').replace('ph.ecog', 'ph_ecog'))
  const finished = await runOn(exports)
  expect(finished.code).toBe(3)
  expect(finished.stdout).toMatch(/MappingIncomplete .*'ph\.ecog' \(the nearest header is that of column \d+\)/)
  expect(finished.stdout).not.toContain('ph_ecog')
})

test('an empty file and a file of another type than its name are refused by name', async () => {
  const exports = copyExports()
  writeFileSync(join(exports, north, 'lung-subjects.csv'), '')
  writeFileSync(join(exports, south, 'lung-data.xlsx'), '<html><table><tr><td>No.</td></tr></table></html>')
  const finished = await runOn(exports)
  expect(finished.code).toBe(3)
  expect(finished.stdout).toMatch(new RegExp(`${north} +left out: ExportUnreadable .*lung-subjects.csv.*empty`))
  expect(finished.stdout).toMatch(new RegExp(`${south} +last good batch: ExportUnreadable .*lung-data.xlsx.*web page`))
})

test('once a site had a good export, its last good batch stands in, with the day of its data', async () => {
  expect((await runOn(copyExports())).code).toBe(0)
  const exports = copyExports()
  writeFileSync(join(exports, middle, 'register.csv'), 'PK\u0003\u0004 not a text file')
  const finished = await runOn(exports)
  expect(finished.code).toBe(3)
  expect(finished.stdout).toMatch(new RegExp(`${middle} +last good batch: ExportUnreadable .*register.csv`))
  const at = resultReader(readResults(folderOf(product.out, 'ncctg-lung', finished)))
  expect(at('flow/-/eligible/-/-/n').value).toBe(213)
})

test('an arm that nobody is in leaves comparisons not estimable with the reason', async () => {
  const exports = copyExports()
  const onlyMen = join(exports, north, 'lung-subjects.csv')
  const [header = '', ...rows] = readFileSync(onlyMen, 'utf8').trim().split('\n')
  const sex = header.split(',').indexOf('sex')
  writeFileSync(onlyMen, `${[header, ...rows.filter(row => row.split(',')[sex] === '1')].join('\n')}\n`)
  // A database of its own: no last good batch may stand in for the sites that are away.
  const alone = await setUpProduct()
  try {
    rmSync(join(exports, middle), { recursive: true })
    rmSync(join(exports, south), { recursive: true })
    const finished = await alone.run(['run', study, '--exports', exports, '--out', alone.out])
    expect(finished.code).toBe(3)
    const at = resultReader(readResults(folderOf(alone.out, 'ncctg-lung', finished)))
    for (const key of [
      'survival/all/os/-/-/log-rank-p',
      'cox/all/os/univariate/arm.treated/hazard-ratio',
      'matching/all/-/-/-/caliper',
    ]) {
      expect(at(key).value, key).toBeNull()
      expect(at(key).notes.length, key).toBeGreaterThan(0)
    }
  } finally {
    await alone.close()
  }
})
