import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadStudy } from '../../../protocol/load/load-study.js'
import { differingKeys } from '../../../runs/differing-keys.js'
import { outputCauses, siteCauses, siteDetails } from '../../../runs/explain-parts.js'
import { checkout } from '../../support/checkout.js'

test('what differs is named by its part, and by its section where the order of the parts does', () => {
  const before = { endpoints: { pfs: { unit: 'months' }, os: { unit: 'months' } }, time: 'dates' }
  expect(differingKeys(before, { ...before, time: 'day offsets' })).toEqual(['time'])
  const another = { pfs: { unit: 'days' }, os: { unit: 'months' } }
  expect(differingKeys(before, { ...before, endpoints: another })).toEqual(['endpoints.pfs'])
  const { pfs, os } = before.endpoints
  expect(differingKeys(before, { ...before, endpoints: { os, pfs } })).toEqual(['endpoints'])
  expect(differingKeys(before, structuredClone(before))).toEqual([])
})

test('the label of a site that an older version stored is no other mapping', async () => {
  const { study } = await loadStudy(join(checkout, 'studies', 'ncctg-lung'))
  const run = { study, run: { library_versions: {} } }
  const now = { site: 'north', label: 'north', missing: { NA: 'not recorded' } }
  const before = { ...now, label: { en: 'The north', zh: '北' }, missing: { NA: 'not done' } }
  expect(siteDetails(run, run, { before, now }).mapping_hash).toEqual(['missing.NA'])
})

test('a part of the study that a new version writes in another form is not called changed', async () => {
  const { study } = await loadStudy(join(checkout, 'studies', 'ncctg-lung'))
  const run = { study, run: { library_versions: {} } }
  const other = { ...run, study: { ...study, tests: {}, eligibility: { include: [], exclude: [] } } }
  expect(outputCauses(['plan', 'code', 'data'], 'cohort', run, run)).toEqual(['code', 'data'])
  expect(outputCauses(['plan', 'code'], 'cohort', run, other)).toEqual(['plan', 'code'])
  expect(outputCauses(['plan'], 'cohort', run, run)).toEqual(['plan'])
  expect(siteCauses(['settings_hash', 'code_version'], run, run)).toEqual(['code_version'])
  expect(siteCauses(['settings_hash'], run, run)).toEqual(['settings_hash'])
})
