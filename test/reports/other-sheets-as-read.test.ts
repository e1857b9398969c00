import { expect, test } from 'vitest'
import { allSheets } from '../../reports/sheets/all-sheets.js'
import { sitesSheet } from '../../reports/sheets/sites.js'
import { balanceSheet } from '../../reports/sheets/balance.js'
import { propensitySheet } from '../../reports/sheets/propensity.js'
import { safetySheet } from '../../reports/sheets/safety.js'
import { variablesBySiteSheet } from '../../reports/sheets/variables-by-site.js'
import { subsequentSheet } from '../../reports/sheets/subsequent.js'
import { blocksOf, planLines } from './plan-lines.js'
import { smallContext } from './small-report.js'
import { smallStudy } from './small-study.js'
import { told } from '../../words/told.js'

test('Table 3 by category and worst grade', () => {
  expect(planLines(safetySheet(smallContext()))).toEqual([
    'Table 3 | Table 3. Adverse events | Adverse events by category and worst grade, by arm',
    'table',
    'Category (left 44) | [Usual (n=6)] G1 | G2 | G3 | G4 | G5 | Grade 3–4 | Grade 3–4, % | Any grade | Any grade, % | [New (n=4)] G1 | G2 | G3 | G4 | G5 | Grade 3–4 | Grade 3–4, % | Any grade | Any grade, %',
    'Fever | 0 as 0 | 1 as 0 | 2 as 0 | 3 as 0 | 4 as 0 | 5 as 0 | 1 as (%) | 6 as 0 | 1 as (%) | 0 as 0 | 1 as 0 | 2 as 0 | 3 as 0 | 4 as 0 | 5 as 0 | 1 as (%) | 6 as 0 | 1 as (%)',
    'total: strong: Any category | 0 as 0 | 1 as 0 | 2 as 0 | 3 as 0 | 4 as 0 | 5 as 0 | 1 as (%) | 6 as 0 | 1 as (%) | 0 as 0 | 1 as 0 | 2 as 0 | 3 as 0 | 4 as 0 | 5 as 0 | 1 as (%) | 6 as 0 | 1 as (%)',
    'note: Grades by CTCAE 5.0 (G1 to G5); a subject counts once a category, with the worst grade in the window.',
  ])
})

test('therapy after progression', () => {
  expect(planLines(subsequentSheet(smallContext()))).toEqual([
    'Therapy after progression | Therapy after progression | The first therapy after progression, by kind and arm',
    'table',
    'Therapy (left 50) | [Usual (with any: n=4)] n | % | [New (with any: n=4)] n | %',
    'Second line | 2 as 0 | 0.5 as (%) | 2 as 0 | 0.5 as (%)',
    'note: A subject counts once, with the first such therapy; % of those of the arm with any.',
  ])
})

test('therapy after progression under the name that the study gives it', () => {
  const study = smallStudy({
    subsequent: {
      label: 'Later lines',
      where: { category: { is: 'later' } },
      therapies: [{ id: 'other', label: 'Other' }],
    },
  })
  expect(planLines(subsequentSheet(smallContext({ study }))).slice(0, 4)).toEqual([
    'Therapy after progression | Later lines | The first therapy after progression, by kind and arm',
    'table',
    'Therapy (left 50) | [Usual] n | % | [New] n | %',
    'Other | muted: – | muted: – | muted: – | muted: –',
  ])
})

test('balance before and after matching', () => {
  expect(planLines(balanceSheet(smallContext()))).toEqual([
    'Balance | Covariate balance | Standardized mean differences before and after matching; love plot',
    'table',
    'Covariate (left 56) | [SMD] Before | After | [Variance ratio] Before | After',
    'strong: Propensity score | 1.2 as ±.000 | 0.01 as ±.000',
    'Age | 0.6 as ±.000 | -0.05 as ±.000 | 1.25 as 0.000 | 0.9 as 0.000',
    'Stage: I | 0.3 as ±.000 | 0.15 as ±.000 | muted: – | muted: –',
    'Stage: II | -0.2 as ±.000 | -0.1 as ±.000 | muted: – | muted: –',
    'Stage: III | 0.15 as ±.000 | 0.075 as ±.000 | muted: – | muted: –',
    'Sex: Male | 0.8 as ±.000 | 0.0995 as ±.0000 | muted: – | muted: –',
    "note: Treated minus control, divided by the treated arm's standard deviation before matching. Of two levels the second one stands for both.",
    'figure love-plot',
  ])
})

