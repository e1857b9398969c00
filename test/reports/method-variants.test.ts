import { describe, expect, test } from 'vitest'
import { methodSections } from '../../reports/words/method-sections.js'
import { matchingWords } from '../../protocol/words/method-words.js'
import { propensitySheet } from '../../reports/sheets/propensity.js'
import { methodsSheet } from '../../reports/sheets/methods.js'
import { blocksOf } from './plan-lines.js'
import { smallContext } from './small-report.js'
import { smallStudy } from './small-study.js'

const saidOf = (what: string, added: Readonly<Record<string, unknown>>): string | undefined =>
  methodSections(smallStudy(added))
    .flatMap(({ lines }) => lines)
    .find(line => line.what === what)?.how

describe('what a study decides is said in its methods', () => {
  test.each([
    ['Index date', { index: 'day 0' }, 'day 0 of each subject'],
    ['Index date', { index: { from: 'exposure', pick: 'last' } }, 'the last date of exposure'],
    ['Time', { time: 'day offsets' }, "days since each subject's index; there is no data cut"],
    [
      'late',
      { variables: { late: { when: { a: 'is true' }, afterIndex: { reason: 'planned' } } } },
      'whether a is true. Looks beyond the index date, because: planned',
    ],
    [
      'Age',
      {
        covariates: [
          {
            variable: 'age',
            label: 'Age',
            cut: [50, 60],
            cutBelongs: 'above',
            levels: { a: 'low', b: 'mid', c: 'high' },
          },
        ],
      },
      'low | mid | high, cut at 50, 60 (a value at the cut belongs above); compared with low; used in table, matching, cox',
    ],
    [
      'Adverse events',
      { safety: { grades: 'CTCAE 5.0', categories: [{ id: 'fever', label: 'Fever' }], until: { after: '30 d' } } },
      'CTCAE 5.0; the worst grade per subject and category (Fever), from the index date to 30 d after the last exposure',
    ],
    ['Matching', { matching: undefined }, 'The study asks for no matching.'],
    ['Multivariate terms', { analyses: { cox: { multivariate: 'all covariates' } } }, 'the arm and all covariates'],
    ['Multivariate terms', { analyses: { cox: { multivariate: ['age', 'sex'] } } }, 'the arm and age, sex'],
    [
      'Survival',
      { analyses: { survival: { landmarks: [90, 365], band: 'log-log' } } },
      'Kaplan-Meier; log-log bands; medians with Brookmeyer-Crowley intervals; log-rank test; rates at 90, 365',
    ],
    ['Continuous variables', { analyses: { continuous: { test: 'welch' } } }, 'welch'],
    ['Adverse events', { safety: undefined }, undefined],
    ['Best overall response', { response: undefined }, undefined],
    ['Later therapy', { subsequent: undefined }, undefined],
  ])('%s of %j', (what, added, how) => {
    expect(saidOf(what, added)).toBe(how)
  })

  test('a part that the study has nothing of has no heading', () => {
    const bare = { endpoints: {}, response: undefined, safety: undefined, subsequent: undefined }
    expect(methodSections(smallStudy(bare)).map(({ heading }) => heading)).toEqual([
      'Design',
      'Variables',
      'Eligibility',
      'Arms and covariates',
      'Analyses',
    ])
  })
})

test.each([
  [
    {},
    'Greedy nearest-neighbour matching, 1 to 1, on the propensity score (probability) of a logistic model of all covariates; ' +
      'largest first; caliper 0.2 SD; without replacement; ties by index date then covariates then subject key.',
  ],
  [
    {
      distance: 'linear predictor',
      covariates: ['age', 'sex'],
      ratio: 2,
      order: 'smallest first',
      caliper: 'none',
      replacement: true,
      ties: 'matchit',
    },
    'Greedy nearest-neighbour matching, 2 to 1, on the linear predictor of a logistic model of age, sex; smallest first; ' +
      'caliper none; with replacement; ties by matchit.',
  ],
])('matching as %j in one sentence', (matching, words) => {
  const study = smallStudy({ matching })
  expect(matchingWords(study.matching)).toBe(words)
  expect(blocksOf(propensitySheet(smallContext({ study })))[1]).toBe(words)
})

describe('methods as recorded with the results', () => {
  const result = (key: string, method: string, settings: Readonly<Record<string, string | number>>) => ({
    key,
    value: 1,
    method,
    settings,
    notes: [],
    sources: [],
  })
  const recorded = (results: readonly ReturnType<typeof result>[]): readonly string[] =>
    blocksOf(methodsSheet(smallContext({ results }))).filter(line => / as 0$/.test(line))

  test('one line for each part and method, settings by their values', () => {
    expect(
      recorded([
        result('cox/all/os/univariate/arm/p', 'Cox', { ties: 'efron' }),
        result('cox/all/os/univariate/age/p', 'Cox', { ties: 'breslow', level: 0.95 }),
        result('cox/all/os/univariate/sex/p', 'Cox', { ties: 'efron' }),
        result('flow/-/eligible/-/-/n', 'count', {}),
        result('baseline/all/-/-/-/n', 'count', {}),
      ]),
    ).toEqual([
      'Cox | ties: efron or breslow; level: 0.95 | cox | 3 as 0',
      'count |  | flow | 1 as 0',
      'count |  | baseline | 1 as 0',
    ])
  })

  test.each([
    [4, 'expected: 0 or 1 or 2 or 3'],
    [5, 'expected: stands with each result'],
  ])('a setting of %i values', (count, words) => {
    const results = Array.from({ length: count }, (_, index) =>
      result(`baseline/all/x${String(index)}/-/-/p`, 'chi-square', { expected: index }),
    )
    expect(recorded(results)).toEqual([`chi-square | ${words} | baseline | ${String(count)} as 0`])
  })
})
