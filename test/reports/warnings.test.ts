import { describe, expect, test } from 'vitest'
import type { Result } from '../../analysis/result.js'
import type { ReportInput } from '../../reports/report-input.js'
import { reportNumbers } from '../../reports/report-context.js'
import { warnings } from '../../reports/warnings.js'
import { fullReport } from './report-fixtures.js'

const quiet = fullReport({ results: [], curves: [], previous: null, pairs: [] })
const source = quiet.published

const result = (key: string, value: number | null): Result => ({
  key,
  value,
  method: 'made for a test',
  settings: {},
  notes: [],
  sources: [],
})

const said = (changed: Partial<ReportInput>, kind: string): readonly string[] =>
  warnings(reportNumbers({ ...quiet, published: { ...source, comparisons: [] }, ...changed }))
    .filter(warning => warning.kind === kind)
    .map(warning => warning.text)

const previous = { run: 'before', dataCut: '2024-04-15', results: [], pairs: [] }

const smd = (cohort: string, covariate: string, level: string, value: number): Result =>
  result(`baseline/${cohort}/${covariate}/-/${level}/smd`, value)

describe('what has to be known before the numbers are used', () => {
  test('nothing, where nothing is wrong', () => {
    expect(warnings(reportNumbers({ ...quiet, published: { ...source, comparisons: [] } }))).toEqual([])
  })

  test.each([
    ['2024-04-15', '2024-03-31', 1],
    ['2024-03-31', '2024-03-31', 0],
    ['2024-02-29', '2024-03-31', 0],
    [null, '2024-03-31', 0],
    ['2024-03-31', null, 0],
  ])('a data cut that goes from %s to %s', (before, now, count) => {
    const found = said({ previous: { ...previous, dataCut: before }, run: { ...quiet.run, dataCut: now } }, 'data cut')
    expect(found).toHaveLength(count)
    if (count > 0)
      expect(found[0]).toBe(
        'The data cut went backwards: 2024-04-15 in the last report, 2024-03-31 now. What came after 2024-03-31 is not counted.',
      )
  })

  test.each([
    {
      what: 'more rows out of balance',
      before: [0.05, 0.28],
      after: [0.2, -0.15],
      text: 'Balance is worse after matching than before: |SMD| above 0.1 in 2 of 2 rows (before: 1), the largest 0.200 (before: 0.280).',
    },
    {
      what: 'a larger difference',
      before: [0.05, 0.2],
      after: [0, -0.25],
      text: 'Balance is worse after matching than before: |SMD| above 0.1 in 1 of 2 rows (before: 1), the largest 0.250 (before: 0.200).',
    },
    {
      what: 'a difference that only just is too large',
      before: [0.05, 0.05],
      after: [0.1003, 0],
      text: 'Balance is worse after matching than before: |SMD| above 0.1 in 1 of 2 rows (before: 0), the largest 0.1003 (before: 0.050).',
    },
    { what: 'a better balance', before: [0.05, 0.28], after: [0.04, 0.1], text: null },
  ])('balance: $what', ({ before, after, text }) => {
    const results = [
      smd('all', 'age', 'high', before[0] ?? 0),
      smd('all', 'sex', 'male', before[1] ?? 0),
      smd('matched', 'age', 'high', after[0] ?? 0),
      smd('matched', 'sex', 'male', after[1] ?? 0),
    ]
    expect(said({ results }, 'balance')).toEqual(text === null ? [] : [text])
  })

  test('hazards that are not proportional, of the arm alone, the model and its terms, by endpoint and cohort', () => {
    const results = [
      result('cox/all/os/univariate/arm/zph-p', 0.044),
      result('cox/all/os/multivariate/-/zph-global-p', 0.0097),
      result('cox/all/os/multivariate/arm.treated/hazard-ratio', 0.6),
      result('cox/all/os/multivariate/arm.treated/zph-p', 0.06),
      result('cox/all/os/multivariate/pvtt.yes/hazard-ratio', 1.6),
      result('cox/all/os/multivariate/pvtt.yes/zph-p', 0.026),
      result('cox/matched/os/univariate/arm/zph-p', 0.5),
      result('cox/matched/pfs/univariate/arm/zph-p', 0.0496),
    ]
    expect(said({ results }, 'hazards')).toEqual([
      'PFS, matched: hazards are not proportional, so one hazard ratio does not hold for all times: the arm alone P = 0.0496.',
      'OS: hazards are not proportional, so one hazard ratio does not hold for all times: the arm alone P = 0.044; ' +
        'the multivariate model P = 0.010; in it Portal vein tumour thrombus: Yes v No P = 0.026.',
    ])
  })

  test('few events per variable', () => {
    const key = (cohort: string, endpoint: string) => `cox/${cohort}/${endpoint}/multivariate/-/events-per-variable`
    const results = [
      result(key('all', 'pfs'), 10),
      result(key('all', 'os'), 3.3),
      result(key('matched', 'os'), 9.96),
      result(key('matched', 'pfs'), null),
    ]
    expect(said({ results }, 'events')).toEqual([
      'Fewer than 10 events per variable in the multivariate model: OS 3.3; OS, matched 9.96.',
    ])
  })

  test('published numbers that contradict themselves', () => {
    expect(said({ published: source }, 'source')).toEqual([
      'Published numbers that contradict themselves in the source: 1; among the headline numbers marked *.',
    ])
  })

  test('pairs that were drawn anew', () => {
    const pair = { pair: 1, treated: 'a', control: 'x', treatedScore: 0, controlScore: 0, distance: 0 }
    const pairs = [pair, { ...pair, pair: 2, treated: 'b', control: 'y' }]
    expect(said({ previous: { ...previous, pairs }, pairs: [pair] }, 'pairs')).toEqual([
      "Matching was drawn anew: 1 of the last report's 2 pairs were kept.",
    ])
    expect(said({ previous: { ...previous, pairs }, pairs }, 'pairs')).toEqual([])
  })
})