test('balance without variance ratios, propensity score and figure has none of them', () => {
  const results = smallContext().book.results.filter(({ key }) => !/variance-ratio|distance-smd/.test(key))
  const lines = blocksOf(balanceSheet({ ...smallContext({ results }), figures: [] }))
  expect(lines.slice(1, 3)).toEqual([
    'Covariate (left 56) | [SMD] Before | After',
    'Age | 0.6 as ±.000 | -0.05 as ±.000',
  ])
  expect(lines.at(-1)).toMatch(/^note: /)
})

test('the propensity model and what matching came to', () => {
  expect(planLines(propensitySheet(smallContext()))).toEqual([
    'Propensity model | Propensity model and matching | Coefficients of the propensity model, caliper, number of pairs',
    'prose',
    'Greedy nearest-neighbour matching, 1 to 1, on the propensity score (probability) of a logistic model of all covariates; largest first; caliper 0.2 SD; without replacement; ties by index date then covariates then subject key.',
    'table: Matching',
    '(left 56) | Value',
    'Matched pairs | 3 as 0',
    'Subjects with all covariates known | 9 as 0',
    'Treated subjects without a partner | 1 as 0',
    'Controls without a partner | 2 as 0',
    "Caliper, on the distance's own scale | 0.012 as 0.000",
    'Largest distance within a pair | 0.01 as 0.000',
    'Subjects that could not be matched: a covariate is unknown | 1 as 0',
    'table: Logistic model of being in the treated arm',
    'Term (left 56) | Coefficient | SE | z | P',
    'Intercept | -0.5 as ±.0000 | 0.25 as ±.0000 | -2 as ±.0000 | 0.046 as P',
    'Age, per years | -0.5 as ±.0000 | 0.25 as ±.0000 | -2 as ±.0000 | 0.046 as P',
    'Stage: II v I | -0.5 as ±.0000 | 0.25 as ±.0000 | -2 as ±.0000 | 0.046 as P',
    'Sex: Male v Female | -0.5 as ±.0000 | 0.25 as ±.0000 | -2 as ±.0000 | 0.046 as P',
    'note: nine subjects',
    'prose',
    'The pairs themselves, by display ids, stand in pairs.csv next to this workbook; they are never mailed.',
  ])
})

test('the propensity model without errors has a column of coefficients alone', () => {
  const results = smallContext().book.results.filter(({ key }) => !/^propensity.*\/(se|z|p)$|caliper/.test(key))
  const lines = blocksOf(propensitySheet(smallContext({ results })))
  expect(lines).toContain('Term (left 56) | Coefficient')
  expect(lines.join()).not.toContain('Caliper')
})

