import { describe, expect, test } from 'vitest'
import type { Result } from '../../analysis/results/result.js'
import { bannerOf } from '../../reports/words/banner.js'
import type { ReportInput } from '../../reports/report-input.js'
import { reportNumbers } from '../../reports/report-context.js'
import { warnings } from '../../reports/words/warnings.js'
import { fullReport } from './report-fixtures.js'
import { retold, told } from '../../words/told.js'

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

const previous = { run: 'before', dataCut: '2024-04-15', results: [], pairs: { kept: 0, before: 0 } }

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
        'the multivariate model P = 0.010; in the multivariate model Portal vein tumour thrombus: Yes v No P = 0.026.',
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

  test('columns that are left out, and exports that a person let through', () => {
    const finding = {
      site: 'nantong',
      file: told`labs.csv`,
      sheet: told`-`,
      column: told`AFP`,
      kind: 'column-unusable',
      effect: 'column left out',
      used: true,
      filled: 40,
      unusable: 12,
      message: told`of no value`,
    }
    const findings = [
      finding,
      { ...finding, used: false, column: told`refused with its file` },
      { ...finding, kind: 'older-export', effect: 'accepted by decision', column: null },
      { ...finding, effect: 'query' },
    ]
    expect(said({ findings }, 'columns')).toEqual([
      "Nantong Haimen Hospital: the column 'AFP' is left out of the report: 12 of 40 filled cells could not be used.",
    ])
    expect(said({ findings }, 'decisions')).toEqual([
      "Nantong Haimen Hospital: its export is in the report by a person's decision, against 'older-export'.",
    ])
    const banner = bannerOf({ ...quiet, run: { ...quiet.run, status: 'PROVISIONAL' }, findings })
    expect(banner.provisional).toBe(
      "PROVISIONAL. Nantong Haimen Hospital: a column could not be read and is left out; the sheet 'Data quality' says which.",
    )
  })

  test.each([
    ['reused', 'ReadBefore', 1],
    ['reused', null, 0],
    ['last good batch', 'ReadBefore', 0],
    ['fresh', null, 0],
  ] as const)('a site %s (%s) whose data may have been read by another mapping', (status, failureKind, count) => {
    const reason = failureKind === null ? null : told`its data were read before the mapping changed`
    const sites = quiet.sites.map((site, index) => (index === 0 ? { ...site, status, failureKind, reason } : site))
    const text = `${quiet.sites[0]?.label ?? ''}: its data were read before the mapping changed; a run of all sites reads them anew.`
    expect(said({ sites }, 'read before')).toEqual(count === 0 ? [] : [text])
  })

  test.each([
    ['ExportAbsent', 'site a, file folder of exports: it is not there', 'no export arrived', 'have it sent'],
    ['ExportAbsent', 'site a, file *.csv: no such file in the folder of exports', 'no export arrived', 'have it sent'],
    [
      'ExportUnreadable',
      "site a, file x.xlsx: no sheet '王五'; its sheets are 张三, 李四",
      'cannot be read',
      'sent again',
    ],
    ['MappingIncomplete', "the column 'x' is missing", 'do not fit together', 'mend the one that is wrong'],
    ['ExportRefused', 'older-export', 'contradicts', 'accept it'],
    ['ExportShrank', '12 of 90', 'missing from the newest', 'accept it'],
    ['SomethingNew', '张三', 'could not be worked', "the sheet 'Sites'"],
  ])(
    'the banner names cause and remedy of %s (%s), and repeats no word of the message',
    (kind, reason, cause, remedy) => {
      const sites = quiet.sites.map((site, index) =>
        index === 0 ? { ...site, status: 'last good batch' as const, failureKind: kind, reason: retold(reason) } : site,
      )
      const { provisional } = bannerOf({ ...quiet, run: { ...quiet.run, status: 'PROVISIONAL' }, sites })
      expect(provisional).toContain(cause)
      expect(provisional).toContain(remedy)
      expect(provisional).not.toMatch(/张三|李四|王五|xlsx|Nantong|Yancheng/)
    },
  )

  test('pairs that were drawn anew', () => {
    expect(said({ previous: { ...previous, pairs: { kept: 1, before: 2 } } }, 'pairs')).toEqual([
      "Matching was drawn anew: 1 of the last report's 2 pairs was kept.",
    ])
    expect(said({ previous: { ...previous, pairs: { kept: 2, before: 2 } } }, 'pairs')).toEqual([])
  })
})
