import { describe, expect, test } from 'vitest'
import { analyze, matchCohort } from '../support/analyze-cohort.js'
import type { Result } from '../../analysis/results/result.js'
import type { Cohort, CohortSubject, CovariateValue, TimeToEvent } from '../../cohort/cohort.js'
import type { Study } from '../../protocol/language/study.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { closeTo } from '../support/close-to.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'
import { textsOf } from '../support/result-notes.js'

type Levels = (subject: CohortSubject, position: number) => string

const eligible = lungCohort().subjects.filter(({ status, arm }) => status === 'eligible' && arm !== null)
const endOf = (subject: CohortSubject) => subject.endpoints['os'] ?? { time: NaN, event: false }

/** The lung study with categorical covariates of its own beside the arm, besides those that it matches on. */
const run = (
  columns: Readonly<Record<string, { readonly levels: readonly string[]; readonly of: Levels }>>,
  multivariate: Study['analyses']['cox']['multivariate'] = 'all covariates',
  changed: (subject: CohortSubject) => CohortSubject = subject => subject,
) => {
  const study = lungStudy()
  const added = Object.entries(columns).map(([variable, { levels }]) => ({
    variable,
    label: variable,
    levels: Object.fromEntries(levels.map(level => [level, level])),
    use: ['cox' as const],
  }))
  const subjects = eligible.map((subject, position) => ({
    ...changed(subject),
    covariates: {
      ...subject.covariates,
      ...Object.fromEntries(
        Object.entries(columns).map(([id, { of }]): [string, CovariateValue] => [
          id,
          { value: null, level: of(subject, position) },
        ]),
      ),
    },
  }))
  const cohort: Cohort = { ...lungCohort(), subjects }
  const plan: Study = {
    ...study,
    covariates: [...study.covariates, ...added] as Study['covariates'],
    analyses: { ...study.analyses, cox: { ...study.analyses.cox, multivariate } },
  }
  const matching = matchCohort(plan, subjects)
  const results = new Map(analyze(plan, cohort, matching).results.map(result => [result.key, result]))
  return {
    at: (key: string): Result => {
      const found = results.get(`cox/${key}`)
      if (found === undefined) throw new Error(`no result cox/${key}`)
      return found
    },
    keys: [...results.keys()],
    pairs: matching.pairs,
  }
}

const censored = eligible.filter(subject => !endOf(subject).event).slice(0, 6)
const early = [...eligible].filter(subject => endOf(subject).event).sort((a, b) => endOf(a).time - endOf(b).time)
const withoutEvent = {
  levels: ['usual', 'spared'],
  of: (subject: CohortSubject) => (censored.some(one => one === subject) ? 'spared' : 'usual'),
}
// The first to die, all before anybody else, so that the level tells every event from those still at risk.
const doomed = {
  levels: ['usual', 'doomed'],
  of: (subject: CohortSubject) => (early.slice(0, 4).some(one => one === subject) ? 'doomed' : 'usual'),
}

/** The arm's estimate where nobody of a level is ever compared with anybody else: the model in strata of it. */
const limitApart = (level: readonly CohortSubject[]) =>
  fitCox({
    time: Float64Array.from(eligible, s => endOf(s).time),
    event: Uint8Array.from(eligible, s => Number(endOf(s).event)),
    covariates: [Float64Array.from(eligible, s => Number(s.arm === 'treated'))],
    strata: Int32Array.from(eligible, s => Number(level.some(one => one === s))),
  }).terms[0]

describe.each(['all', 'matched'])('one level without an event, %s', cohort => {
  const { at } = run({ nuisance: withoutEvent }, ['nuisance'])

  test('has no estimate of its own, with the reason', () => {
    for (const model of ['univariate', 'multivariate']) {
      const term = at(`${cohort}/os/${model}/nuisance.spared/hazard-ratio`)
      expect(term.value).toBeNull()
      expect(textsOf(term)[0]).toMatch(/^not estimable: .*may be infinite: nuisance\.spared/)
      expect(textsOf(term).filter(note => note.includes('may be infinite'))).toHaveLength(1)
    }
  })

  test('leaves the arm, the fit, the concordance and proportional hazards', () => {
    for (const key of [
      'arm.treated/hazard-ratio',
      'arm.treated/p',
      'arm.treated/se-of-p',
      'arm.treated/zph-p',
      '-/concordance',
      '-/concordance-se',
      '-/zph-global-p',
      '-/likelihood-ratio-p',
    ])
      expect(at(`${cohort}/os/multivariate/${key}`).value, key).toEqual(expect.any(Number))
    expect(at(`${cohort}/os/multivariate/-/zph-global-df`).value).toBe(1)
    expect(at(`${cohort}/os/multivariate/nuisance/zph-p`).value).toBeNull()
    expect(at(`${cohort}/os/multivariate/-/variables`).value).toBe(2)
  })
})

