import { expect, test } from 'vitest'
import { dataQualitySheet } from '../../reports/sheets/data-quality.js'
import { manifestSheet } from '../../reports/sheets/manifest.js'
import { publishedSheet } from '../../reports/sheets/published.js'
import { blocksOf, planLines } from './plan-lines.js'
import { causeOf, nothingFound } from './found-of.js'
import { issueList, noteList, queryList } from './listings.js'
import { comparisons, findings, issues } from './small-records.js'
import { smallContext } from './small-report.js'
import { told } from '../../words/told.js'

const asked = { finding: 'F-00000000aa', since: '2024-03-01' }

const quality = smallContext({
  issues: issueList(issues),
  findings,
  queries: queryList([
    { site: 'south', displayId: 'S-1', kind: 'scan-after-death', message: told`Which date is right?`, ...asked },
  ]),
  found: {
    ...nothingFound,
    counts: nothingFound.counts.map(one => ({ ...one, fresh: 1, persisting: 2, resolved: 4, waived: 3 })),
    causes: [
      causeOf({ places: 2, rows: 12_345 }),
      causeOf({ site: 'south', rule: 'duplicate', column: null, rows: null }),
    ],
    resolved: [
      {
        ...{ id: 'F-00000000bb', site: 'south', rule: 'not-a-number', severity: 'hold value', file: told`b.csv` },
        column: told`alb`,
        displayId: 'S-9',
        since: '2024-03-01',
      },
    ],
  },
  notes: noteList([{ site: 'north', note: told`encoding inferred` }]),
  unlisted: [
    { site: 'north', file: told`a.csv`, column: told`sex`, count: 2, nearest: told`male` },
    { site: 'away', file: told`b.csv`, column: told`sex`, count: 1, nearest: null },
  ],
})

test('data quality: issues, findings, questions, texts and notes', () => {
  expect(planLines(dataQualitySheet(quality))).toEqual([
    'Data quality | Data quality | Findings by cause, what is new and what is resolved, waivers; questions to the sites; record issues listed with row; texts that no mapping lists',
    'table: Findings since the last report',
    'Severity (left 34) | (left 26) | (left 24) | Open | Standing (left 80)',
    'refuse file: a file that is not let in |  |  | 3 as 0 | 1 new, 2 as before; 3 waived; 4 resolved',
    'hold subject: a subject out of this run until it is answered |  |  | 3 as 0 | 1 new, 2 as before; 3 waived; 4 resolved',
    'hold value: a value or row that does not count |  |  | 3 as 0 | 1 new, 2 as before; 3 waived; 4 resolved',
    'info: a question; it decides nothing |  |  | 3 as 0 | 1 new, 2 as before; 3 waived; 4 resolved',
    'table: Findings by cause, the gravest and commonest first',
    "Site (left 34) | Rule (left 26) | Severity (left 24) | Rows | First of them (left 80) | Standing (left 24) | File (left 34) | Of the file's rows (left 20) | Column (left 24) | What to do (left 60) | Cause (left 16)",
    "North Hospital | unlisted-code | strong: hold value | 2 as 0 | not among the codes | new | a.csv | <1 % of 12345 | sex | list the text under 'codes' if its meaning is certain, otherwise ask the hospital | C-0123456789",
    'South Hospital | duplicate | strong: hold value | 1 as 0 | not among the codes | new | a.csv | – | – |  | C-0123456789',
    "note: 'cohortium findings STUDY' lists them on the screen; 'cohortium waive STUDY CAUSE' puts up with one until a day.",
    'table: Files and columns as a whole',
    'Site (left 34) | Kind (left 26) | Looked at (left 24) | Wrong | Message (left 80) | Effect (left 24) | File (left 34) | Sheet (left 20) | Column (left 24)',
    'North Hospital | column-emptied | 40 | 38 as 0 | 38 cells are empty now | query | a.csv | – | albumin',
    'away | half-file | 9 | 5 as 0 | half of it is missing | refused | b.xlsx | Labs | –',
    'table: Resolved since the last report',
    'Site (left 34) | Rule (left 26) | Subject (left 24) |  | (left 80) | Severity (left 24) | File (left 34) | Finding (left 20) | Column (left 24)',
    'South Hospital | not-a-number | S-9 |  | there since 2024-03-01 | hold value | b.csv | F-00000000bb | alb',
    'table: Questions to the sites',
    'Site (left 34) | Kind (left 26) | Subject (left 24) |  | Question (left 80) | Asked (left 22) | Finding (left 34)',
    'South Hospital | scan-after-death | S-1 |  | Which date is right? | since 2024-03-01 | F-00000000aa',
    'table: Texts that no mapping lists',
    'Site (left 34) | File (left 26) | Column (left 24) | Cells | Nearest listed (left 80)',
    'North Hospital | a.csv | sex | 2 as 0 | male',
    'away | b.csv | sex | 1 as 0 | ',
    "note: 'cohortium check STUDY --exports FOLDER' shows the texts, on the screen only.",
    'table: Notes on how the exports were read',
    'Site (left 34) | (left 26) | (left 24) |  | Note (left 80)',
    'North Hospital |  |  |  | encoding inferred',
    'table: Record issues',
    'Site (left 34) | Kind (left 26) | Subject (left 24) | Row | Message (left 80) | Effect (left 22) | File (left 34) | Sheet (left 20) | Column (left 24) | Finding (left 44)',
    'South Hospital | duplicate | – | 12 as 0 | not among the codes | record held | a.csv | Visits | – | F-0123456789',
    'North Hospital | unlisted-code | S-0007 | 12 as 0 | not among the codes | value held | a.csv | – | sex | F-0123456789',
    'North Hospital | unlisted-code | S-0007 | 14 as 0 | not among the codes | value held | a.csv | – | sex | F-0123456789',
    'North Hospital | unlisted-code | S-0007 | 12 as 0 | not among the codes | noted | a.csv | – | sex | F-0123456789',
    'note: A held value counts as unknown; the run goes on.',
  ])
})

