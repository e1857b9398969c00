import { expect, test } from 'vitest'
import { analyzeBaseline } from '../../analysis/baseline/describe-baseline.js'
import { pairedAs, smallCohort, smallPlan } from './small-cohort.js'
import { told } from './told.js'
import { allOf, matchedOf } from '../support/sets-of.js'

const study = smallPlan()
const all = allOf(study, smallCohort)
const copied = matchedOf(study, smallCohort, pairedAs(['t1', 'c1'], ['t1', 'c2'], ['t2', 'c2']))
const nobody = matchedOf(study, smallCohort, pairedAs())

test('baseline of all subjects: keys, methods and what is left out', () => {
  expect(told(analyzeBaseline(study, all, all))).toEqual([
    'Count | from analysis subjects => baseline/all/-/control/-/n; baseline/all/-/treated/-/n; baseline/all/age/control/-/n, missing; baseline/all/age/treated/-/n, missing; baseline/all/age/-/-/n, missing; baseline/all/sex/control/-/n, missing; baseline/all/sex/treated/-/n, missing; baseline/all/sex/-/-/n, missing',
    'Description | sd over n - 1, quartiles type 7 | n 5, in years | from analysis subjects => baseline/all/age/control/-/mean, sd, median, q1, q3, minimum, maximum',
    'Description | sd over n - 1, quartiles type 7 | n 4, in years | from analysis subjects => baseline/all/age/treated/-/mean, sd, median, q1, q3, minimum, maximum',
    'Standardized mean difference, treated minus control | standardizer SD of the treated arm before matching | n 9 | from analysis subjects => baseline/all/age/-/-/smd',
    'Ratio of variances, treated over control | variance over n - 1 | n 9 | from analysis subjects => baseline/all/age/-/-/variance-ratio',
    'Student t (equal variances) | rule student | n 9 | from analysis subjects => baseline/all/age/-/-/p by t',
    'Unknown, as a percentage of all | n 6, in % | from analysis subjects => baseline/all/age/control/-/missing-percent; baseline/all/sex/control/-/missing-percent',
    'Unknown, as a percentage of all | n 4, in % | from analysis subjects => baseline/all/age/treated/-/missing-percent; baseline/all/sex/treated/-/missing-percent',
    'Unknown, as a percentage of all | n 10, in % | from analysis subjects => baseline/all/age/-/-/missing-percent; baseline/all/sex/-/-/missing-percent',
    'Count and percentage of those known | n 6 | from analysis subjects => baseline/all/sex/control/female/n; baseline/all/sex/control/male/n',
    'Count and percentage of those known | n 6, in % | from analysis subjects => baseline/all/sex/control/female/percent; baseline/all/sex/control/male/percent',
    'Count and percentage of those known | n 4 | from analysis subjects => baseline/all/sex/treated/female/n; baseline/all/sex/treated/male/n',
    'Count and percentage of those known | n 4, in % | from analysis subjects => baseline/all/sex/treated/female/percent; baseline/all/sex/treated/male/percent',
    'Standardized mean difference, treated minus control | standardizer SD of the treated arm before matching | n 10 | from analysis subjects => baseline/all/sex/-/female/smd; baseline/all/sex/-/male/smd',
    'Fisher exact | rule pearson unless expected below 5 then fisher | n 10 | from analysis subjects => baseline/all/sex/-/-/p by hypergeometric',
  ])
})

