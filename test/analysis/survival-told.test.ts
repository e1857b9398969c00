import { expect, test } from 'vitest'
import { analyzeSurvival } from '../../analysis/survival/analyze-survival.js'
import { pairedAs, smallCohort, smallPlan } from './small-cohort.js'
import { told } from './told.js'
import { allOf, matchedOf } from '../support/sets-of.js'
import { survivalData } from '../../analysis/survival/survival-data.js'

const study = smallPlan()
const all = allOf(study, smallCohort)
const matched = matchedOf(study, smallCohort, pairedAs(['t1', 'c1'], ['t2', 'c3'], ['t3', 'c4']))
const copied = matchedOf(study, smallCohort, pairedAs(['t1', 'c1'], ['t1', 'c2'], ['t2', 'c2']))
const nobody = matchedOf(study, smallCohort, pairedAs())

test('survival of all subjects', () => {
  expect(told(analyzeSurvival(study, 'os', all, survivalData(all, 'os'), [0, 6]).results)).toEqual([
    'Count | n 5, events 3 | from endpoint os | "1 without this endpoint left out" => survival/all/os/control/-/n, events, at-risk-0, at-risk-6',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 5, events 3, in months | from endpoint os | "1 without this endpoint left out" => survival/all/os/control/-/median, median-lower',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 5, events 3, in months | from endpoint os | "1 without this endpoint left out" | "not reached" => survival/all/os/control/-/median-upper?',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 5, events 3 | from endpoint os | "1 without this endpoint left out" => survival/all/os/control/-/rate-6, rate-6-lower, rate-6-upper',
    'Median of the observed times | subjects with and without an event | n 5, events 3, in months | from endpoints | "1 without this endpoint left out" => survival/all/os/control/-/follow-up-observed',
    'Shortest observed time | subjects with and without an event | n 5, events 3, in months | from endpoints | "1 without this endpoint left out" => survival/all/os/control/-/follow-up-min',
    'Longest observed time | subjects with and without an event | n 5, events 3, in months | from endpoints | "1 without this endpoint left out" => survival/all/os/control/-/follow-up-max',
    'Reverse Kaplan-Meier | event censoring | n 5, events 3, in months | from endpoints | "1 without this endpoint left out" => survival/all/os/control/-/follow-up-reverse-km',
    'Count | n 4, events 3 | from endpoint os => survival/all/os/treated/-/n, events, at-risk-0, at-risk-6',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 4, events 3, in months | from endpoint os => survival/all/os/treated/-/median, median-lower',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 4, events 3, in months | from endpoint os | "not reached" => survival/all/os/treated/-/median-upper?',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 4, events 3 | from endpoint os => survival/all/os/treated/-/rate-6, rate-6-lower, rate-6-upper',
    'Median of the observed times | subjects with and without an event | n 4, events 3, in months | from endpoints => survival/all/os/treated/-/follow-up-observed',
    'Shortest observed time | subjects with and without an event | n 4, events 3, in months | from endpoints => survival/all/os/treated/-/follow-up-min',
    'Longest observed time | subjects with and without an event | n 4, events 3, in months | from endpoints => survival/all/os/treated/-/follow-up-max',
    'Reverse Kaplan-Meier | event censoring | n 4, events 3, in months | from endpoints | "not reached" | "survival does not fall to 0.5" => survival/all/os/treated/-/follow-up-reverse-km?',
    'Count | n 9, events 6 | from endpoint os | "1 without this endpoint left out" => survival/all/os/-/-/n, events',
    'Log-rank | test log-rank, variance hypergeometric, rho 0, degreesOfFreedom 1 | n 9, events 6 | from endpoint os | "1 without this endpoint left out" => survival/all/os/-/-/log-rank-chi-square, log-rank-p by chi-square',
  ])
})