test('the arm keeps the estimate that it has when that level is compared with nobody', () => {
  const { at } = run({ nuisance: withoutEvent }, ['nuisance'])
  const limit = limitApart(censored)
  closeTo(at('all/os/multivariate/arm.treated/coefficient').value, limit?.coefficient ?? NaN, 1e-8)
  closeTo(at('all/os/multivariate/arm.treated/se').value, limit?.se ?? NaN, 1e-7)
})

test('a level with nothing but events at once leaves the rest of the model too', () => {
  const { at } = run({ nuisance: doomed }, ['nuisance'])
  expect(at('all/os/multivariate/nuisance.doomed/hazard-ratio').value).toBeNull()
  const limit = limitApart(early.slice(0, 4))
  closeTo(at('all/os/multivariate/arm.treated/coefficient').value, limit?.coefficient ?? NaN, 1e-7)
})

test('of three levels the healthy ones keep their rows, and several terms may go at once', () => {
  const { at } = run(
    {
      grade: {
        levels: ['low', 'mid', 'rare'],
        of: (subject, position) => (censored.some(c => c === subject) ? 'rare' : position % 2 === 0 ? 'low' : 'mid'),
      },
      nuisance: doomed,
    },
    ['grade', 'nuisance'],
  )
  for (const model of ['univariate', 'multivariate']) {
    expect(at(`all/os/${model}/grade.rare/hazard-ratio`).value).toBeNull()
    expect(at(`all/os/${model}/grade.mid/hazard-ratio`).value).toEqual(expect.any(Number))
  }
  expect(at('all/os/multivariate/nuisance.doomed/hazard-ratio').value).toBeNull()
  expect(at('all/os/multivariate/arm.treated/hazard-ratio').value).toEqual(expect.any(Number))
})

// Who has no event and no risk is not there: the other terms are those of everybody else alone.
describe.each(['all', 'matched'])('two levels of a factor without an event, %s', cohort => {
  const spared = eligible.filter(subject => !endOf(subject).event).slice(0, 14)
  const { at, pairs } = run(
    {
      stage: {
        levels: ['first', 'second', 'third', 'fourth'],
        of: (subject, position) => {
          const place = spared.indexOf(subject)
          if (place < 0) return position % 2 === 0 ? 'first' : 'second'
          return place < 6 ? 'third' : 'fourth'
        },
      },
    },
    ['stage'],
  )
  const pairOf = new Map(pairs.flatMap(({ pair, treated, control }) => [treated, control].map(id => [id, pair])))
  const rows = eligible
    .map((subject, position) => ({ subject, position }))
    .filter(({ subject }) => !spared.includes(subject) && (cohort === 'all' || pairOf.has(subject.displayId)))
  const rest = fitCox({
    time: Float64Array.from(rows, ({ subject }) => endOf(subject).time),
    event: Uint8Array.from(rows, ({ subject }) => Number(endOf(subject).event)),
    covariates: [
      Float64Array.from(rows, ({ subject }) => Number(subject.arm === 'treated')),
      Float64Array.from(rows, ({ position }) => position % 2),
    ],
    ...(cohort === 'all' ? {} : { clusters: Int32Array.from(rows, r => pairOf.get(r.subject.displayId) ?? 0) }),
  })

  test('leave the arm and the other level the estimates that they have without those subjects, and count in the joint test', () => {
    for (const [position, name] of ['arm.treated', 'stage.second'].entries()) {
      const term = `${cohort}/os/multivariate/${name}`
      closeTo(at(`${term}/coefficient`).value, rest.terms[position]?.coefficient ?? NaN, 1e-7)
      closeTo(at(`${term}/se-of-p`).value, rest.terms[position]?.se ?? NaN, 1e-7)
    }
    for (const level of ['third', 'fourth']) expect(at(`${cohort}/os/multivariate/stage.${level}/p`).value).toBeNull()
    expect(at(`${cohort}/os/univariate/stage/likelihood-ratio-df`).value).toBe(3)
    expect(at(`${cohort}/os/multivariate/-/likelihood-ratio-df`).value).toBe(4)
  })
})

