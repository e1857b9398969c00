import { expect, test } from 'vitest'
import { flowSheet } from '../../reports/sheets/flow.js'
import { baselineSheet } from '../../reports/sheets/baseline.js'
import { responseSheet } from '../../reports/sheets/response.js'
import { blocksOf, planLines } from './plan-lines.js'
import { smallContext } from './small-report.js'
import { smallStudy } from './small-study.js'

test('the flow by site and arm', () => {
  expect(planLines(flowSheet(smallContext()))).toEqual([
    'Flow | Flow of subjects | Assessed, excluded by first reason, held and eligible; overall, by site and by arm',
    'table',
    'Step (left 46) | [All] Subjects | Remaining | [By site] North Hospital | South Hospital | [By arm] Usual | New',
    'strong: Assessed | 14 as 0 |  | 8 as 0 | 6 as 0',
    'section: strong: Taken away, each subject by the first reason',
    '> No index date: held until the site answers | 1 as 0 | 13 as 0 | 1 as 0 | 0 as 0 | muted: – | muted: –',
    '> Not met: Adult | 2 as 0 | 11 as 0 | 0 as 0 | 2 as 0 | 1 as 0 | 1 as 0',
    'strong: Held until the site answers | 1 as 0 |  | 0 as 0 | 1 as 0',
    '> Adult | 1 as 0',
    'strong: Eligible | 10 as 0 |  | 7 as 0 | 3 as 0 | 6 as 0 | 4 as 0',
    'note: By arm: as far as the arm of an excluded subject is known.',
    'figure flow',
  ])
})

test('Table 1 of a continuous and a categorical covariate', () => {
  expect(planLines(baselineSheet(smallContext()))).toEqual([
    'Table 1 | Table 1. Baseline characteristics | Baseline characteristics by arm before and after matching, with SMD and tests',
    'table',
    'Variable (left 40) | Level or statistic (left 30) | [Before matching: Usual (n=6)] n or value | % | [Before matching: New (n=4)] n or value | % | [Before matching] SMD | P | Test (left 24) | [After matching: Usual (n=3)] n or value | % | [After matching: New (n=3)] n or value | % | [After matching] SMD | P | Test (left 24)',
    "strong: Age (years) | Mean | 60.3 as 0.0 |  | 55.5 as 0.0 |  | 0.6 as ±.000 | 0.0004 as P | muted: Welch's t-test | 60.3 as 0.0 |  | 55.5 as 0.0 |  | -0.05 as ±.000 | 0.0004 as P | muted: Welch's t-test",
    ' | SD | 8 as 0.0 |  | n.e. [a] |  |  |  |  | 8 as 0.0 |  | n.e. [a] |  |  |  | ',
    ' | Median | 61 as 0.0 |  | 54 as 0.0 |  |  |  |  | 61 as 0.0 |  | 54 as 0.0 |  |  |  | ',
    'strong: Stage | I | 1 as 0 | 0.2 as (%) | 1 as 0 | 0.25 as (%) | 0.3 as ±.000 | 0.04996 as [<0.001]"<0.001";0.00000 | muted: Fisher\'s exact test | 1 as 0 | 0.2 as (%) | 1 as 0 | 0.25 as (%) | 0.15 as ±.000 | 0.04996 as [<0.001]"<0.001";0.00000 | muted: Fisher\'s exact test',
    ' | II | 2 as 0 | 0.4 as (%) | 1 as 0 | 0.25 as (%) | -0.2 as ±.000 |  |  | 2 as 0 | 0.4 as (%) | 1 as 0 | 0.25 as (%) | -0.1 as ±.000 |  | ',
    ' | III | 3 as 0 | 0.6 as (%) | 1 as 0 | 0.25 as (%) | 0.15 as ±.000 |  |  | 3 as 0 | 0.6 as (%) | 1 as 0 | 0.25 as (%) | 0.075 as ±.000 |  | ',
    ' | Unknown | 1 as 0 | 0.125 as (%) | 0 as 0 | 0 as (%) |  |  |  | 0 as 0 | 0 as (%) | 0 as 0 | 0 as (%) |  |  | ',
    "note: %: of the arm's subjects with the covariate known; of unknown: of all of the arm's subjects.",
    "note: SMD: standardized mean difference, treated minus control, divided by the treated arm's standard deviation before matching.",
    'note: [a] not estimable: too few',
  ])
})

const withOnly = (variable: string) =>
  smallContext({
    study: { ...smallStudy(), covariates: smallStudy().covariates.filter(one => one.variable === variable) },
  })

test.each([
  ['age', ['Level or statistic (left 30)', 'Value']],
  ['stage', ['Level (left 30)', 'n']],
])('Table 1 of %s alone names what its numbers are', (variable, [level, value]) => {
  expect(
    blocksOf(baselineSheet(withOnly(variable)))[1]
      ?.split(' | ')
      .slice(0, 4),
  ).toEqual(['Variable (left 40)', level, `[Before matching: Usual (n=6)] ${String(value)}`, '%'])
})

