import { describe, expect, test } from 'vitest'
import { analyze, matchCohort } from '../support/analyze-cohort.js'
import { makeResult } from '../../analysis/results/make-result.js'
import { assertResultKeys } from '../../analysis/results/result-key.js'
import { assembleResults, writeResultsDocument } from '../../analysis/results/results-document.js'
import type { Cohort } from '../../cohort/cohort.js'
import { resultsSchema } from '../../protocol/language/results-schema.js'
import { sketchCohort } from '../support/analysis-cohort.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'
import {} from '../support/result-notes.js'

const made = (key: string, value: number | null = 1) => makeResult(key, value, { method: 'Count' })

describe('result keys', () => {
  test('a key of another shape, a repeated key, a null without a note are refused by name', () => {
    expect(() => assertResultKeys([made('flow/-/held/n')])).toThrow('flow/-/held/n is not a result key')
    expect(() => assertResultKeys([made('flow/-/held/-/-/median')])).toThrow(
      'flow/-/held/-/-/median is not a result key',
    )
    expect(() => assertResultKeys([made('flow/-/held/-/-/n'), made('flow/-/held/-/-/n')])).toThrow('stands twice')
    expect(() => assertResultKeys([{ ...made('flow/-/held/-/-/n'), value: null, notes: [] }])).toThrow(
      'without a reason',
    )
    expect(() => assertResultKeys([{ ...made('flow/-/held/-/-/n'), value: NaN }])).toThrow('not a finite number')
  })
})

test('what is not a number becomes null with a note', () => {
  expect(made('flow/-/held/-/-/n', NaN)).toMatchObject({
    value: null,
    notes: [{ kind: 'not-estimable', text: 'not estimable' }],
  })
  expect(made('flow/-/held/-/-/n', Infinity).value).toBeNull()
})

const written = (cohort: Cohort): string => {
  const study = lungStudy()
  return writeResultsDocument(
    assembleResults('run-1', 'lung', 'final', analyze(study, cohort, matchCohort(study, cohort.subjects))),
  )
}

test('subjects in another order give the same document, byte for byte', () => {
  const cohort = lungCohort()
  const shuffled = [...cohort.subjects].sort(
    (a, b) => Number(a.displayId.split('').reverse().join('')) - Number(b.displayId.split('').reverse().join('')),
  )
  expect(shuffled.map(({ displayId }) => displayId)).not.toEqual(cohort.subjects.map(({ displayId }) => displayId))
  expect(written({ ...cohort, subjects: shuffled })).toBe(written(cohort))
})

test('the document is JSON of the published schema: run, study, status, results, curves', () => {
  const document: unknown = JSON.parse(written(lungCohort()))
  expect(Object.keys(resultsSchema.parse(document))).toEqual(['run', 'study', 'status', 'results', 'curves'])
})

test('without an eligible subject every number is there, and none is silently missing', () => {
  const study = lungStudy()
  const empty = analyze(study, sketchCohort([]), matchCohort(study, []))
  const full = analyze(study, lungCohort(), matchCohort(study, lungCohort().subjects))
  const estimates = (part: string, { results }: typeof full): readonly string[] =>
    results
      .map(({ key }) => key)
      .filter(key => key.startsWith(part) && !key.includes('at-risk'))
      .sort()
  for (const part of ['baseline', 'survival', 'cox']) expect(estimates(part, empty)).toEqual(estimates(part, full))
})
