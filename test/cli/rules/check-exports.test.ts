import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { siteLines } from '../../../cli/checked-site-lines.js'
import { checkExports, heldValues, wouldRefuse } from '../../../cli/check-exports.js'
import { loadStudy } from '../../../protocol/load/load-study.js'

let folder = ''
const sites = ['institutions-01-06', 'institutions-07-13', 'institutions-15-33']

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cohortium-check-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

const checked = async () =>
  checkExports(await loadStudy('studies/ncctg-lung'), folder, new Date('2024-04-01T00:00:00Z'))

test('the exports of every site are read as a run reads them, without a service', async () => {
  await cp('studies/ncctg-lung/exports', folder, { recursive: true })
  const found = await checked()
  expect(found.map(({ site }) => site)).toEqual(sites)
  expect(found.map(({ subjects }) => subjects)).toEqual([87, 73, 68])
  expect(found.map(wouldRefuse)).toEqual([false, false, false])
  expect(found.map(heldValues)).toEqual([0, 0, 0])
})

test('what is wrong is named at all sites at once: a missing folder, missing columns, a file that is not there', async () => {
  await rm(join(folder, sites[0] ?? ''), { recursive: true })
  await rm(join(folder, sites[1] ?? ''), { recursive: true })
  await mkdir(join(folder, sites[1] ?? ''))
  await writeFile(join(folder, sites[1] ?? '', 'register.csv'), Buffer.from('\ufeffnr;sex\n1;m\n', 'utf16le'))
  const found = await checked()
  expect(found.map(wouldRefuse)).toEqual([false, true, false])
  const lines = found.flatMap(siteLines).join('\n')
  expect(lines).toContain('no folder')
  expect(lines).toMatch(/headers.*'nr', 'sex'/)
  expect(lines).toContain('no such file in the folder of exports')
})