describe.each(['control', 'treated'] as const)('nobody of the %s arm has the event', arm => {
  const { at } = run({}, 'all covariates', subject =>
    subject.arm === arm
      ? { ...subject, endpoints: { os: { ...endOf(subject), event: false } as TimeToEvent } }
      : subject,
  )

  test('the arm has no estimate, its likelihood-ratio test stands, and so do the covariates', () => {
    const rows = eligible.filter(subject => subject.arm !== arm)
    const rest = fitCox({
      time: Float64Array.from(rows, subject => endOf(subject).time),
      event: Uint8Array.from(rows, subject => Number(endOf(subject).event)),
      covariates: ['age', 'ecog', 'karnofsky', 'weight-loss'].map(id =>
        Float64Array.from(rows, ({ covariates }) => covariates[id]?.value ?? NaN),
      ),
    })
    for (const model of ['univariate', 'multivariate'])
      expect(textsOf(at(`all/os/${model}/arm.treated/hazard-ratio`))[0]).toMatch(/^not estimable: .*may be infinite/)
    expect(Number(at('all/os/univariate/arm/likelihood-ratio-p').value)).toBeLessThan(1e-10)
    closeTo(at('all/os/multivariate/age/coefficient').value, rest.terms[0]?.coefficient ?? NaN, 1e-7)
    closeTo(at('all/os/multivariate/age/se').value, rest.terms[0]?.se ?? NaN, 1e-7)
  })
})

describe('the choice of covariates', () => {
  const few = { 'univariate P below': 0.1 }

  test('takes the strongest predictor though one of its levels has no event', () => {
    const { at } = run({ nuisance: withoutEvent }, few)
    expect(Number(at('all/os/univariate/nuisance/likelihood-ratio-p').value)).toBeLessThan(0.01)
    expect(at('all/os/univariate/nuisance.spared/p').value).toBeNull()
    expect(at('all/os/multivariate/-/covariates').value).toContain('nuisance')
  })

  test('judges a factor by all its levels together', () => {
    // Eleven levels by chance: one Wald P is below 0.1, the joint P is not.
    const levels = Array.from({ length: 11 }, (_, k) => `site-${String.fromCharCode(97 + k)}`)
    const { at } = run({ centre: { levels, of: (_, position) => levels[(position * 7) % 11] ?? '' } }, few)
    const wald = levels.slice(1).map(level => Number(at(`all/os/univariate/centre.${level}/p`).value))
    expect(Math.min(...wald)).toBeLessThan(0.1)
    expect(at('all/os/univariate/centre/likelihood-ratio-df').value).toBe(10)
    expect(Number(at('all/os/univariate/centre/likelihood-ratio-p').value)).toBeGreaterThan(0.1)
    expect(at('all/os/multivariate/-/covariates').value).not.toContain('centre')
  })

  test('names who could not be judged', () => {
    const { at } = run({ constant: { levels: ['one', 'other'], of: () => 'one' } }, few)
    expect(at('all/os/multivariate/-/covariates-refused').value).toBe('constant')
    expect(textsOf(at('all/os/multivariate/-/covariates'))).toEqual([
      'constant could not be judged and does not enter: it does not vary among those at risk',
    ])
  })
})

test('the keys of a model do not depend on what could be estimated', () => {
  const healthy = run({
    nuisance: {
      ...withoutEvent,
      of: (_: CohortSubject, position: number) => (position % 2 === 0 ? 'usual' : 'spared'),
    },
  })
  const none = run({ nuisance: { ...withoutEvent, of: () => 'usual' } })
  expect(none.keys).toEqual(healthy.keys)
  expect(run({ nuisance: withoutEvent }).keys).toEqual(healthy.keys)
})
