import { expect, test } from 'vitest'
import { analyze, matchCohort } from '../support/analyze-cohort.js'
import { assembleResults } from '../../analysis/results/results-document.js'
import { resultsSchema } from '../../protocol/language/results-schema.js'
import { closeTo } from '../support/close-to.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'
import { textsOf } from '../support/result-notes.js'

const lung = lungStudy()
const withMatching = (changes: Partial<NonNullable<typeof lung.matching>>): typeof lung => {
  if (lung.matching === undefined) throw new Error('the lung study matches')
  return { ...lung, matching: { ...lung.matching, ...changes } }
}

const carryOut = (study: typeof lung) => {
  const cohort = lungCohort()
  const matching = matchCohort(study, cohort.subjects)
  const outcome = analyze(study, cohort, matching)
  const values = Object.fromEntries(outcome.results.map(({ key, value }) => [key, value]))
  return { matching, outcome, values, document: assembleResults('run-1', study.study, 'final', outcome) }
}

test('with two controls to a treated subject estimates are weighted and counts are of heads', () => {
  const { matching, outcome, values, document } = carryOut(withMatching({ ratio: 2 }))
  expect(resultsSchema.safeParse(document).success).toBe(true)
  const controls = new Set(matching.pairs.map(({ control }) => control)).size
  expect(values['survival/matched/os/control/-/n']).toBe(controls)
  expect(values['survival/matched/os/control/-/at-risk-365.25']).toSatisfy(Number.isInteger)
  const p = outcome.results.find(({ key }) => key === 'survival/matched/os/-/-/log-rank-p')
  expect(textsOf(p)).toContain('controls count fully here, whatever their number to a treated subject')
})

test('a control that serves in several pairs stands in each', () => {
  const { matching, values, document } = carryOut(withMatching({ replacement: true }))
  expect(resultsSchema.safeParse(document).success).toBe(true)
  expect(new Set(matching.pairs.map(({ control }) => control)).size).toBeLessThan(matching.pairs.length)
  expect(values['survival/matched/os/control/-/n']).toBe(matching.pairs.length)
  expect(values['matching/all/-/-/-/pairs']).toBe(matching.pairs.length)
})

test('with one control each the weighted estimates are the plain ones', () => {
  const [one, named] = [carryOut(lung), carryOut(withMatching({ ratio: 1 }))]
  closeTo(
    named.values['survival/matched/os/control/-/rate-365.25'],
    Number(one.values['survival/matched/os/control/-/rate-365.25']),
    0,
  )
})