test('data quality where nothing is wrong', () => {
  expect(blocksOf(dataQualitySheet(smallContext()))).toEqual([
    'table: Findings since the last report',
    'Severity (left 34) | (left 26) | (left 24) | Open | Standing (left 80)',
    'refuse file: a file that is not let in |  |  | 0 as 0 | none',
    'hold subject: a subject out of this run until it is answered |  |  | 0 as 0 | none',
    'hold value: a value or row that does not count |  |  | 0 as 0 | none',
    'info: a question; it decides nothing |  |  | 0 as 0 | none',
    'table: Findings by cause, the gravest and commonest first',
    "Site (left 34) | Rule (left 26) | Severity (left 24) | Rows | First of them (left 80) | Standing (left 24) | File (left 34) | Of the file's rows (left 20) | Column (left 24) | What to do (left 60) | Cause (left 16)",
    'section: strong: No finding',
    "note: 'cohortium findings STUDY' lists them on the screen; 'cohortium waive STUDY CAUSE' puts up with one until a day.",
    'table: Files and columns as a whole',
    'Site (left 34) | Kind (left 26) | Looked at (left 24) | Wrong | Message (left 80) | Effect (left 24) | File (left 34) | Sheet (left 20) | Column (left 24)',
    'section: strong: No finding about a file or a column',
    'table: Resolved since the last report',
    'Site (left 34) | Rule (left 26) | Subject (left 24) |  | (left 80) | Severity (left 24) | File (left 34) | Finding (left 20) | Column (left 24)',
    'section: strong: None',
    'table: Questions to the sites',
    'Site (left 34) | Kind (left 26) | Subject (left 24) |  | Question (left 80) | Asked (left 22) | Finding (left 34)',
    'section: strong: No question',
    'table: Texts that no mapping lists',
    'Site (left 34) | File (left 26) | Column (left 24) | Cells | Nearest listed (left 80)',
    'section: strong: None',
    'table: Notes on how the exports were read',
    'Site (left 34) | (left 26) | (left 24) |  | Note (left 80)',
    'section: strong: No note',
    'table: Record issues',
    'Site (left 34) | Kind (left 26) | Subject (left 24) | Row | Message (left 80) | Effect (left 22) | File (left 34) | Sheet (left 20) | Column (left 24) | Finding (left 44)',
    'section: strong: No record issue',
    'note: A held value counts as unknown; the run goes on.',
  ])
})

test.each([
  [2000, []],
  [2001, ['note: The first 2000 of 2001 are listed.']],
])('of %i issues, questions and notes two thousand are listed at most', (count, cut) => {
  const many = <T>(one: T): readonly T[] => Array.from({ length: count }, () => one)
  const [issue] = issues
  const context = smallContext({
    issues: issueList(many(issue).filter(one => one !== undefined)),
    queries: queryList(many({ site: 'south', displayId: 'S-1', kind: 'k', message: told`Which?`, ...asked })),
    notes: noteList(many({ site: 'north', note: told`encoding inferred` })),
  })
  const lines = blocksOf(dataQualitySheet(context))
  const listed = (start: string) => lines.filter(line => line.startsWith(start)).length
  expect(listed('South Hospital | k')).toBe(2000)
  expect(listed('North Hospital |  |')).toBe(2000)
  expect(listed('South Hospital | duplicate | –')).toBe(2000)
  expect(lines.filter(line => line.startsWith('note: The first'))).toEqual([...cut, ...cut, ...cut])
  expect(lines.filter(line => line.includes('.csv next to'))).toEqual(
    ['questions', 'notes', 'issues']
      .slice(0, 3 * cut.length)
      .map(name => `note: All of them stand in ${name}.csv next to this workbook; it is never mailed.`),
  )
})

