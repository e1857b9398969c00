import { expect, test } from 'vitest'
import { coxSheet } from '../../reports/sheets/cox.js'
import { blocksOf, planLines } from './plan-lines.js'
import { smallContext } from './small-report.js'
import { smallStudy } from './small-study.js'

test('the Cox models before and after matching', () => {
  expect(planLines(coxSheet(smallContext()))).toEqual([
    'Cox | Cox regression | Hazard ratios, univariate and multivariate, before and after matching; forest plots',
    'table: Overall survival, before matching',
    'Term (left 50) | Hazard ratio | 95% CI from | to | P | Coefficient | SE | Proportional hazards, P',
    'section: strong: Univariate (one model per covariate)',
    '> New v Usual | 0.5 as 0.000 | 0.25 as 0.000 | 0.996 as 0.000 | 0.0499 as [<0.001]"<0.001";0.0000 | -0.6931 as ±.0000 | 0.25 as ±.0000 | 0.3 as P',
    '> Age, per years | 1.02 as 0.00 | 1.01 as 0.00 | 1.03 as 0.00 | 0.0001 as P | 0.0198 as ±.0000 | 0.25 as ±.0000 | 0.05 as P',
    '> Stage: II v I | 2 as 0.00" [a]" | 1.5 as 0.00" [a]" | 30 as 0.00" [a]" | 0.4 as [<0.001]"<0.001 [a]";0.000" [a]" | 0.6931 as 0.0000" [a]";-0.0000" [a]";0.0000" [a]" | 0.25 as 0.0000" [a]";-0.0000" [a]";0.0000" [a]" | 0.01 as [<0.001]"<0.001 [b]";0.000" [b]"',
    '> Stage: III v I | n.e. [c] | n.e. [c] | n.e. [c] | n.e. [c] | n.e. [c] | n.e. [c] | ',
    'section: strong: Multivariate',
    '> New v Usual | 0.5 as 0.000 | 0.25 as 0.000 | 0.996 as 0.000 | 0.0499 as [<0.001]"<0.001";0.0000 | -0.6931 as ±.0000 | 0.25 as ±.0000 | muted: –',
    '> Age, per years | 1.02 as 0.00 | 1.01 as 0.00 | 1.03 as 0.00 | 0.0001 as P | 0.0198 as ±.0000 | 0.25 as ±.0000 | muted: –',
    '> Stage: II v I | 2 as 0.00 | 1.5 as 0.00 | 30 as 0.00 | 0.4 as P | 0.6931 as ±.0000 | 0.25 as ±.0000 | 0.04 as [<0.001]"<0.001 [b]";0.000" [b]"',
    "note: Ties by Efron; P is Wald's.",
    'note: The multivariate models hold the arm and the covariates whose univariate likelihood-ratio P, all levels together, is below 0.1 in all eligible subjects.',
    'note: Proportional hazards: the score test of Grambsch and Therneau; in a univariate model of all levels together. transformed times.',
    'note: [a] one event',
    'note: [b] below 0.05: the hazards are not proportional, and one hazard ratio does not hold for all times',
    'note: [c] not estimable: too few',
    'table: Overall survival, after matching',
    'Term (left 50) | Hazard ratio | 95% CI from | to | P | Coefficient | Robust SE | [Naive] SE | 95% CI from | to | P | Proportional hazards, P',
    'section: strong: Univariate (one model per covariate)',
    '> New v Usual | 0.5 as 0.000 | 0.25 as 0.000 | 0.996 as 0.000 | 0.0499 as [<0.001]"<0.001";0.0000 | -0.6931 as ±.0000 | 0.3 as ±.0000 | 0.25 as ±.0000 | 0.3 as 0.00 | 0.9 as 0.00 | 0.021 as P | 0.3 as P',
    '> Age, per years | 1.02 as 0.00 | 1.01 as 0.00 | 1.03 as 0.00 | 0.0001 as P | 0.0198 as ±.0000 | muted: – | 0.25 as ±.0000 | muted: – | muted: – | muted: – | 0.05 as P',
    'section: strong: Multivariate [a]',
    '> New v Usual | 0.5 as 0.000 | 0.25 as 0.000 | 0.996 as 0.000 | 0.0499 as [<0.001]"<0.001";0.0000 | -0.6931 as ±.0000 | 0.3 as ±.0000 | 0.25 as ±.0000 | 0.3 as 0.00 | 0.9 as 0.00 | 0.021 as P | muted: –',
    '> Age, per years | 1.02 as 0.00 | 1.01 as 0.00 | 1.03 as 0.00 | 0.0001 as P | 0.0198 as ±.0000 | muted: – | 0.25 as ±.0000 | muted: – | muted: – | muted: – | muted: –',
    "note: Ties by Efron; P is Wald's. Intervals and P are robust by pair; the naive ones, which take no account of the pairs, stand next to them.",
    'note: The multivariate models hold the arm and the covariates whose univariate likelihood-ratio P, all levels together, is below 0.1 in all eligible subjects.',
    'note: Proportional hazards: the score test of Grambsch and Therneau; in a univariate model of all levels together. transformed times.',
    'note: [a] few clusters',
    'table: Fit of the multivariate models',
    'The multivariate models (left 50) | [Overall survival] Before matching (right 14) | After matching (right 14)',
    'Covariates besides the arm | age, stage | age, stage',
    'Covariates that could not be judged | sex | sex',
    'Subjects | 10 as 0 | 10 as 0',
    'Events | 6 as 0 | 6 as 0',
    'Terms estimated | 4 as 0 | 4 as 0',
    'Events per term | 1.5 as 0.000 | 1.5 as 0.000',
    'Log-likelihood | -12.346 as 0.000 | -12.346 as 0.000',
    'Likelihood-ratio chi-square | 4.5 as 0.000 | 4.5 as 0.000',
    'Likelihood-ratio degrees of freedom | 4 as 0 | 4 as 0',
    'Likelihood-ratio P | 0.34 as P | 0.34 as P',
    'Concordance | 0.71 as 0.000 | 0.71 as 0.000',
    'Concordance, SE | 0.05 as 0.000 | 0.05 as 0.000',
    'Proportional hazards, global chi-square | 2.25 as 0.000 | 2.25 as 0.000',
    'Proportional hazards, degrees of freedom | 4 as 0 | 4 as 0',
    'Proportional hazards, global P | 0.69 as P | 0.69 as P',
    'People among the rows | 9 as 0 | 9 as 0',
    'Matched pairs | 3 as 0 | 3 as 0',
    'figure forest-os',
  ])
})