test('baseline of pairs with shared and several controls', () => {
  expect(told(analyzeBaseline(study, copied, all))).toEqual([
    'Count | from analysis subjects => baseline/matched/-/control/-/n; baseline/matched/-/treated/-/n; baseline/matched/age/control/-/n, missing; baseline/matched/age/treated/-/n, missing; baseline/matched/age/-/-/n, missing; baseline/matched/sex/control/-/n, missing; baseline/matched/sex/treated/-/n, missing; baseline/matched/sex/-/-/n, missing',
    'Count of people | from analysis subjects | "3 rows of 2 people: a control counts once in each pair that it serves" => baseline/matched/-/control/-/persons',
    'Count of people | from analysis subjects => baseline/matched/-/treated/-/persons',
    'Description | sd over n - 1, quartiles type 7 | n 3, in years | from analysis subjects | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" => baseline/matched/age/control/-/mean, sd, median, q1, q3, minimum, maximum',
    'Description | sd over n - 1, quartiles type 7 | n 2, in years | from analysis subjects | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" => baseline/matched/age/treated/-/mean, sd, median, q1, q3, minimum, maximum',
    'Standardized mean difference, treated minus control | standardizer SD of the treated arm before matching | n 5 | from analysis subjects => baseline/matched/age/-/-/smd; baseline/matched/sex/-/female/smd; baseline/matched/sex/-/male/smd',
    'Ratio of variances, treated over control | variance over n - 1 | n 5 | from analysis subjects => baseline/matched/age/-/-/variance-ratio',
    'Student t (equal variances) | rule student | n 5 | from analysis subjects | "the test takes the matched arms as independent, as before matching" | "5 rows of 4 people: a control counts once in each pair that it serves" => baseline/matched/age/-/-/p by t',
    'Unknown, as a percentage of all | n 3, in % | from analysis subjects => baseline/matched/age/control/-/missing-percent; baseline/matched/sex/control/-/missing-percent',
    'Unknown, as a percentage of all | n 2, in % | from analysis subjects => baseline/matched/age/treated/-/missing-percent; baseline/matched/sex/treated/-/missing-percent',
    'Unknown, as a percentage of all | n 5, in % | from analysis subjects => baseline/matched/age/-/-/missing-percent; baseline/matched/sex/-/-/missing-percent',
    'Count and percentage of those known | n 3 | from analysis subjects | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" => baseline/matched/sex/control/female/n; baseline/matched/sex/control/male/n',
    'Count and percentage of those known | n 3, in % | from analysis subjects | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" => baseline/matched/sex/control/female/percent; baseline/matched/sex/control/male/percent',
    'Count and percentage of those known | n 2 | from analysis subjects | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" => baseline/matched/sex/treated/female/n; baseline/matched/sex/treated/male/n',
    'Count and percentage of those known | n 2, in % | from analysis subjects | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" => baseline/matched/sex/treated/female/percent; baseline/matched/sex/treated/male/percent',
    'Fisher exact | rule pearson unless expected below 5 then fisher | n 5 | from analysis subjects | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" | "the test takes the matched arms as independent, as before matching" => baseline/matched/sex/-/-/p by hypergeometric',
  ])
})

test('baseline where nobody is matched is not estimable, and why', () => {
  expect(told(analyzeBaseline(study, nobody, all))).toEqual([
    'Count | from analysis subjects => baseline/matched/-/control/-/n; baseline/matched/-/treated/-/n; baseline/matched/age/control/-/n, missing; baseline/matched/age/treated/-/n, missing; baseline/matched/age/-/-/n, missing; baseline/matched/sex/control/-/n, missing; baseline/matched/sex/treated/-/n, missing; baseline/matched/sex/-/-/n, missing',
    'Count of people | from analysis subjects => baseline/matched/-/control/-/persons; baseline/matched/-/treated/-/persons',
    'Description | sd over n - 1, quartiles type 7 | n 0, in years | from analysis subjects | "not estimable: no subject of this arm has the covariate known" => baseline/matched/age/control/-/mean?, sd?, median?, q1?, q3?, minimum?, maximum?; baseline/matched/age/treated/-/mean?, sd?, median?, q1?, q3?, minimum?, maximum?',
    'Standardized mean difference, treated minus control | standardizer SD of the treated arm before matching | n 0 | from analysis subjects | "not estimable: no subject in this cohort" => baseline/matched/age/-/-/smd?; baseline/matched/sex/-/female/smd?; baseline/matched/sex/-/male/smd?',
    'Ratio of variances, treated over control | variance over n - 1 | n 0 | from analysis subjects | "not estimable: fewer than two subjects in an arm" => baseline/matched/age/-/-/variance-ratio?',
    'Student t (equal variances) | rule student | n 0 | from analysis subjects | "not estimable: an arm has nobody with the covariate known" | "the test takes the matched arms as independent, as before matching" => baseline/matched/age/-/-/p?',
    'Unknown, as a percentage of all | n 0, in % | from analysis subjects | "not estimable: the arm is empty" => baseline/matched/age/control/-/missing-percent?; baseline/matched/age/treated/-/missing-percent?; baseline/matched/age/-/-/missing-percent?; baseline/matched/sex/control/-/missing-percent?; baseline/matched/sex/treated/-/missing-percent?; baseline/matched/sex/-/-/missing-percent?',
    'Count and percentage of those known | n 0 | from analysis subjects => baseline/matched/sex/control/female/n; baseline/matched/sex/treated/female/n; baseline/matched/sex/control/male/n; baseline/matched/sex/treated/male/n',
    'Count and percentage of those known | n 0 | from analysis subjects | "not estimable: no subject of this arm has the covariate known" => baseline/matched/sex/control/female/percent?; baseline/matched/sex/treated/female/percent?; baseline/matched/sex/control/male/percent?; baseline/matched/sex/treated/male/percent?',
    'none | rule pearson unless expected below 5 then fisher | n 0 | from analysis subjects | "not estimable: fewer than two levels occur" | "the test takes the matched arms as independent, as before matching" => baseline/matched/sex/-/-/p?',
  ])
})
