import { expect, test } from 'vitest'
import { analysisPlan, cohortPlan, matchingPlan } from '../../protocol/facts/study-plan.js'
import { studySchema } from '../../protocol/language/study.js'
import type { studyOf } from '../support/clinical-record.js'

// How a study is pulled, shown and sent; a new key of the language has to be sorted into one of the two.
const beside = [
  'title',
  'data',
  'source',
  'timeZone',
  'publicationCut',
  'exports',
  'settle',
  'unusable',
  'expected',
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
  'response',
  'safety',
  'subsequent',
  'matching',
  'analyses',
]

test('each key of a study decides its numbers, or does not', () => {
  expect(Object.keys(studySchema.shape).sort()).toEqual([...beside, ...decides].sort())
})

const whole = Object.fromEntries([...beside, ...decides].map(key => [key, key])) as unknown as ReturnType<
  typeof studyOf
>

test('a plan has what decides, and nothing of how the study is pulled, shown and sent', () => {
  expect(Object.keys(analysisPlan(whole)).sort()).toEqual([...decides].sort())
  expect(Object.keys(matchingPlan(whole)).sort()).toEqual(decides.filter(key => key !== 'analyses').sort())
  expect(Object.keys(cohortPlan(whole)).sort()).toEqual(
    decides.filter(key => key !== 'analyses' && key !== 'matching').sort(),
  )
  expect(Object.keys(whole)).toHaveLength(beside.length + decides.length)
})
