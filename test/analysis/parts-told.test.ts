import { expect, test } from 'vitest'
import { analyzeFlow } from '../../analysis/flow.js'
import { matchCohort } from '../support/analyze-cohort.js'
import { analyzeSafety } from '../../analysis/outcomes/analyze-safety.js'
import { analyzeSubsequent } from '../../analysis/outcomes/subsequent-therapy.js'
import { pairedAs, smallCohort, smallPlan } from './small-cohort.js'
import { told, valuesOf } from './told.js'
import { allOf, matchedOf } from '../support/sets-of.js'

const study = smallPlan()
const all = allOf(study, smallCohort)
const nobody = matchedOf(study, smallCohort, pairedAs())

test('the flow by site and arm', () => {
  expect(told(analyzeFlow(study, all, smallCohort.attrition))).toEqual([
    'Count of subjects by first reason | reasons first in the order of the criteria | from attrition, subjects => flow/-/assessed/-/-/n; flow/-/assessed/north/-/n; flow/-/assessed/south/-/n; flow/-/no-index-date/-/-/held; flow/-/no-index-date/north/-/held; flow/-/no-index-date/south/-/held; flow/-/no-index-date/control/-/held; flow/-/no-index-date/treated/-/held; flow/-/adult/-/-/excluded, held; flow/-/adult/north/-/excluded; flow/-/adult/south/-/excluded; flow/-/adult/control/-/excluded; flow/-/adult/treated/-/excluded; flow/-/held/-/-/n; flow/-/held/north/-/n; flow/-/held/south/-/n; flow/-/held-later/-/-/n; flow/-/held-later/north/-/n; flow/-/held-later/south/-/n; flow/-/eligible/-/-/n; flow/-/eligible/control/-/n; flow/-/eligible/treated/-/n; flow/-/eligible/north/-/n; flow/-/eligible/south/-/n',
  ])
})

test('the numbers of the flow', () => {
  expect(valuesOf(analyzeFlow(study, all, smallCohort.attrition))).toEqual({
    'flow/-/assessed/-/-/n': 13,
    'flow/-/assessed/north/-/n': 9,
    'flow/-/assessed/south/-/n': 4,
    'flow/-/no-index-date/-/-/held': 1,
    'flow/-/no-index-date/north/-/held': 1,
    'flow/-/no-index-date/south/-/held': 0,
    'flow/-/no-index-date/control/-/held': 0,
    'flow/-/no-index-date/treated/-/held': 0,
    'flow/-/adult/-/-/excluded': 1,
    'flow/-/adult/north/-/excluded': 0,
    'flow/-/adult/south/-/excluded': 1,
    'flow/-/adult/control/-/excluded': 1,
    'flow/-/adult/treated/-/excluded': 0,
    'flow/-/held/-/-/n': 2,
    'flow/-/held/north/-/n': 1,
    'flow/-/held/south/-/n': 1,
    'flow/-/held-later/-/-/n': 1,
    'flow/-/held-later/north/-/n': 0,
    'flow/-/held-later/south/-/n': 1,
    'flow/-/adult/-/-/held': 1,
    'flow/-/eligible/-/-/n': 10,
    'flow/-/eligible/control/-/n': 6,
    'flow/-/eligible/treated/-/n': 4,
    'flow/-/eligible/north/-/n': 8,
    'flow/-/eligible/south/-/n': 2,
  })
})

test('therapy after progression', () => {
  expect(told(analyzeSubsequent(study, all))).toEqual([
    'Count of the first therapy after progression | n 1 | from subsequent therapy => subsequent/all/-/control/-/n; subsequent/all/second/control/-/n; subsequent/all/-/treated/-/n; subsequent/all/second/treated/-/n',
    'Count of the first therapy after progression | n 1, in % | from subsequent therapy => subsequent/all/second/control/-/percent; subsequent/all/second/treated/-/percent',
  ])
})

test('therapy after progression of nobody', () => {
  expect(told(analyzeSubsequent(study, nobody))).toEqual([
    'Count of the first therapy after progression | n 0 | from subsequent therapy => subsequent/matched/-/control/-/n; subsequent/matched/second/control/-/n; subsequent/matched/-/treated/-/n; subsequent/matched/second/treated/-/n',
    'Count of the first therapy after progression | n 0 | from subsequent therapy | "not estimable: nobody of this arm had a therapy after progression" => subsequent/matched/second/control/-/percent?; subsequent/matched/second/treated/-/percent?',
  ])
})