test('Table 1 without matching has the one cohort', () => {
  const { results } = smallContext().book
  const context = smallContext({ results: results.filter(({ key }) => !key.startsWith('baseline/matched')) })
  expect(blocksOf(baselineSheet(context))[1]).not.toContain('After matching')
})

test('Table 2 in each cohort', () => {
  expect(planLines(responseSheet(smallContext()))).toEqual([
    'Table 2 | Table 2. Tumour response | Best overall response, response rates with 95% intervals and tests, before and after matching',
    'table: Before matching',
    'Response (left 40) | [Usual (n=6)] n | % | 95% CI from | to | [New (n=4)] n | % | 95% CI from | to | P | Test (left 34)',
    'section: strong: Lung',
    '> Complete response | 0 as 0 | 0.05 as (%) |  |  | 1 as 0 | 0.05 as (%) |  | ',
    '> Partial response | 1 as 0 | 0.15 as (%) |  |  | 2 as 0 | 0.15 as (%) |  | ',
    '> Stable disease | 2 as 0 | 0.25 as (%) |  |  | 3 as 0 | 0.25 as (%) |  | ',
    '> Progressive disease | 3 as 0 | 0.35 as (%) |  |  | 4 as 0 | 0.35 as (%) |  | ',
    '> Not evaluable | 4 as 0 | 0.45 as (%) |  |  | 5 as 0 | 0.45 as (%) |  | ',
    "> strong: Objective response rate | 2 as 0 | 0.5 as 0.0% | 0.068 as 0.0% | 0.932 as 0.0% | 2 as 0 | 0.5 as 0.0% | 0.068 as 0.0% | 0.932 as 0.0% | 0.571 as P | muted: Fisher's exact test",
    '> strong: Disease control rate | 2 as 0 | 0.5 as 0.0% | 0.068 as 0.0% | 0.932 as 0.0% | 2 as 0 | 0.5 as 0.0% | 0.068 as 0.0% | 0.932 as 0.0% | n.e. [a] | muted: count',
    'note: [a] not estimable: too few',
    'table: After matching',
    'Response (left 40) | [Usual (n=3)] n | % | 95% CI from | to | [New (n=3)] n | % | 95% CI from | to | P | Test (left 34)',
    'section: strong: Lung',
    '> Complete response | 0 as 0 | 0.05 as (%) |  |  | 1 as 0 | 0.05 as (%) |  | ',
    '> Partial response | 1 as 0 | 0.15 as (%) |  |  | 2 as 0 | 0.15 as (%) |  | ',
    '> Stable disease | 2 as 0 | 0.25 as (%) |  |  | 3 as 0 | 0.25 as (%) |  | ',
    '> Progressive disease | 3 as 0 | 0.35 as (%) |  |  | 4 as 0 | 0.35 as (%) |  | ',
    '> Not evaluable | 4 as 0 | 0.45 as (%) |  |  | 5 as 0 | 0.45 as (%) |  | ',
    "> strong: Objective response rate | 2 as 0 | 0.5 as 0.0% | 0.068 as 0.0% | 0.932 as 0.0% | 2 as 0 | 0.5 as 0.0% | 0.068 as 0.0% | 0.932 as 0.0% | 0.571 as P | muted: Fisher's exact test",
    '> > muted: Objective response rate, within pairs |  |  |  |  |  |  |  |  | 0.48 as P | muted: McNemar',
    '> > muted: Objective response rate, within pairs, exact |  |  |  |  |  |  |  |  | 0.5 as P | muted: McNemar, exact',
    '> strong: Disease control rate | 2 as 0 | 0.5 as 0.0% | 0.068 as 0.0% | 0.932 as 0.0% | 2 as 0 | 0.5 as 0.0% | 0.068 as 0.0% | 0.932 as 0.0% | n.e. [a] | muted: count',
    'note: Response by RECIST 1.1; not evaluable: kept in the denominator.',
    "note: Intervals by Clopper and Pearson (exact). Each P stands next to the test that gave it; McNemar's test compares within pairs.",
    'note: [a] not estimable: too few',
  ])
})

test('Table 2 says which intervals the study asks for', () => {
  const study = smallStudy({
    response: { criteria: 'mRECIST', interval: 'wilson', targets: [{ id: 'lung', label: 'Lung' }] },
  })
  const lines = blocksOf(responseSheet(smallContext({ study })))
  expect(lines).toContain('note: Response by mRECIST; not evaluable: kept in the denominator.')
  expect(lines).toContain(
    "note: Intervals by Wilson. Each P stands next to the test that gave it; McNemar's test compares within pairs.",
  )
})