const compared = smallContext({
  published: {
    comparisons,
    findings: [
      {
        label: 'Median',
        statement: 's',
        severity: 'contradictory',
        kind: 'estimate',
        message: 'outside its interval',
        keys: [],
      },
    ],
    notComparedBecause: null,
  },
})

test('printed numbers beside computed ones, and what contradicts itself', () => {
  expect(planLines(publishedSheet(compared))).toEqual([
    'Published | Compared with the published numbers | Each printed number next to the computed one, and contradictions in the source',
    'table: Summary',
    'Verdict (left 48) | Numbers',
    'good: reached | 1 as 0',
    'good: within rounding | 2 as 0',
    'bad: off | 2 as 0',
    'warning: contradictory in the source | 1 as 0',
    'muted: not computed | 1 as 0',
    'table: Number by number',
    'What (left 48) | Printed | Computed | Difference | Verdict (left 28) | Note (left 60) | Result key (left 46)',
    'Eligible | 10 as 0 | 10 as 0 | 0 as 0.000;0.000;0.000 | good: reached |  | muted: flow/-/eligible/-/-/n',
    'Hazard ratio | 0.5 as 0.0 | 0.5 as 0.00 | 0 as 0.000;0.000;0.000 | good: within rounding |  | muted: cox/all/os/univariate/arm.treated/hazard-ratio',
    'Lower limit | 0.3 as 0.00 | 0.25 as 0.000 | -0.05 as +0.000;-0.000;0.000 | warning: contradictory in the source | The limits are the wrong way round. | muted: cox/all/os/univariate/arm.treated/lower',
    'Log-rank P | 0.04 as 0.00 | 0.05 as 0.00000 | 0.01 as +0.000;-0.000;0.000 | bad: off |  | muted: survival/all/os/-/-/log-rank-p',
    'Objective response | 0.4995 as 0.00% | 0.5 as 0.000% | 0.0005 as +0.000%;-0.000%;0.000% | good: within rounding |  | muted: response/all/lung/control/orr/rate',
    'Median | n.r. | n.r. |  | muted: not computed |  | muted: survival/all/os/treated/-/median',
    'Terms | age | age, stage |  | bad: off |  | muted: cox/all/os/multivariate/-/covariates',
    'note: Reached: the same at the printed decimals and exact. Within rounding: rounds to what is printed. Difference: computed minus printed.',
    'table: Contradictions within the source',
    'Statement (left 48) |  |  |  | Severity (left 28) | Finding (left 60)',
    'Median |  |  |  | contradictory | outside its interval',
  ])
})

test('why nothing is compared', () => {
  const published = { comparisons: [], findings: [], notComparedBecause: told`the data cut is another` }
  expect(blocksOf(publishedSheet(smallContext({ published })))).toEqual([
    'prose',
    'Not compared: the data cut is another',
  ])
})

test('the manifest, as deep as it can be read', () => {
  const manifest = {
    study: 'small',
    protocol: { no: 1 },
    code: { version: '1', libraries: 'x', deep: { deeper: { deepest: 1 }, seen: true } },
    cut: null,
    long: 'y'.repeat(401),
    just: 'z'.repeat(400),
  }
  const libraryVersions = { zod: '4.1.0', exceljs: '4.4.0' }
  expect(planLines(manifestSheet(smallContext({ manifest, libraryVersions })))).toEqual([
    'Manifest | Manifest | Hashes of protocol and exports, versions of code and libraries: what the report can be rebuilt from',
    'prose',
    'manifest.json next to this workbook holds the whole of it, with the resolved protocol; its hash stands on the cover.',
    'table',
    'Entry (left 60) | Value (left 90)',
    'section: strong: Run',
    'Manifest hash | 9f86',
    'code · version | 1',
    'code · deep · deeper | muted: (whole in manifest.json)',
    'code · deep · seen | true',
    'cut | null',
    `long | ${'y'.repeat(400)}… (whole in manifest.json)`,
    `just | ${'z'.repeat(400)}`,
    'section: strong: Libraries',
    'npm:exceljs | 4.4.0',
    'npm:zod | 4.1.0',
  ])
})