test('adverse events of both arms', () => {
  expect(told(analyzeSafety(study, all))).toEqual([
    'Count of subjects by worst grade | grades CTCAE 5.0, until open | n 6 | from worst grades => safety/all/fever/control/1/n; safety/all/fever/control/2/n; safety/all/fever/control/3/n; safety/all/fever/control/4/n; safety/all/fever/control/5/n; safety/all/fever/control/1-2/n; safety/all/fever/control/3-4/n; safety/all/fever/control/any/n; safety/all/any/control/1/n; safety/all/any/control/2/n; safety/all/any/control/3/n; safety/all/any/control/4/n; safety/all/any/control/5/n; safety/all/any/control/1-2/n; safety/all/any/control/3-4/n; safety/all/any/control/any/n',
    'Count of subjects by worst grade | grades CTCAE 5.0, until open | n 6, in % | from worst grades => safety/all/fever/control/1/percent; safety/all/fever/control/2/percent; safety/all/fever/control/3/percent; safety/all/fever/control/4/percent; safety/all/fever/control/5/percent; safety/all/fever/control/1-2/percent; safety/all/fever/control/3-4/percent; safety/all/fever/control/any/percent; safety/all/any/control/1/percent; safety/all/any/control/2/percent; safety/all/any/control/3/percent; safety/all/any/control/4/percent; safety/all/any/control/5/percent; safety/all/any/control/1-2/percent; safety/all/any/control/3-4/percent; safety/all/any/control/any/percent',
    'Count of subjects by worst grade | grades CTCAE 5.0, until open | n 4 | from worst grades => safety/all/fever/treated/1/n; safety/all/fever/treated/2/n; safety/all/fever/treated/3/n; safety/all/fever/treated/4/n; safety/all/fever/treated/5/n; safety/all/fever/treated/1-2/n; safety/all/fever/treated/3-4/n; safety/all/fever/treated/any/n; safety/all/any/treated/1/n; safety/all/any/treated/2/n; safety/all/any/treated/3/n; safety/all/any/treated/4/n; safety/all/any/treated/5/n; safety/all/any/treated/1-2/n; safety/all/any/treated/3-4/n; safety/all/any/treated/any/n',
    'Count of subjects by worst grade | grades CTCAE 5.0, until open | n 4, in % | from worst grades => safety/all/fever/treated/1/percent; safety/all/fever/treated/2/percent; safety/all/fever/treated/3/percent; safety/all/fever/treated/4/percent; safety/all/fever/treated/5/percent; safety/all/fever/treated/1-2/percent; safety/all/fever/treated/3-4/percent; safety/all/fever/treated/any/percent; safety/all/any/treated/1/percent; safety/all/any/treated/2/percent; safety/all/any/treated/3/percent; safety/all/any/treated/4/percent; safety/all/any/treated/5/percent; safety/all/any/treated/1-2/percent; safety/all/any/treated/3-4/percent; safety/all/any/treated/any/percent',
  ])
})

test('adverse events of nobody', () => {
  expect(told(analyzeSafety(study, nobody).slice(0, 16))).toEqual([
    'Count of subjects by worst grade | grades CTCAE 5.0, until open | n 0 | from worst grades => safety/matched/fever/control/1/n; safety/matched/fever/control/2/n; safety/matched/fever/control/3/n; safety/matched/fever/control/4/n; safety/matched/fever/control/5/n; safety/matched/fever/control/1-2/n; safety/matched/fever/control/3-4/n; safety/matched/fever/control/any/n',
    'Count of subjects by worst grade | grades CTCAE 5.0, until open | n 0 | from worst grades | "not estimable: the arm is empty" => safety/matched/fever/control/1/percent?; safety/matched/fever/control/2/percent?; safety/matched/fever/control/3/percent?; safety/matched/fever/control/4/percent?; safety/matched/fever/control/5/percent?; safety/matched/fever/control/1-2/percent?; safety/matched/fever/control/3-4/percent?; safety/matched/fever/control/any/percent?',
  ])
})

test('the propensity model, and a matching that finds nobody near enough', () => {
  expect(told(matchCohort(study, smallCohort.subjects).results)).toEqual([
    'Logistic regression (maximum likelihood) | link logit, contrasts against the reference level | n 9, events 4 | from eligible subjects, covariates | "2.0 events per variable, fewer than 10" => propensity/all/-/-/intercept/coefficient, se, z, p by normal; propensity/all/-/-/age/coefficient, se, z, p by normal; propensity/all/-/-/sex.male/coefficient, se, z, p by normal',
    'Greedy nearest-neighbour matching on the propensity score | distance probability, order largest first, ratio 1, caliper 0.2 SD, replacement false, ties index date then covariates then subject key | n 9 | from eligible subjects, propensity scores | "no control within 0.030541845618061753 of any treated subject" | "1 eligible with an unknown covariate could not be matched: c5" => matching/all/-/-/-/pairs, caliper, treated-unmatched, control-unmatched, n, incomplete, distance, controls, control-uses, separated',
    'Greedy nearest-neighbour matching on the propensity score | distance probability, order largest first, ratio 1, caliper 0.2 SD, replacement false, ties index date then covariates then subject key | n 9 | from eligible subjects, propensity scores | "not estimable: no pair" => matching/all/-/-/-/largest-distance?',
  ])
})

test('the numbers of a matching that finds nobody near enough', () => {
  const { results } = matchCohort(study, smallCohort.subjects)
  expect(valuesOf(results.filter(({ key }) => key.startsWith('matching/')))).toEqual({
    'matching/all/-/-/-/pairs': 0,
    'matching/all/-/-/-/caliper': 0.03054,
    'matching/all/-/-/-/treated-unmatched': 4,
    'matching/all/-/-/-/control-unmatched': 5,
    'matching/all/-/-/-/n': 9,
    'matching/all/-/-/-/incomplete': 1,
    'matching/all/-/-/-/distance': 'probability',
    'matching/all/-/-/-/largest-distance': null,
    'matching/all/-/-/-/controls': 0,
    'matching/all/-/-/-/control-uses': 0,
    'matching/all/-/-/-/separated': 0,
  })
})
