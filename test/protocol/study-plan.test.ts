import { join } from 'node:path'
import { expect, test } from 'vitest'
import { analysisPlan, cohortPlan, matchingPlan, tablePlan } from '../../protocol/facts/study-plan.js'
import { studySchema } from '../../protocol/language/study.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { checkout } from '../support/checkout.js'

// How a study is pulled, shown and sent; a new key of the language has to be sorted into one of the two.
const beside = [
  'title',
  'data',
  'source',
  'timeZone',
  'publicationCut',
  'exports',
  'settle',
  'packs',
  'unusable',
  'report',
  'mail',
  'published',
]

const decides = [
  'study',
  'time',
  'sites',
  'index',
  'tests',
  'variables',
  'eligibility',
  'arms',
  'covariates',
  'endpoints',
  'rules',
  'response',
  'safety',
  'subsequent',
  'matching',
  'analyses',
]

test('each key of a study decides its numbers, or does not', () => {
  expect(Object.keys(studySchema.shape).sort()).toEqual([...beside, ...decides].sort())
})

const keysOf = (plan: object): readonly string[] => Object.keys(plan).sort()

test('a plan has what its stage reads, and nothing of what made the columns that it is given', async () => {
  const { study } = await loadStudy(join(checkout, 'studies', 'hcc-pulmonary-metastasis'))
  const derived = ['index', 'tests', 'time', 'variables', 'eligibility', 'arms']
  const named = ['sites', 'covariates', 'endpoints', 'response', 'safety', 'subsequent']
  expect(keysOf(cohortPlan(study))).toEqual([...derived, ...named, 'rules'].sort())
  expect(keysOf(tablePlan(study))).toEqual([...named].sort())
  expect(keysOf(matchingPlan(study))).toEqual([...named, 'matching'].sort())
  expect(keysOf(analysisPlan(study))).toEqual([...named, 'matching', 'analyses'].sort())
})

test('a study without matching, response, safety and later therapies has plans without them', async () => {
  const { study } = await loadStudy(join(checkout, 'studies', 'ncctg-lung'))
  const plain = { ...study, matching: undefined, response: undefined, safety: undefined, subsequent: undefined }
  expect(keysOf(analysisPlan(plain))).toEqual(['analyses', 'covariates', 'endpoints', 'sites'])
  expect(keysOf(matchingPlan(plain))).toEqual(['covariates', 'endpoints', 'sites'])
})

test('the analyses lay their table out as the matching did', async () => {
  const { study } = await loadStudy(join(checkout, 'studies', 'hcc-pulmonary-metastasis'))
  expect(tablePlan(analysisPlan(study))).toEqual(tablePlan(matchingPlan(study)))
})
