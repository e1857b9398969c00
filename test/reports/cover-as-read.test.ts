import { expect, test } from 'vitest'
import { coverSheet } from '../../reports/sheets/cover.js'
import { blocksOf, planLines } from './plan-lines.js'
import { issues, comparisons } from './small-records.js'
import { smallContext, smallInput } from './small-report.js'
import { smallStudy } from './small-study.js'
import { told } from '../../words/told.js'
import { issueList } from './listings.js'

test("the cover of a study's first run", () => {
  expect(planLines(coverSheet(smallContext()))).toEqual([
    'Cover | Study report | Status, data cut, headline numbers, sites, and what changed since the last run',
    'prose',
    '小研究',
    'prose warning: To know before the numbers are used',
    'OS: hazards are not proportional, so one hazard ratio does not hold for all times: in the multivariate model Stage: II v I P = 0.040.',
    'Fewer than 10 events per variable in the multivariate model: OS 1.5; OS, matched 1.5.',
    'table: This run',
    '(left 42) | (left 40)',
    'Status | strong: FINAL',
    'Data | Synthetic: invented subjects. Invented',
    'Data cut | strong: 2024-03-31',
    'Held | 2 subjects, 0 values (all waived)',
    'Run | 20240401-0200-7f3a',
    'Started | 2024-04-01T02:00:00+08:00 (Asia/Shanghai)',
    'Started by | schedule',
    'Code version | 0.1.0',
    'Manifest hash | 9f86',
    'table: Sites',
    'Site (left 42) | Status (left 40) | Data as of (left 22) | Subjects',
    'North Hospital | good: fresh | 2024-03-30 | 8 as 0',
    'South Hospital | warning: last good batch | – | 6 as 0',
    'prose: What changed',
    "This is the study's first run.",
    'table: Headline numbers',
    '(left 42) | Computed (left 40)',
    'Eligible subjects | strong: 10',
    'Eligible, Usual | strong: 6',
    'Eligible, New | strong: 4',
    'Matched pairs | strong: 3',
    'OS, median months, Usual | strong: 8.3 (4.0–n.r.)',
    'OS, median months, New | strong: n.r. (n.r.–n.r.)',
    'OS, hazard ratio | strong: 0.500 (0.250–0.996)',
    'OS, log-rank P | strong: 0.050',
    'OS, adjusted hazard ratio | strong: 0.500 (0.250–0.996)',
    'Time to healing, median days, Usual | strong: 30 (20–40)',
    'Time to healing, median days, New | strong: n.e. (n.e.–n.e.)',
    'Time to healing, log-rank P | strong: n.e.',
    'Objective response, Lung, Usual | strong: 50.0%',
    'Objective response, Lung, New | strong: 50.0%',
    'Objective response, Lung, P | strong: 0.571',
    'Disease control, Lung, Usual | strong: 50.0%',
    'Disease control, Lung, New | strong: 50.0%',
    'Disease control, Lung, P | strong: n.e.',
    'OS, median months, Usual, matched | strong: 8.3 (4.0–n.r.)',
    'OS, median months, New, matched | strong: n.r. (n.r.–n.r.)',
    'OS, hazard ratio, matched | strong: 0.500 (0.250–0.996)',
    'OS, log-rank P, matched | strong: 0.050',
    'OS, adjusted hazard ratio, matched | strong: 0.500 (0.250–0.996)',
    'Objective response, Lung, Usual, matched | strong: 50.0%',
    'Objective response, Lung, New, matched | strong: 50.0%',
    'Objective response, Lung, P, matched | strong: 0.571',
    'Disease control, Lung, Usual, matched | strong: 50.0%',
    'Disease control, Lung, New, matched | strong: 50.0%',
    'Disease control, Lung, P, matched | strong: n.e.',
    'Grade 3–4 adverse events, Usual | strong: 5',
    'Grade 3–4 adverse events, New | strong: 5',
  ])
})