test('survival of pairs', () => {
  expect(told(analyzeSurvival(study, 'os', matched, survivalData(matched, 'os'), [0, 6]).results)).toEqual([
    'Count | n 3, events 2 | from endpoint os => survival/matched/os/control/-/n, events, at-risk-0, at-risk-6; survival/matched/os/treated/-/n, events, at-risk-0, at-risk-6',
    'Count of people | n 3, events 2 | from endpoint os => survival/matched/os/control/-/persons, persons-with-event; survival/matched/os/treated/-/persons, persons-with-event',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 3, events 2, in months | from endpoint os => survival/matched/os/control/-/median, median-lower; survival/matched/os/treated/-/median, median-lower',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 3, events 2, in months | from endpoint os | "not reached" => survival/matched/os/control/-/median-upper?; survival/matched/os/treated/-/median-upper?',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 3, events 2 | from endpoint os => survival/matched/os/control/-/rate-6, rate-6-lower, rate-6-upper; survival/matched/os/treated/-/rate-6, rate-6-lower, rate-6-upper',
    'Median of the observed times | subjects with and without an event | n 3, events 2, in months | from endpoints => survival/matched/os/control/-/follow-up-observed; survival/matched/os/treated/-/follow-up-observed',
    'Shortest observed time | subjects with and without an event | n 3, events 2, in months | from endpoints => survival/matched/os/control/-/follow-up-min; survival/matched/os/treated/-/follow-up-min',
    'Longest observed time | subjects with and without an event | n 3, events 2, in months | from endpoints => survival/matched/os/control/-/follow-up-max; survival/matched/os/treated/-/follow-up-max',
    'Reverse Kaplan-Meier | event censoring | n 3, events 2, in months | from endpoints => survival/matched/os/control/-/follow-up-reverse-km; survival/matched/os/treated/-/follow-up-reverse-km',
    'Count | n 6, events 4 | from endpoint os => survival/matched/os/-/-/n, events',
    'Count of people | n 6, events 4 | from endpoint os => survival/matched/os/-/-/persons, persons-with-event',
    'Log-rank | test log-rank, variance hypergeometric, rho 0, degreesOfFreedom 1 | n 6, events 4 | from endpoint os => survival/matched/os/-/-/log-rank-chi-square, log-rank-p by chi-square',
    'Log-rank stratified by pair | test log-rank, variance hypergeometric, rho 0, degreesOfFreedom 1 | n 6, events 4 | from endpoint os => survival/matched/os/-/-/log-rank-by-pair-chi-square, log-rank-by-pair-p by chi-square',
  ])
})

test('survival of pairs with shared and several controls', () => {
  expect(told(analyzeSurvival(study, 'os', copied, survivalData(copied, 'os'), [0, 6]).results)).toEqual([
    'Count | n 3, events 3 | from endpoint os | "3 rows of 2 people: a control counts once in each pair that it serves" => survival/matched/os/control/-/n, events, at-risk-0, at-risk-6',
    'Count of people | n 3, events 3 | from endpoint os | "3 rows of 2 people: a control counts once in each pair that it serves" => survival/matched/os/control/-/persons, persons-with-event',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted true | n 3, events 3, in months | from endpoint os | "3 rows of 2 people: a control counts once in each pair that it serves" => survival/matched/os/control/-/median, median-lower',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted true | n 3, events 3, in months | from endpoint os | "3 rows of 2 people: a control counts once in each pair that it serves" | "not reached" => survival/matched/os/control/-/median-upper?',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted true | n 3, events 3 | from endpoint os | "3 rows of 2 people: a control counts once in each pair that it serves" | "6 lies beyond the longest follow-up of this arm: the last estimate is carried" => survival/matched/os/control/-/rate-6',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted true | n 3, events 3 | from endpoint os | "3 rows of 2 people: a control counts once in each pair that it serves" | "6 lies beyond the longest follow-up of this arm: the last estimate is carried" | "not estimable: the band has no limit where the curve is at 0 or 1" => survival/matched/os/control/-/rate-6-lower?, rate-6-upper?',
    'Median of the observed times | subjects with and without an event | n 3, events 3, in months | from endpoints => survival/matched/os/control/-/follow-up-observed',
    'Shortest observed time | subjects with and without an event | n 3, events 3, in months | from endpoints => survival/matched/os/control/-/follow-up-min',
    'Longest observed time | subjects with and without an event | n 3, events 3, in months | from endpoints => survival/matched/os/control/-/follow-up-max',
    'Reverse Kaplan-Meier | event censoring | n 3, events 3, in months | from endpoints | "not reached" | "survival does not fall to 0.5" => survival/matched/os/control/-/follow-up-reverse-km?',
    'Count | n 2, events 1 | from endpoint os => survival/matched/os/treated/-/n, events, at-risk-0, at-risk-6',
    'Count of people | n 2, events 1 | from endpoint os => survival/matched/os/treated/-/persons, persons-with-event',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted true | n 2, events 1, in months | from endpoint os => survival/matched/os/treated/-/median, median-lower',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted true | n 2, events 1, in months | from endpoint os | "not reached" => survival/matched/os/treated/-/median-upper?',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted true | n 2, events 1 | from endpoint os => survival/matched/os/treated/-/rate-6, rate-6-lower, rate-6-upper',
    'Median of the observed times | subjects with and without an event | n 2, events 1, in months | from endpoints => survival/matched/os/treated/-/follow-up-observed',
    'Shortest observed time | subjects with and without an event | n 2, events 1, in months | from endpoints => survival/matched/os/treated/-/follow-up-min',
    'Longest observed time | subjects with and without an event | n 2, events 1, in months | from endpoints => survival/matched/os/treated/-/follow-up-max',
    'Reverse Kaplan-Meier | event censoring | n 2, events 1, in months | from endpoints => survival/matched/os/treated/-/follow-up-reverse-km',
    'Count | n 5, events 4 | from endpoint os | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" => survival/matched/os/-/-/n, events',
    'Count of people | n 5, events 4 | from endpoint os | "5 rows of 4 people: a control counts once in each pair that it serves" => survival/matched/os/-/-/persons, persons-with-event',
    'Log-rank, robust by pair and subject | test log-rank, variance robust by pair and subject, rho 0, degreesOfFreedom 1 | n 5, events 4 | from endpoint os | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" => survival/matched/os/-/-/log-rank-chi-square, log-rank-p by chi-square',
    'Log-rank stratified by pair, robust by pair and subject | test log-rank, variance robust by pair and subject, rho 0, degreesOfFreedom 1 | n 5, events 4 | from endpoint os | "controls count fully here, whatever their number to a treated subject" | "5 rows of 4 people: a control counts once in each pair that it serves" => survival/matched/os/-/-/log-rank-by-pair-chi-square, log-rank-by-pair-p by chi-square',
  ])
})