test.each([
  ['all covariates', 'The multivariate models hold the arm and all covariates.'],
  [['age', 'sex'], 'The multivariate models hold the arm and age, sex, as the study says.'],
  [
    { 'univariate P below': 0.2 },
    'The multivariate models hold the arm and the covariates whose univariate likelihood-ratio P, all levels together, is below 0.2 in all eligible subjects.',
  ],
])('which terms stand in the multivariate models: %j', (multivariate, words) => {
  const study = smallStudy({ analyses: { cox: { multivariate, ties: 'breslow' } } })
  const lines = blocksOf(coxSheet(smallContext({ study })))
  expect(lines).toContain(`note: ${words}`)
  expect(lines).toContain("note: Ties by Breslow; P is Wald's.")
})

test('a model without a term says so, and a study without a model has no table', () => {
  const { results } = smallContext().book
  const without = (pattern: RegExp) =>
    blocksOf(coxSheet(smallContext({ results: results.filter(({ key }) => !pattern.test(key)) })))
  const noTerm = without(/^cox\/all\/os\/\w+\/[a-z]\S*\/hazard-ratio/)
  expect(noTerm.slice(2, 6)).toEqual([
    'section: strong: Univariate',
    '> muted: no term could be estimated',
    'section: strong: Multivariate',
    '> muted: no term could be estimated',
  ])
  expect(without(/^cox/)).toEqual([])
})