test('the sites and their exports', () => {
  expect(planLines(sitesSheet(smallContext()))).toEqual([
    'Sites | Sites | What each site delivered: status, data date, subjects, files with what became of their rows, hashes',
    'table',
    'Site (left 44) | Status (left 66) | Data as of (left 44) | Subjects | Eligible',
    'North Hospital | good: fresh | 2024-03-30 | 8 as 0 | 7 as 0',
    'South Hospital | warning: last good batch | – | 6 as 0 | 3 as 0',
    'table: Reasons',
    'Site (left 44) | Reason (left 66)',
    'South Hospital | cut short',
    'table: Exports and what became of their rows',
    'Site (left 44) | File (left 66) | Export (left 44) | Size | Received | Shared | Held | Out of scope | Dropped | Blank rows',
    'North Hospital | a.csv | let in | 900 B | 12345 as #,##0 | 12000 as #,##0 | 4 as #,##0 | 300 as #,##0 | 41 as #,##0 | 3 as #,##0',
    'North Hospital | b.xlsx | let in | 1.5 MB | – | – | – | – | – | –',
    'South Hospital | c.csv | warning: last accepted, used instead | 2.0 kB | 7 as #,##0 | 7 as #,##0 | 0 as #,##0 | 0 as #,##0 | 0 as #,##0 | 0 as #,##0',
    'South Hospital | d.csv | bad: not read | 12 B | not read | – | – | – | – | –',
    'South Hospital | e.csv | warning: not reached | 7 B | not reached | – | – | – | – | –',
    'South Hospital | c.csv | warning: not let in | 4.0 kB | 19 as #,##0 | 0 as #,##0 | 19 as #,##0 | 0 as #,##0 | 0 as #,##0 | 2 as #,##0',
    'note: Received = shared + held + out of scope + dropped: each row has one fate. Shared rows made at least one row of the shared schema.',
    'note: Blank rows, with nothing in any cell, are none received: they stand beside the equation, counted to the last row that has something.',
    'note: – : read by an older version, which did not count what became of rows.',
    'table: Rows that are not shared',
    'Fate (left 44) | Rule (left 66) | (left 44) | Rows',
    'section: strong: North Hospital: a.csv',
    '> held | no id of a subject that can be used |  | 4 as #,##0',
    '> out of scope | no block of the mapping takes the row |  | 300 as #,##0',
    '> dropped | equal to an earlier row; counted once |  | 41 as #,##0',
    'section: strong: South Hospital: d.csv',
    '> bad: not read | cut short |  | –',
    'section: strong: South Hospital: e.csv',
    '> warning: not reached | the reading of its site had ended before it, at d.csv |  | –',
    'section: strong: South Hospital: c.csv',
    "> held | the site's files were not let in: cut short |  | 19 as #,##0",
    'table: Hashes of the exports',
    'Site (left 44) | File (left 66) | SHA-256 (left 70)',
    'North Hospital | a.csv | muted: aa',
    'North Hospital | b.xlsx | muted: bb',
    'South Hospital | c.csv | muted: cc',
    'South Hospital | d.csv | muted: not read',
    'South Hospital | e.csv | muted: not read',
    'South Hospital | c.csv | muted: dd',
  ])
})

test('what each site gives of every variable, and why not all', () => {
  expect(planLines(variablesBySiteSheet(smallContext()))).toEqual([
    'Variables by site | Variables by site | What each site gives of every variable: complete, known of some, or impossible by its mapping, with the reasons',
    'table',
    'Variable (left 44) | North Hospital (left 26) | South Hospital (left 26)',
    'section: strong: Index date',
    '> Index date | good: complete | good: complete',
    'section: strong: Variables',
    '> age | warning: 5 of 8 | bad: impossible',
    'note: Complete: the mapping gives it, and a variable is known of every subject. Two numbers: known of so many of the subjects of the site.',
    'note: Impossible: no row that the mapping makes can give it.',
    'table: Why',
    'Site (left 44) | Variable (left 44) | State (left 26) | Reason (left 80)',
    'North Hospital | age | warning: partial | known of 5 of 8 subjects',
    'South Hospital | age | bad: impossible | no block gives lab',
  ])
  const sites = smallContext().input.sites.map(one => ({ ...one, status: 'left out' as const }))
  expect(planLines(variablesBySiteSheet(smallContext({ sites })))).toContain('> age | muted: no data | bad: impossible')
  expect(planLines(variablesBySiteSheet(smallContext({ variables: [] })))).toContain(
    'section: strong: Every site gives everything',
  )
})

test('rows that are missing from the equation of a file are named', () => {
  const [north] = smallContext().input.sites
  const exports = [{ file: told`a.csv`, sha256: 'aa', bytes: 900, rows: 8, fates: { shared: 7 }, blankRows: 0 }]
  expect(planLines(sitesSheet(smallContext({ sites: [{ ...north!, exports }] })))).toContain(
    'note: Rows of a.csv are missing from the equation: please report this.',
  )
})

