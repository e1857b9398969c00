import { expect, test } from 'vitest'
import { analyzeMultivariate } from '../../analysis/cox/analyze-cox.js'
import { planCovariates } from '../../analysis/covariate-plan.js'
import { pairedAs, smallCohort, smallPlan } from './small-cohort.js'
import { told } from './told.js'
import { allOf, matchedOf } from '../support/sets-of.js'
import { survivalData } from '../../analysis/survival/survival-data.js'

const study = smallPlan({ analyses: { cox: { multivariate: 'all covariates' } } })
const chosen = {
  plans: planCovariates(study, 'cox').slice(0, 1),
  refused: new Map([['sex', 'no event']]),
}
const all = allOf(study, smallCohort)
const copied = matchedOf(study, smallCohort, pairedAs(['t1', 'c1'], ['t1', 'c2'], ['t2', 'c2']))
const nobody = matchedOf(study, smallCohort, pairedAs())

test('the multivariate model of all subjects', () => {
  expect(told(analyzeMultivariate(study, 'os', all, survivalData(all, 'os'), chosen))).toEqual([
    'Choice of covariates beside the arm | rule all covariates | from endpoint os | "sex could not be judged and does not enter: no event" => cox/all/os/multivariate/-/covariates, covariates-refused',
    'Cox proportional hazards | ties efron, confidence 0.95, p Wald | n 8, events 6 | from endpoint os, covariates | "1 with something unknown left out" | "1 without this endpoint left out" | "3.0 events per variable, fewer than 10" => cox/all/os/multivariate/arm.treated/hazard-ratio, lower, upper, p by normal, coefficient, se, z, se-of-p, naive-se; cox/all/os/multivariate/age/hazard-ratio, lower, upper, p by normal, coefficient, se, z, se-of-p, naive-se',
    'Count | n 8, events 6 | from endpoint os, covariates | "1 with something unknown left out" | "1 without this endpoint left out" | "3.0 events per variable, fewer than 10" => cox/all/os/multivariate/-/n, events, variables, events-per-variable',
    'Cox proportional hazards | n 8, events 6 | from endpoint os, covariates | "1 with something unknown left out" | "1 without this endpoint left out" | "3.0 events per variable, fewer than 10" => cox/all/os/multivariate/-/likelihood-ratio, likelihood-ratio-df, likelihood-ratio-p by chi-square, log-likelihood',
    'Concordance (Harrell) | tiedTimes left out, tiedScores one half | n 8, events 6 | from endpoint os, covariates | "1 with something unknown left out" | "1 without this endpoint left out" | "3.0 events per variable, fewer than 10" => cox/all/os/multivariate/-/concordance, concordance-se',
    'Score test of proportional hazards (Grambsch and Therneau) | transform km, clusters not taken into account | n 8, events 6 | from endpoint os, covariates | "1 with something unknown left out" | "1 without this endpoint left out" | "3.0 events per variable, fewer than 10" => cox/all/os/multivariate/-/zph-global-chi-square, zph-global-df, zph-global-p by chi-square; cox/all/os/multivariate/arm.treated/zph-chi-square, zph-df, zph-p by chi-square; cox/all/os/multivariate/arm/zph-chi-square, zph-df, zph-p by chi-square; cox/all/os/multivariate/age/zph-chi-square, zph-df, zph-p by chi-square',
  ])
})

