import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readLung } from '../../studies/ncctg-lung/exports-from-source/read-lung.js'
import { lungAnswers } from '../support/lung-cohort.js'
import { type PureRun, runPure } from '../support/run-pure.js'

const folder = join(import.meta.dirname, '../../studies/ncctg-lung')
const source = readLung(readFileSync(join(folder, 'exports-from-source/lung.csv'), 'utf8'))
const complete = source.filter(
  ({ age, ecog, karnofsky, weightLoss }) => ![age, ecog, karnofsky, weightLoss].includes(null),
)

interface MatchItAnswer {
  readonly caliperRaw: number
  readonly pairs: readonly { readonly treated: number; readonly controls: readonly number[] }[]
}

const near = (found: number | string | null, wanted: number, tolerance: number): void => {
  expect(
    typeof found === 'number' ? Math.abs(found / wanted - 1) : found,
    `${String(found)} for ${String(wanted)}`,
  ).toBeLessThan(tolerance)
}

describe('the lung cancer study from its exports to its results', () => {
  let run: PureRun
  beforeAll(async () => {
    run = await runPure(folder)
  })

  test('no value of a real export is held or questioned', () => {
    expect(run.issues).toEqual([])
    expect(run.cohort.queries).toEqual([])
  })

  test('every subject has the values that the source has, whichever layout they came in', () => {
    const { subjects } = run.cohort
    expect(subjects.map(({ displayId }) => displayId)).toEqual(source.map(({ id }) => id))
    for (const [position, subject] of subjects.entries()) {
      const { variables, endpoints } = subject
      const wanted = source[position]
      expect({
        id: subject.displayId,
        age: variables['age']?.value,
        sex: variables['sex']?.value,
        ecog: variables['ecog']?.value,
        karnofsky: variables['karnofsky']?.value,
        weightLoss: variables['weight-loss']?.value,
        time: endpoints['os']?.days,
        died: endpoints['os']?.event,
      }).toEqual({
        id: wanted?.id,
        age: wanted?.age,
        sex: wanted?.sex,
        ecog: wanted?.ecog,
        karnofsky: wanted?.karnofsky,
        weightLoss: wanted?.weightLoss,
        time: wanted?.time,
        died: wanted?.died,
      })
    }
  })

  test('213 of 228 are eligible, and each of the others has its first reason', () => {
    expect(run.value('flow/-/assessed/-/-/n')).toBe(228)
    expect(run.value('flow/-/eligible/-/-/n')).toBe(213)
    expect(run.value('flow/-/held/-/-/n')).toBe(0)
    const reasons = ['age-known', 'ecog-known', 'karnofsky-known', 'weight-loss-known']
    expect(reasons.map(reason => run.value(`flow/-/${reason}/-/-/excluded`))).toEqual([0, 1, 1, 13])
    expect([run.value('flow/-/eligible/treated/-/n'), run.value('flow/-/eligible/control/-/n')]).toEqual([86, 127])
  })

  test('the matched pairs are those of MatchIt, with its caliper', () => {
    const answer = lungAnswers()('match-cal0.2-largest') as unknown as MatchItAnswer
    const idOf = (row: number): string => complete[row - 1]?.id ?? '?'
    const wanted = answer.pairs.map(({ treated, controls }) => `${idOf(treated)} with ${controls.map(idOf).join(', ')}`)
    expect((run.matching?.pairs ?? []).map(({ treated, control }) => `${treated} with ${control}`).sort()).toEqual(
      wanted.sort(),
    )
    near(run.value('matching/all/-/-/-/caliper'), answer.caliperRaw, 1e-6)
  })

  test('the log-rank test and the hazard ratio of the arms are those of R, before and after matching', () => {
    for (const [cohort, logRank, cox] of [
      ['all', 'logrank-female', 'cox-efron-female'],
      ['matched', 'logrank-matched-cal0.2-largest', 'cox-efron-matched-cluster-cal0.2-largest'],
    ] as const) {
      const { chisq, p } = lungAnswers()(logRank) as unknown as { chisq: number; p: number }
      near(run.value(`survival/${cohort}/os/-/-/log-rank-chi-square`), chisq, 1e-9)
      near(run.value(`survival/${cohort}/os/-/-/log-rank-p`), p, 1e-9)
      const { tight } = lungAnswers()(cox) as unknown as { tight: { coef: readonly number[]; se: readonly number[] } }
      near(run.value(`cox/${cohort}/os/univariate/arm.treated/coefficient`), tight.coef[0] ?? Number.NaN, 1e-8)
      const se = cohort === 'all' ? 'se' : 'robust-se'
      near(run.value(`cox/${cohort}/os/univariate/arm.treated/${se}`), tight.se[0] ?? Number.NaN, 1e-8)
    }
  })

  test('the multivariate model holds the arm and all four covariates, as in R', () => {
    const { tight } = lungAnswers()('cox-efron-full') as unknown as { tight: { coef: readonly number[] } }
    for (const [position, term] of ['arm.treated', 'age', 'ecog', 'karnofsky', 'weight-loss'].entries()) {
      near(run.value(`cox/all/os/multivariate/${term}/coefficient`), tight.coef[position] ?? Number.NaN, 1e-8)
    }
  })
})