test('survival where nobody is matched', () => {
  expect(told(analyzeSurvival(study, 'os', nobody, survivalData(nobody, 'os'), [0, 6]).results)).toEqual([
    'Count | n 0, events 0 | from endpoint os => survival/matched/os/control/-/n, events, at-risk-0, at-risk-6; survival/matched/os/treated/-/n, events, at-risk-0, at-risk-6; survival/matched/os/-/-/n, events',
    'Count of people | n 0, events 0 | from endpoint os => survival/matched/os/control/-/persons, persons-with-event; survival/matched/os/treated/-/persons, persons-with-event; survival/matched/os/-/-/persons, persons-with-event',
    'Kaplan-Meier | band log, confidence 0.95, median Brookmeyer-Crowley, weighted false | n 0, events 0 | from endpoint os | "not estimable: no subject of this arm has the endpoint" => survival/matched/os/control/-/median?, median-lower?, median-upper?, rate-6?, rate-6-lower?, rate-6-upper?; survival/matched/os/treated/-/median?, median-lower?, median-upper?, rate-6?, rate-6-lower?, rate-6-upper?',
    'Median of the observed times | subjects with and without an event | n 0, events 0, in months | from endpoints | "not estimable: no subject of this arm has the endpoint" => survival/matched/os/control/-/follow-up-observed?, follow-up-min?, follow-up-max?; survival/matched/os/treated/-/follow-up-observed?, follow-up-min?, follow-up-max?',
    'Reverse Kaplan-Meier | event censoring | n 0, events 0, in months | from endpoints | "not estimable: no subject of this arm has the endpoint" => survival/matched/os/control/-/follow-up-reverse-km?; survival/matched/os/treated/-/follow-up-reverse-km?',
    'Log-rank | test log-rank, variance hypergeometric, rho 0 | n 0, events 0 | from endpoint os | "not estimable: no subject has the endpoint" => survival/matched/os/-/-/log-rank-chi-square?, log-rank-p?',
    'Log-rank stratified by pair | test log-rank, variance hypergeometric, rho 0 | n 0, events 0 | from endpoint os | "not estimable: no subject has the endpoint" => survival/matched/os/-/-/log-rank-by-pair-chi-square?, log-rank-by-pair-p?',
  ])
})
