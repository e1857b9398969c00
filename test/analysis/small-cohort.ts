import type { Cohort } from '../../cohort/cohort.js'
import type { MatchingOutcome } from '../support/analyze-cohort.js'
import { sketchCohort, sketchStudy, type SubjectSketch } from '../support/analysis-cohort.js'

/** A study with one covariate of each kind and one of each part. */
export const smallPlan = (added: Readonly<Record<string, unknown>> = {}) =>
  sketchStudy({
    sites: ['north', 'south'],
    covariates: [
      { variable: 'age', label: 'Age', unit: 'years' },
      { variable: 'sex', label: 'Sex', levels: { female: 'Female', male: 'Male' } },
    ],
    endpoints: {
      os: {
        label: 'Survival',
        unit: 'months',
        events: [{ from: 'disposition', reason: 'death' }],
        censoring: [{ from: 'contact', reason: 'alive' }],
      },
    },
    response: { criteria: 'RECIST 1.1', targets: [{ id: 'lung', label: 'Lung' }] },
    safety: { grades: 'CTCAE 5.0', categories: [{ id: 'fever', label: 'Fever' }] },
    subsequent: { where: { category: { is: 'later' } }, therapies: [{ id: 'second', label: 'Second' }] },
    matching: {},
    analyses: { survival: { landmarks: [6], riskTable: [0, 6] } },
    ...added,
  })

const subject = (
  id: string,
  arm: 'control' | 'treated',
  age: number | null,
  sex: string,
  time: number,
  event: boolean,
  more: Partial<SubjectSketch> = {},
): SubjectSketch => ({
  id,
  arm,
  site: 'north',
  indexDate: '2024-01-01',
  values: { age },
  levels: { sex },
  endpoints: { os: [time, event] },
  ...more,
})

/** Ten eligible subjects of two arms; one's age is unknown, one has no endpoint and no response. */
export const smallSubjects: readonly SubjectSketch[] = [
  subject('c1', 'control', 50, 'female', 3, true, { responses: { lung: 'pd' }, grades: { fever: 1 } }),
  subject('c2', 'control', 62, 'male', 5, true, { responses: { lung: 'sd' }, subsequent: 'second' }),
  subject('c3', 'control', 58, 'male', 7, false, { responses: { lung: 'pr' }, site: 'south' }),
  subject('c4', 'control', 66, 'female', 9, true, { responses: { lung: 'ne' }, grades: { fever: 3 } }),
  subject('c5', 'control', null, 'male', 11, false, { responses: { lung: 'sd' } }),
  subject('c6', 'control', 71, 'female', 4, true, { endpoints: {} }),
  subject('t1', 'treated', 52, 'female', 6, true, { responses: { lung: 'cr' }, subsequent: 'second' }),
  subject('t2', 'treated', 60, 'male', 8, false, { responses: { lung: 'pr' } }),
  subject('t3', 'treated', 64, 'female', 10, true, { responses: { lung: 'sd' }, site: 'south' }),
  subject('t4', 'treated', 55, 'male', 12, true, { responses: { lung: 'pr' } }),
]

/** The small cohort, with excluded and held subjects beside. */
export const smallCohort: Cohort = sketchCohort(
  [
    ...smallSubjects,
    { id: 'x1', status: 'excluded', firstReason: 'adult', site: 'south', arm: null },
    { id: 'x2', status: 'held', firstReason: 'no-index-date', site: 'north', arm: null },
    { id: 'x3', status: 'held', firstReason: 'adult', site: 'south', arm: null },
  ],
  [
    { criterion: 'no-index-date', excluded: 1, remaining: 12, bySite: { north: 1 }, byArm: {} },
    { criterion: 'adult', excluded: 1, remaining: 11, bySite: { south: 1 }, byArm: { control: 1 } },
    { criterion: 'held', excluded: 1, remaining: 10, bySite: { south: 1 }, byArm: {} },
  ],
)

/** A matching by its pairs of treated and control; equal treated subjects share a pair. */
export const pairedAs = (...pairs: readonly (readonly [string, string])[]): MatchingOutcome => {
  const treated = [...new Set(pairs.map(([one]) => one))]
  return {
    scores: {},
    results: [],
    pairs: pairs.map(([one, control]) => ({
      pair: treated.indexOf(one) + 1,
      treated: one,
      control,
      treatedScore: 0,
      controlScore: 0,
      distance: 0,
    })),
  }
}
