import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadStudy } from '../../../protocol/load/load-study.js'
import { siteDetails } from '../../../runs/explain-parts.js'
import { checkout } from '../../support/checkout.js'

const lung = await loadStudy(join(checkout, 'studies', 'ncctg-lung'))

/** What `--explain` names of the study where a site is read again. */
const named = (change: Partial<(typeof lung)['study']>): readonly string[] | undefined => {
  const [before, now] = [lung.study, { ...lung.study, ...change }].map(study => ({
    study,
    run: { library_versions: {} },
  }))
  if (before === undefined || now === undefined) throw new Error('two runs are compared')
  return siteDetails(before, now, { before: null, now: null }).settings_hash
}

test('of a study that decides by other fields that is said of a site in words, of another test by its name', () => {
  const { eligibility, tests } = lung.study
  expect(named({})).toEqual([])
  expect(named({ eligibility: { include: [], exclude: [] }, endpoints: {} })).toEqual(['the fields that it decides by'])
  expect(named({ eligibility: { ...eligibility, include: [...eligibility.include].reverse() } })).toEqual([])
  const [first] = Object.keys(tests)
  expect(named({ tests: Object.fromEntries(Object.entries(tests).slice(1)) })).toEqual([`tests.${first ?? ''}`])
})