test('the multivariate model of pairs with shared and several controls', () => {
  expect(told(analyzeMultivariate(study, 'os', copied, survivalData(copied, 'os'), chosen))).toEqual([
    'Choice of covariates beside the arm | rule all covariates | from endpoint os | "sex could not be judged and does not enter: no event" => cox/matched/os/multivariate/-/covariates, covariates-refused',
    'Cox proportional hazards, errors robust by pair and subject | ties efron, confidence 0.95, p Wald, clusters matched pair and subject | n 5, events 4 | from endpoint os, covariates | "not estimable: the likelihood keeps rising, the coefficient may be infinite: arm.treated, age" | "5 rows of 4 people: a control counts once in each pair that it serves" | "2 clusters, fewer than 30: robust errors come out too small" | "2.0 events per variable, fewer than 10" => cox/matched/os/multivariate/arm.treated/hazard-ratio?, lower?, upper?, p?, coefficient?, se?, z?, se-of-p?, naive-se?, robust-se?, naive-lower?, naive-upper?, naive-p?; cox/matched/os/multivariate/age/hazard-ratio?, lower?, upper?, p?, coefficient?, se?, z?, se-of-p?, naive-se?, robust-se?, naive-lower?, naive-upper?, naive-p?',
    'Count | n 5, events 4 | from endpoint os, covariates | "5 rows of 4 people: a control counts once in each pair that it serves" | "the likelihood keeps rising, the coefficient may be infinite: arm.treated, age" | "2 clusters, fewer than 30: robust errors come out too small" | "2.0 events per variable, fewer than 10" => cox/matched/os/multivariate/-/n, events, variables, events-per-variable, persons, clusters',
    'Cox proportional hazards | n 5, events 4 | from endpoint os, covariates | "5 rows of 4 people: a control counts once in each pair that it serves" | "the likelihood keeps rising, the coefficient may be infinite: arm.treated, age" | "2 clusters, fewer than 30: robust errors come out too small" | "2.0 events per variable, fewer than 10" | "the likelihood takes the rows as independent: pairs, copies of a control, weights below 1 are not taken into account" => cox/matched/os/multivariate/-/likelihood-ratio, likelihood-ratio-df, likelihood-ratio-p by chi-square, log-likelihood',
    'Concordance (Harrell) | tiedTimes left out, tiedScores one half | n 5, events 4 | from endpoint os, covariates | "5 rows of 4 people: a control counts once in each pair that it serves" | "the likelihood keeps rising, the coefficient may be infinite: arm.treated, age" | "2 clusters, fewer than 30: robust errors come out too small" | "2.0 events per variable, fewer than 10" => cox/matched/os/multivariate/-/concordance, concordance-se',
    'Score test of proportional hazards (Grambsch and Therneau) | transform km, clusters not taken into account | n 5, events 4 | from endpoint os, covariates | "not estimable: no term has a finite estimate" | "5 rows of 4 people: a control counts once in each pair that it serves" | "the likelihood keeps rising, the coefficient may be infinite: arm.treated, age" | "2 clusters, fewer than 30: robust errors come out too small" | "2.0 events per variable, fewer than 10" | "the test takes the rows as independent, whatever their pair" => cox/matched/os/multivariate/-/zph-global-chi-square?, zph-global-df?, zph-global-p?; cox/matched/os/multivariate/arm.treated/zph-chi-square?, zph-df?, zph-p?; cox/matched/os/multivariate/arm/zph-chi-square?, zph-df?, zph-p?; cox/matched/os/multivariate/age/zph-chi-square?, zph-df?, zph-p?',
  ])
})

test('the multivariate model where nobody is matched', () => {
  expect(told(analyzeMultivariate(study, 'os', nobody, survivalData(nobody, 'os'), chosen))).toEqual([
    'Choice of covariates beside the arm | rule all covariates | from endpoint os | "sex could not be judged and does not enter: no event" => cox/matched/os/multivariate/-/covariates, covariates-refused',
    'Cox proportional hazards, errors robust by pair | ties efron, confidence 0.95, p Wald, clusters matched pair | from endpoint os, covariates | "not estimable: no subject has the endpoint and every covariate known" => cox/matched/os/multivariate/arm.treated/hazard-ratio?, lower?, upper?, p?, coefficient?, se?, z?, se-of-p?, naive-se?, robust-se?, naive-lower?, naive-upper?, naive-p?; cox/matched/os/multivariate/age/hazard-ratio?, lower?, upper?, p?, coefficient?, se?, z?, se-of-p?, naive-se?, robust-se?, naive-lower?, naive-upper?, naive-p?',
    'Count | from endpoint os, covariates | "not estimable: no subject has the endpoint and every covariate known" => cox/matched/os/multivariate/-/n?, events?, variables?, events-per-variable?, persons?, clusters?',
    'Cox proportional hazards | from endpoint os, covariates | "not estimable: no subject has the endpoint and every covariate known" | "the likelihood takes the rows as independent: pairs are not taken into account" => cox/matched/os/multivariate/-/likelihood-ratio?, likelihood-ratio-df?, likelihood-ratio-p?, log-likelihood?',
    'Concordance (Harrell) | tiedTimes left out, tiedScores one half | from endpoint os, covariates | "not estimable: no subject has the endpoint and every covariate known" => cox/matched/os/multivariate/-/concordance?, concordance-se?',
    'Score test of proportional hazards (Grambsch and Therneau) | transform km, clusters not taken into account | from endpoint os, covariates | "not estimable: no subject has the endpoint and every covariate known" | "the test takes the rows as independent, whatever their pair" => cox/matched/os/multivariate/-/zph-global-chi-square?, zph-global-df?, zph-global-p?; cox/matched/os/multivariate/arm.treated/zph-chi-square?, zph-df?, zph-p?; cox/matched/os/multivariate/arm/zph-chi-square?, zph-df?, zph-p?; cox/matched/os/multivariate/age/zph-chi-square?, zph-df?, zph-p?',
  ])
})