const input = smallInput()
const later = smallContext({
  study: smallStudy({ data: 'clinical', title: 'A small study' }),
  run: { ...input.run, status: 'PROVISIONAL', reason: told`a late file`, dataCut: null },
  issues: issueList(issues),
  previous: {
    run: 'before',
    dataCut: '2024-02-29',
    results: input.results.filter(result => result.key.startsWith('flow/')),
    pairs: { kept: 0, before: 0 },
  },
  whatChanged: [
    { cause: 'data', text: told`New follow-up`, counts: { events: 4, subjects: 1 } },
    { cause: 'code', text: told`Another version`, counts: {} },
  ],
  published: { comparisons, findings: [], notComparedBecause: null },
})

test('the cover of a later run that is provisional, with what changed and what is published', () => {
  expect(blocksOf(coverSheet(later)).slice(0, 34)).toEqual([
    'prose warning: To know before the numbers are used',
    'OS: hazards are not proportional, so one hazard ratio does not hold for all times: in the multivariate model Stage: II v I P = 0.040.',
    'Fewer than 10 events per variable in the multivariate model: OS 1.5; OS, matched 1.5.',
    'Published numbers that contradict themselves in the source: 1; among the headline numbers marked *.',
    'table: This run',
    '(left 42) | (left 40)',
    'Status | bad: PROVISIONAL',
    'Data | Clinical, confidential. Invented',
    'Data cut | strong: none: a study of day offsets',
    'Held | 2 subjects, 3 values (all waived)',
    'Run | 20240401-0200-7f3a',
    'Started | 2024-04-01T02:00:00+08:00 (Asia/Shanghai)',
    'Started by | schedule',
    'Reason | a late file',
    'Code version | 0.1.0',
    'Manifest hash | 9f86',
    'table: Sites',
    'Site (left 42) | Status (left 40) | Data as of (left 22) | Subjects',
    'North Hospital | good: fresh | 2024-03-30 | 8 as 0',
    'South Hospital | warning: last good batch | – | 6 as 0',
    'table: What changed since run before',
    'Cause (left 42) | What (left 40) | Counts (left 22)',
    'strong: data | New follow-up | events: 4, subjects: 1',
    'strong: code | Another version | ',
    'table: Headline numbers',
    '(left 42) | Now (left 40) | Last report (left 22) | Published (left 22)',
    'Eligible subjects | strong: 10 | muted: 10 | muted: 10',
    'Eligible, Usual | strong: 6 | muted: 6 | muted: –',
    'Eligible, New | strong: 4 | muted: 4 | muted: –',
    'Matched pairs | strong: 3 | muted: – | muted: –',
    'OS, median months, Usual | strong: 8.3 (4.0–n.r.) | muted: – | muted: –',
    'OS, median months, New | strong: n.r. (n.r.–n.r.) | muted: – | muted: n.r.',
    'OS, hazard ratio | strong: 0.500 (0.250–0.996) | muted: – | muted: 0.5 *',
    'OS, log-rank P | strong: 0.050 | muted: – | muted: 0.04',
  ])
})

test('below the headline numbers stands what their mark means', () => {
  expect(blocksOf(coverSheet(later)).at(-1)).toBe(
    "note: * contradictory in the source itself; the sheet 'Published' says why",
  )
})

test.each([
  ['synthetic', 'Synthetic: invented subjects. Invented'],
  ['public', 'Public data of real patients. Invented'],
  ['clinical', 'Clinical, confidential. Invented'],
])('the cover says which data are %s', (data, words) => {
  expect(blocksOf(coverSheet(smallContext({ study: smallStudy({ data }) })))).toContain(`Data | ${words}`)
})

test('a cover without a source, without warnings and without a change', () => {
  const study = smallStudy({ title: 'A small study', source: undefined })
  const previous = { run: 'before', dataCut: '2024-03-31', results: [], pairs: { kept: 0, before: 0 } }
  const lines = blocksOf(coverSheet(smallContext({ study, previous, results: [] })))
  expect(lines.slice(0, 4)).toEqual([
    'table: This run',
    '(left 42) | (left 40)',
    'Status | strong: FINAL',
    'Data | Synthetic: invented subjects',
  ])
  expect(lines).toContain('Held | 0 subjects, 0 values')
  const changed = lines.indexOf('prose: What changed since run before')
  expect(lines[changed + 1]).toBe('Nothing: the same data, protocol, mappings, code and data cut.')
})
