import { describe, expect, test } from 'vitest'
import { problemsOf } from './changed-study.js'

type Wrong = readonly [what: string, from: string, to: string, ...told: readonly string[]]

const tells = (wrong: readonly Wrong[]): void => {
  test.each(wrong)('%s', async (_, from, to, ...told) => {
    expect(await problemsOf(['study.yaml', from, to])).toEqual(told)
  })
}

describe('a variable says what it needs and no more', () => {
  tells([
    [
      'a value that is missing',
      'value: date, pick: first, window: any time',
      'pick: first, window: any time',
      "study.yaml:27:3: 'value' is missing: 'first-drug-a' picks the first of exposure, expected one of treatment, category, target, dose, date, endDate",
    ],
    [
      'a value that is not read',
      'where: { group: { is: lung } }, pick: count',
      'where: { group: { is: lung } }, value: diameter, pick: count',
      "study.yaml:25:60: 'value' is not read where pick is 'count'",
    ],
    [
      'a pick where there is one row',
      'sex: { from: subject, value: sex }',
      'sex: { from: subject, value: sex, pick: last }',
      "study.yaml:18:37: 'pick' has no meaning here: a subject has one row of subject",
    ],
    [
      'the highest of codes',
      'value: stage }',
      'value: stage, pick: highest }',
      "study.yaml:19:47: found 'highest', but 'stage' is no number, expected one of first, last, nearest",
    ],
    [
      'results of a day in a domain without results',
      'value: stage }',
      'value: stage, ofDay: first }',
      "study.yaml:19:41: found 'ofDay', but disease has no results of tests, expected one of lab, assessment",
    ],
    [
      'results of a day where rows are counted',
      'unit: g/L, pick: last',
      'pick: count, ofDay: first',
      "study.yaml:20:59: 'value' is not read where pick is 'count'",
      "study.yaml:20:87: 'ofDay' is not read where pick is 'count'",
    ],
    [
      'the mean of a day of codes',
      'value: result, unit: g/L, pick: last',
      'value: flag, pick: last, ofDay: mean',
      "study.yaml:20:91: found 'mean', but 'flag' is no number, expected one of first, last",
      "study.yaml:50:5: 'levels' is missing: 'albumin' is no number",
    ],
    [
      'a test of which another variable says what counts of a day',
      'ecog: { from: assessment, where: { test: { is: ecog } }, value: result, pick: last }',
      'ecog: { from: assessment, where: { test: { in: [ecog, frailty-score] } }, value: result, pick: last, ofDay: highest }',
      "study.yaml:24:3: 'ofDay' is missing: 'ecog' lets in several results of a day of a test that 'frailty' reads, too, expected one of first, last, mean, highest, lowest",
    ],
    [
      'a window that ends before it starts',
      'window: [-3 m, 0 d]',
      'window: [0 d, -3 m]',
      'study.yaml:24:110: found a window that ends before it begins',
    ],
    [
      'a unit that does not convert',
      'unit: g/L, pick: last',
      'unit: mmol/L, pick: last',
      'study.yaml:20:80: found a text of 6 signs, a unit that does not convert for the test, expected one of g/L, g/dL, mg/mL, mg/dL',
    ],
    [
      'a unit of an unknown test',
      'where: { test: { is: frailty-score } }, value: result,',
      'where: { test: { is: frail } }, value: result, unit: kg,',
      "study.yaml:24:85: found a unit of a test that has none known: declare the test under 'tests'",
    ],
    [
      'a unit of what is no quantity',
      'value: stage }',
      'value: stage, unit: mm }',
      "study.yaml:19:47: found a unit, but 'stage' is no quantity",
    ],
    [
      'an anchor without a day',
      'around: first-drug-a',
      'around: lesions',
      'study.yaml:30:23: found a variable without a day of its own',
    ],
    [
      'a sum of codes',
      'sum: [lesions, prior-treatment]',
      'sum: [lesions, stage]',
      "study.yaml:33:28: found 'stage', which is no number and not true or false",
    ],
    [
      'days between values without a day',
      'burden: { sum: [lesions, prior-treatment] }',
      'burden: { daysBetween: [first-drug-a, lesions] }',
      "study.yaml:33:41: found 'lesions', which is no variable with a day (one picked by first, last, nearest, highest or lowest)",
    ],
    [
      'the first known of different kinds',
      'burden: { sum: [lesions, prior-treatment] }',
      'burden: { firstKnown: [lesions, stage] }',
      "study.yaml:33:35: found 'stage', which is no value of the first one's kind (number)",
    ],
    [
      'bands of a code',
      'burden: { sum: [lesions, prior-treatment] }',
      'burden: { cut: stage, at: [1], into: [low, high] }',
      "study.yaml:33:18: found 'stage', which is no number",
    ],
    [
      'bands that do not fit their cut points',
      'burden: { sum: [lesions, prior-treatment] }',
      'burden: { cut: lesions, at: [2, 2], into: [low, low] }',
      'study.yaml:33:35: found cut points that do not ascend',
      'study.yaml:33:45: found 2 bands for 2 cut points, expected 3',
      "study.yaml:33:51: found the band 'low' a second time",
    ],
    [
      'a code in two groups',
      'late: [iii, iv]',
      'late: [ii, iv]',
      "study.yaml:31:62: found a text of 2 signs that is in 'early' already",
    ],
  ])
})
