import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadStudy } from '../../../protocol/load/load-study.js'
import { differingKeys } from '../../../runs/differing-keys.js'
import { siteDetails } from '../../../runs/explain-parts.js'
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
