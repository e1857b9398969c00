import { describe, expect, test } from 'vitest'
import { analyze, matchCohort } from '../support/analyze-cohort.js'
import type { Study } from '../../protocol/language/study.js'
import { closeTo } from '../support/close-to.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'
import { textsOf } from '../support/result-notes.js'

const base = lungCohort().subjects
const treated = base.filter(({ arm }) => arm === 'treated')

/** The lung study with some of its treated subjects alone. */
const run = (kept: (position: number) => boolean, changes: Partial<NonNullable<Study['matching']>> = {}) => {
  const lung = lungStudy()
  if (lung.matching === undefined) throw new Error('the lung study matches')
  const study = { ...lung, matching: { ...lung.matching, ...changes } }
  const subjects = base.filter(subject => subject.arm !== 'treated' || kept(treated.indexOf(subject)))
  const matching = matchCohort(study, subjects)
  const results = new Map(
    analyze(study, { ...lungCohort(), subjects }, matching).results.map(result => [result.key, result]),
  )
  return {
    pairs: new Set(matching.pairs.map(({ pair }) => pair)).size,
    rows: matching.pairs.length,
    at: (key: string) => {
      const found = results.get(`cox/matched/os/${key}`)
      if (found === undefined) throw new Error(`no result ${key}`)
      return found
    },
  }
}

describe.each([
  [9, 10],
  [4, 22],
])('of every %ith treated subject', (step, most) => {
  const { pairs, at } = run(position => position % step === 0)

  test('few pairs are few clusters, and every number that is robust by them says so', () => {
    expect(pairs).toBeGreaterThan(1)
    expect(pairs).toBeLessThanOrEqual(most)
    const said = `${pairs} clusters, fewer than 30: robust errors come out too small`
    for (const model of ['univariate', 'multivariate'])
      for (const statistic of ['hazard-ratio', 'lower', 'upper', 'p', 'robust-se'])
        expect(textsOf(at(`${model}/arm.treated/${statistic}`)), statistic).toContain(said)
    expect(at('univariate/arm/clusters').value).toBe(pairs)
    expect(at('univariate/arm.treated/p').value).toEqual(expect.any(Number))
  })
})

test('enough pairs are said nothing of', () => {
  const { pairs, at } = run(() => true)
  expect(pairs).toBeGreaterThan(30)
  expect(textsOf(at('univariate/arm.treated/p'))).toEqual([])
})

describe('one treated subject with many controls is one cluster', () => {
  const { pairs, rows, at } = run(position => position === 3, { ratio: 40, caliper: 'none' })
  const term = 'univariate/arm.treated'

  test('it keeps its hazard ratio and the naive error', () => {
    expect(pairs).toBe(1)
    expect(rows).toBeGreaterThan(10)
    expect(at(`${term}/hazard-ratio`).value).toEqual(expect.any(Number))
    const [coefficient, se] = ['coefficient', 'naive-se'].map(one => Number(at(`${term}/${one}`).value))
    closeTo(at(`${term}/naive-lower`).value, Math.exp((coefficient ?? NaN) - 1.959963984540054 * (se ?? NaN)), 1e-9)
  })

  test('it has no robust error, no interval and no P, and each says why', () => {
    for (const statistic of ['robust-se', 'se-of-p', 'z', 'p', 'lower', 'upper']) {
      expect(at(`${term}/${statistic}`).value, statistic).toBeNull()
      expect(textsOf(at(`${term}/${statistic}`))).toContain('one cluster alone: no robust standard error')
    }
    expect(at('univariate/arm/clusters').value).toBe(1)
  })
})
