import { describe, expect, test } from 'vitest'
import { analyze } from '../support/analyze-cohort.js'
import type { Result } from '../../analysis/results/result.js'
import { closeTo } from '../support/close-to.js'
import { sketchCohort, sketchStudy, type SubjectSketch } from '../support/analysis-cohort.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'
import { textsOf } from '../support/result-notes.js'

const endpoints = {
  os: {
    label: 'Overall survival',
    unit: 'months',
    events: [{ from: 'disposition', reason: 'death' }],
    censoring: [{ from: 'contact', reason: 'alive' }],
  },
}
const covariates = [{ variable: 'marker', label: 'Marker', levels: { low: 'Low', high: 'High' } }]
const plan = (multivariate?: unknown) =>
  sketchStudy({ endpoints, covariates, analyses: { cox: multivariate === undefined ? {} : { multivariate } } })

const finder =
  (results: readonly Result[]) =>
  (key: string): Result | undefined =>
    results.find(result => result.key === `cox/all/os/${key}`)
const analyzed = (subjects: readonly SubjectSketch[], study = plan()) =>
  finder(analyze(study, sketchCohort(subjects), null).results)

const mixed: readonly SubjectSketch[] = Array.from({ length: 24 }, (_, position) => ({
  id: String(position).padStart(2, '0'),
  arm: position % 2 === 0 ? 'treated' : 'control',
  levels: { marker: position % 3 === 0 ? 'high' : 'low' },
  endpoints: { os: [1 + ((position * 7) % 24), position % 4 !== 3] as const },
}))

test('the hazard ratio of two arms without ties is that of the partial likelihood by hand', () => {
  // The score 1 - 2h/(2h + 2) - h/(h + 2) is 0 where h squared is 2.
  const at = analyzed([
    { id: 'a', arm: 'treated', endpoints: { os: [1, true] } },
    { id: 'b', arm: 'control', endpoints: { os: [2, true] } },
    { id: 'c', arm: 'treated', endpoints: { os: [3, false] } },
    { id: 'd', arm: 'control', endpoints: { os: [4, true] } },
  ])
  closeTo(at('univariate/arm.treated/hazard-ratio')?.value, Math.SQRT2, 1e-9)
  expect(at('univariate/arm.treated/p')).toMatchObject({ n: 4, events: 3, settings: { ties: 'efron' } })
})

test('swapping the arms inverts the hazard ratio and its limits', () => {
  const swapped = mixed.map(subject => ({
    ...subject,
    arm: subject.arm === 'treated' ? ('control' as const) : ('treated' as const),
  }))
  const [one, other] = [analyzed(mixed), analyzed(swapped)]
  const key = 'univariate/arm.treated'
  closeTo(one(`${key}/hazard-ratio`)?.value, 1 / Number(other(`${key}/hazard-ratio`)?.value), 1e-9)
  closeTo(one(`${key}/lower`)?.value, 1 / Number(other(`${key}/upper`)?.value), 1e-9)
  closeTo(one(`${key}/p`)?.value, Number(other(`${key}/p`)?.value), 1e-9)
})

describe('the choice of covariates', () => {
  test('covariates with a univariate P below the bound enter beside the arm', () => {
    const at = (bound: number): Result | undefined =>
      finder(
        analyze(
          {
            ...lungStudy(),
            analyses: {
              ...lungStudy().analyses,
              cox: { ...lungStudy().analyses.cox, multivariate: { 'univariate P below': bound } },
            },
          },
          lungCohort(),
          null,
        ).results,
      )('multivariate/-/covariates')
    expect(at(0.02)?.value).toBe('ecog, karnofsky')
    expect(at(0.1)?.value).toBe('age, ecog, karnofsky')
    expect(at(1e-9)?.value).toBe('none')
  })

  test('the arm is in every multivariate model', () => {
    const at = analyzed(mixed, plan({ 'univariate P below': 0.000001 }))
    expect(at('multivariate/arm.treated/hazard-ratio')?.value).toBe(at('univariate/arm.treated/hazard-ratio')?.value)
    expect(at('multivariate/marker.high/hazard-ratio')).toBeUndefined()
  })

  test('a list names them', () => {
    expect(analyzed(mixed, plan(['marker']))('multivariate/marker.high/hazard-ratio')?.value).not.toBeNull()
    expect(analyzed(mixed, plan(['marker']))('multivariate/marker.low/hazard-ratio')).toBeUndefined()
  })
})

describe('what cannot be estimated is null with the reason', () => {
  const reason = (
    subjects: readonly SubjectSketch[],
    key = 'univariate/arm.treated/hazard-ratio',
  ): string | undefined => {
    const found = analyzed(subjects)(key)
    expect(found?.value).toBeNull()
    return textsOf(found)[0]
  }

  test('no event', () => {
    expect(reason(mixed.map(subject => ({ ...subject, endpoints: { os: [5, false] } })))).toBe(
      'not estimable: no event',
    )
  })

  test('an empty arm', () => {
    expect(reason(mixed.filter(({ arm }) => arm === 'control'))).toBe('not estimable: the treated arm is empty')
  })

  test('nobody eligible', () => {
    expect(reason([])).toBe('not estimable: no subject has the endpoint and every covariate known')
  })

  test('an arm without any event, whose hazard ratio would be 0', () => {
    const apart = mixed.map((subject, position) => ({
      ...subject,
      endpoints: { os: [1 + position, subject.arm === 'control'] as const },
    }))
    expect(reason(apart)).toMatch(/^not estimable: /)
  })

  test('a level that nobody has', () => {
    expect(
      reason(
        mixed.map(subject => ({ ...subject, levels: { marker: 'low' } })),
        'univariate/marker.high/hazard-ratio',
      ),
    ).toMatch(/^not estimable: /)
  })
})

test('a subject with an unknown covariate is left out of its models only, and counted', () => {
  const at = analyzed([...mixed, { id: '99', arm: 'treated', levels: { marker: null }, endpoints: { os: [9, true] } }])
  expect(at('univariate/arm.treated/p')?.n).toBe(25)
  expect(at('univariate/marker.high/p')).toMatchObject({
    n: 24,
    notes: [{ kind: 'left-out', text: '1 with something unknown left out' }],
  })
})
