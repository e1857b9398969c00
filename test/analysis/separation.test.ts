import { describe, expect, test } from 'vitest'
import { analyze, matchCohort } from '../support/analyze-cohort.js'
import type { CohortSubject, CovariateValue } from '../../cohort/cohort.js'
import type { Study } from '../../protocol/language/study.js'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'
import { closeTo } from '../support/close-to.js'
import { sketchCohort } from '../support/analysis-cohort.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'
import { textsOf } from '../support/result-notes.js'

const base = lungCohort().subjects

/** The lung study matched on a level that only some subjects have. */
const run = (
  has: (subject: CohortSubject) => boolean,
  distance: 'probability' | 'linear predictor' = 'probability',
) => {
  const lung = lungStudy()
  if (lung.matching === undefined) throw new Error('the lung study matches')
  const levels = { no: 'No', yes: 'Yes' }
  const study: Study = {
    ...lung,
    covariates: [...lung.covariates, { variable: 'rare', label: 'Rare', levels, use: ['matching', 'table'] }],
    matching: { ...lung.matching, distance },
  } as Study
  const subjects = base.map(subject => {
    const rare: CovariateValue = { value: null, level: has(subject) ? 'yes' : 'no' }
    return { ...subject, covariates: { ...subject.covariates, rare } }
  })
  const outcome = matchCohort(study, subjects)
  const cohort = { ...sketchCohort([]), subjects }
  const results = new Map(analyze(study, cohort, outcome).results.map(result => [result.key, result]))
  return { outcome, results, rare: subjects.filter(has).map(({ displayId }) => displayId) }
}

const first = (arm: 'control' | 'treated', most: number): readonly CohortSubject[] =>
  base.filter(subject => subject.arm === arm).slice(10, 10 + most)

describe.each([
  ['three controls', first('control', 3), 0],
  ['four treated', first('treated', 4), 1],
  ['some of each, at two ends', [...first('control', 1)], 0],
] as const)('a level that only %s have', (_, some, score) => {
  const { outcome, results, rare } = run(subject => some.some(({ displayId }) => displayId === subject.displayId))

  test('leaves them alone, with a score of 0 or 1 and a note, and matches the others', () => {
    expect(outcome.pairs.length).toBeGreaterThan(60)
    const matched = new Set(outcome.pairs.flatMap(({ treated, control }) => [treated, control]))
    expect(rare.filter(id => matched.has(id))).toEqual([])
    expect(rare.map(id => outcome.scores[id])).toEqual(rare.map(() => score))
    expect(results.get('matching/all/-/-/-/separated')?.value).toBe(some.length)
    expect(textsOf(results.get('matching/all/-/-/-/pairs'))[0]).toMatch(
      new RegExp(`^${String(some.length)} could be in one arm only and are not matched: .*rare\\.yes`),
    )
  })

  test('gives the others the scores that they have without them', () => {
    const rest = base.filter(({ displayId }) => !rare.includes(displayId))
    const names = ['age', 'ecog', 'karnofsky', 'weight-loss']
    const fit = fitLogistic({
      outcome: Uint8Array.from(rest, ({ arm }) => Number(arm === 'treated')),
      covariates: names.map(name => Float64Array.from(rest, ({ covariates }) => covariates[name]?.value ?? NaN)),
    })
    rest.forEach(({ displayId }, row) => closeTo(outcome.scores[displayId], fit.fitted[row] ?? NaN, 1e-9))
    const term = results.get('propensity/all/-/-/rare.yes/coefficient')
    expect(term?.value).toBeNull()
    expect(textsOf(term)[0]).toMatch(/may be infinite/)
    expect(results.get('propensity/all/-/-/age/p')?.value).toEqual(expect.any(Number))
  })

  test('leaves no number that is none', () => {
    for (const { key, value } of results.values())
      if (typeof value === 'number') expect(Number.isFinite(value), key).toBe(true)
  })
})

test('on the linear predictor those set apart have no score, and no infinity leaves', () => {
  const some = new Set(first('control', 3).map(({ displayId }) => displayId))
  const { outcome, rare } = run(({ displayId }) => some.has(displayId), 'linear predictor')
  expect(rare.filter(id => id in outcome.scores)).toEqual([])
  expect(Object.values(outcome.scores).every(Number.isFinite)).toBe(true)
  expect(outcome.pairs.length).toBeGreaterThan(60)
})

test('a level that is the arm itself cannot be matched, and every key says why', () => {
  const { outcome, results } = run(({ arm }) => arm === 'treated')
  expect(outcome.pairs).toEqual([])
  const keys = [...run(() => false).results.keys()].filter(key => /^(matching|propensity)\/all/.test(key))
  for (const key of keys.filter(key => !key.endsWith('-smd') && !/\/(control|treated)\//.test(key))) {
    expect(results.get(key)?.value, key).toBeNull()
    expect(textsOf(results.get(key))[0], key).toMatch(/^not estimable: the covariates tell the arms apart: .*rare\.yes/)
  }
})
