import { describe, expect, test } from 'vitest'
import { analyze, matchCohort } from '../support/analyze-cohort.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { chiSquareTest } from '../../statistics/test-result.js'
import { closeTo } from '../support/close-to.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'
import { textsOf } from '../support/result-notes.js'

const lung = lungStudy()
const run = (changes: Partial<NonNullable<typeof lung.matching>>) => {
  if (lung.matching === undefined) throw new Error('the lung study matches')
  const study = { ...lung, matching: { ...lung.matching, ...changes } }
  const cohort = lungCohort()
  const matching = matchCohort(study, cohort.subjects)
  const { results } = analyze(study, cohort, matching)
  const byKey = new Map(results.map(result => [result.key, result]))
  return {
    pairs: matching.pairs,
    subjects: new Map(cohort.subjects.map(subject => [subject.displayId, subject])),
    at: (key: string) => {
      const found = byKey.get(key)
      if (found === undefined) throw new Error(`no result ${key}`)
      return found
    },
  }
}

describe.each([1, 2])('controls used more than once, %i to each treated subject', ratio => {
  const { pairs, subjects, at } = run({ replacement: true, ratio })
  const controls = new Set(pairs.map(({ control }) => control))
  const treated = new Set(pairs.map(one => one.treated))

  test('are counted as people beside their copies', () => {
    expect(controls.size).toBeLessThan(pairs.length)
    expect(at('matching/all/-/-/-/controls').value).toBe(controls.size)
    expect(at('matching/all/-/-/-/control-uses').value).toBe(pairs.length)
    for (const key of [
      'survival/matched/os/control/-',
      'matching/matched/-/control/-',
      'baseline/matched/-/control/-',
    ]) {
      expect(at(`${key}/n`).value, key).toBe(pairs.length)
      expect(at(`${key}/persons`).value, key).toBe(controls.size)
    }
    const died = [...controls].filter(id => subjects.get(id)?.endpoints['os']?.event)
    expect(at('survival/matched/os/control/-/persons-with-event').value).toBe(died.length)
    expect(at('survival/matched/os/-/-/persons').value).toBe(controls.size + treated.size)
    expect(at('cox/matched/os/univariate/arm/persons').value).toBe(controls.size + treated.size)
    expect(at('cox/matched/os/univariate/arm/clusters').value).toBe(treated.size)
  })

  test('are one person in the errors of the hazard ratio', () => {
    const rows = [
      ...[...treated].map(id => ({ id, pair: pairs.find(one => one.treated === id)?.pair ?? 0, weight: 1, arm: 1 })),
      ...pairs.map(({ control, pair }) => ({
        id: control,
        pair,
        weight: 1 / pairs.filter(one => one.pair === pair).length,
        arm: 0,
      })),
    ]
    const ids = [...new Set(rows.map(({ id }) => id))]
    const input = {
      time: Float64Array.from(rows, ({ id }) => subjects.get(id)?.endpoints['os']?.time ?? NaN),
      event: Uint8Array.from(rows, ({ id }) => Number(subjects.get(id)?.endpoints['os']?.event)),
      covariates: [Float64Array.from(rows, ({ arm }) => arm)],
      weights: Float64Array.from(rows, ({ weight }) => weight),
    }
    const variance = (clusters: Int32Array): number => (fitCox({ ...input, clusters }).terms[0]?.se ?? NaN) ** 2
    const [byPair, byPerson, byRow] = [
      variance(Int32Array.from(rows, ({ pair }) => pair)),
      variance(Int32Array.from(rows, ({ id }) => ids.indexOf(id))),
      variance(Int32Array.from(rows, (_, row) => row)),
    ]
    const term = 'cox/matched/os/univariate/arm.treated'
    const se = Math.sqrt(byPair + byPerson - byRow)
    closeTo(at(`${term}/robust-se`).value, se, 1e-9)
    closeTo(at(`${term}/se-of-p`).value, se, 1e-9)
    closeTo(at(`${term}/z`).value, Number(at(`${term}/coefficient`).value) / se, 1e-9)
    expect(se).toBeGreaterThan(1.15 * Math.sqrt(byPair))
    expect(at(`${term}/p`).settings).toMatchObject({ clusters: 'matched pair and subject' })
  })

  test.each([
    ['log-rank', false],
    ['log-rank-by-pair', true],
  ])('are one person in the %s test, which is as strong as its three one-way tests say', (name, stratified) => {
    const rows = [
      ...[...treated].map(id => ({ id, pair: pairs.find(one => one.treated === id)?.pair ?? 0, arm: 1 })),
      ...pairs.map(({ control, pair }) => ({ id: control, pair, arm: 0 })),
    ]
    const ids = [...new Set(rows.map(({ id }) => id))]
    const score = (clusters: Int32Array): number =>
      fitCox(
        {
          time: Float64Array.from(rows, ({ id }) => subjects.get(id)?.endpoints['os']?.time ?? NaN),
          event: Uint8Array.from(rows, ({ id }) => Number(subjects.get(id)?.endpoints['os']?.event)),
          covariates: [Float64Array.from(rows, ({ arm }) => arm)],
          clusters,
          ...(stratified ? { strata: Int32Array.from(rows, ({ pair }) => pair) } : {}),
        },
        { ties: 'breslow' },
      ).robustScore?.statistic ?? NaN
    const [byPair, byPerson, byRow] = [
      score(Int32Array.from(rows, ({ pair }) => pair)),
      score(Int32Array.from(rows, ({ id }) => ids.indexOf(id))),
      score(Int32Array.from(rows, (_, row) => row)),
    ]
    // Each statistic is the squared score over its variance, and variances add as clusterings do.
    const chiSquare = 1 / (1 / byPair + 1 / byPerson - 1 / byRow)
    closeTo(at(`survival/matched/os/-/-/${name}-chi-square`).value, chiSquare, 1e-9)
    const result = at(`survival/matched/os/-/-/${name}-p`)
    expect(result.settings).toMatchObject({ variance: 'robust by pair and subject', degreesOfFreedom: 1 })
    expect(result.method).toMatch(/, robust by pair and subject$/)
    closeTo(result.value, chiSquareTest(chiSquare, 1).p, 1e-9)
  })

  test('are named beside every number that counts them twice', () => {
    const said = `${pairs.length} rows of ${controls.size} people: a control counts once in each pair that it serves`
    const saidOfBoth = said.replace(
      /\d+ rows of \d+/,
      `${String(pairs.length + treated.size)} rows of ${String(controls.size + treated.size)}`,
    )
    expect(textsOf(at('survival/matched/os/control/-/median'))).toContain(said)
    expect(textsOf(at('survival/matched/os/-/-/log-rank-p'))).toContain(saidOfBoth)
    expect(textsOf(at('baseline/matched/age/-/-/p')).join()).toMatch(/rows of \d+ people/)
    expect(textsOf(at('cox/matched/os/multivariate/-/likelihood-ratio-p')).join()).toMatch(/copies of a control/)
  })
})

test('without replacement every row is a person, and nothing is said of copies', () => {
  const { pairs, at } = run({})
  expect(at('survival/matched/os/-/-/persons').value).toBe(2 * pairs.length)
  expect(textsOf(at('survival/matched/os/control/-/median'))).toEqual([])
  expect(at('cox/matched/os/univariate/arm.treated/p').settings).toMatchObject({ clusters: 'matched pair' })
})

test('se keeps its meaning, and what belongs to the P stands beside by name', () => {
  const { at } = run({})
  for (const [cohort, own] of [
    ['all', 'se'],
    ['matched', 'robust-se'],
  ] as const) {
    const value = (statistic: string) => at(`cox/${cohort}/os/multivariate/age/${statistic}`).value
    expect(value('se-of-p')).toBe(value(own))
    expect(value('naive-se')).toBe(value('se'))
    closeTo(value('z'), Number(value('coefficient')) / Number(value('se-of-p')), 1e-12)
  }
})