test.each([
  ['fresh', 'good'],
  ['reused', 'good'],
  ['last good batch', 'warning'],
  ['left out', 'bad'],
] as const)('a site that is %s is shown as %s', (status, tone) => {
  const sites = smallContext().input.sites.map(site => ({ ...site, status }))
  expect(blocksOf(sitesSheet(smallContext({ sites })))[2]).toContain(`| ${tone}: ${status} |`)
})

test('the contents lead to each sheet', () => {
  expect(allSheets(smallContext()).slice(1, 2).flatMap(planLines)).toEqual([
    'Contents | Contents | A link to each sheet',
    'table',
    'Sheet (left 40) | What stands there (left 100)',
    'Flow -> Flow | Assessed, excluded by first reason, held and eligible; overall, by site and by arm',
    'Table 1 -> Table 1 | Baseline characteristics by arm before and after matching, with SMD and tests',
    'Table 2 -> Table 2 | Best overall response, response rates with 95% intervals and tests, before and after matching',
    'OS survival -> OS survival | Overall survival: medians, rates, follow-up, log-rank test, numbers at risk, Kaplan-Meier figures',
    'healing survival -> healing survival | Time to healing: medians, rates, follow-up, log-rank test, numbers at risk, Kaplan-Meier figures',
    'Cox -> Cox | Hazard ratios, univariate and multivariate, before and after matching; forest plots',
    'Table 3 -> Table 3 | Adverse events by category and worst grade, by arm',
    'Therapy after progression -> Therapy after progression | The first therapy after progression, by kind and arm',
    'Balance -> Balance | Standardized mean differences before and after matching; love plot',
    'Propensity model -> Propensity model | Coefficients of the propensity model, caliper, number of pairs',
    'Sites -> Sites | What each site delivered: status, data date, subjects, files with what became of their rows, hashes',
    'Variables by site -> Variables by site | What each site gives of every variable: complete, known of some, or impossible by its mapping, with the reasons',
    'Data quality -> Data quality | Findings by cause, what is new and what is resolved, waivers; questions to the sites; record issues listed with row; texts that no mapping lists',
    'Published -> Published | Each printed number next to the computed one, and contradictions in the source',
    'Methods -> Methods | Every convention of the study, and the methods and settings that the results carry',
    'Manifest -> Manifest | Hashes of protocol and exports, versions of code and libraries: what the report can be rebuilt from',
  ])
})

test('the contents say what a study has no data for', () => {
  const none = {
    response: undefined,
    safety: undefined,
    subsequent: undefined,
    matching: undefined,
    published: undefined,
  }
  const study = smallStudy({ endpoints: {}, covariates: [], ...none })
  const bare = smallContext({ study, results: [], curves: [], attrition: [] })
  expect(allSheets(bare).slice(1, 2).flatMap(blocksOf)).toEqual([
    'table',
    'Sheet (left 40) | What stands there (left 100)',
    'Flow -> Flow | Assessed, excluded by first reason, held and eligible; overall, by site and by arm',
    'Sites -> Sites | What each site delivered: status, data date, subjects, files with what became of their rows, hashes',
    'Variables by site -> Variables by site | What each site gives of every variable: complete, known of some, or impossible by its mapping, with the reasons',
    'Data quality -> Data quality | Findings by cause, what is new and what is resolved, waivers; questions to the sites; record issues listed with row; texts that no mapping lists',
    'Methods -> Methods | Every convention of the study, and the methods and settings that the results carry',
    'Manifest -> Manifest | Hashes of protocol and exports, versions of code and libraries: what the report can be rebuilt from',
    '',
    'section: strong: Left out of this report',
    'muted: Table 1 | muted: the study names no covariate for tables',
    'muted: Table 2 | muted: the study has no response',
    'muted: Survival | muted: the study has no endpoint',
    'muted: Cox | muted: the study has no endpoint',
    'muted: Table 3 | muted: the study has no adverse events',
    'muted: Therapy after progression | muted: the study does not record it',
    'muted: Balance | muted: the study asks for no matching',
    'muted: Propensity model | muted: the study asks for no matching',
    'muted: Published | muted: the study names no published numbers',
  ])
})
