import { describe, expect, test } from 'vitest'
import { problemsOf } from './changed-study.js'

type Wrong = readonly [what: string, from: string, to: string, ...told: readonly string[]]

const tells = (wrong: readonly Wrong[]): void => {
  test.each(wrong)('%s', async (_, from, to, ...told) => {
    expect(await problemsOf(['study.yaml', from, to])).toEqual(told)
  })
}

const adult = 'when: { age: { at least: 18 } }'

describe('B27: a word that the language does not have is named with the nearest that it has', () => {
  tells([
    [
      'an unknown key',
      'timeZone: Europe/Berlin',
      'timezone: Europe/Berlin',
      "study.yaml:7:1: found the unknown key 'timezone', expected one of study, title, data, source, timeZone, time, publicationCut, sites, exports, settle, packs, index, … (28 in all); did you mean 'timeZone'?",
    ],
    ['a key that is missing', 'data: synthetic\n', '', "study.yaml:3:1: 'data' is missing"],
    [
      'an unknown word of a list',
      'data: synthetic',
      'data: syntetic',
      "study.yaml:5:7: found a text of 8 signs, expected one of synthetic, public, clinical; did you mean 'synthetic'?",
    ],
    [
      'an unknown domain',
      '{ from: subject, value: age }',
      '{ from: subjects, value: age }',
      "study.yaml:17:16: found a text of 8 signs, expected one of subject, disease, medicalHistory, exposure, procedure, lab, assessment, tumour, response, adverseEvent, contact, disposition; did you mean 'subject'?",
    ],
    [
      'an unknown key of a variable',
      'value: age }',
      'vlaue: age }',
      "study.yaml:17:25: found the unknown key 'vlaue', expected one of label, from, where, value, unit, pick, ofDay, window, plausible, afterIndex; did you mean 'value'?",
    ],
    [
      'an unknown shape',
      adult,
      'when: { age: { at lest: 18 } }',
      "study.yaml:37:86: found the unknown key 'at lest', expected one of is, in, not in, at least, at most, above, below, between; did you mean 'at least'?",
    ],
    [
      'an unknown shape of one word',
      adult,
      'when: { age: is knwon }',
      "study.yaml:37:84: found a text of 8 signs, expected one of is known, is unknown, is true, is false, a mapping with is | in | not in | at least | at most | above | below | between; did you mean 'is known'?",
    ],
    [
      'a text where a number belongs',
      adult,
      'when: { age: { at least: eighteen } }',
      'study.yaml:37:96: found a text of 8 signs, expected a number',
    ],
    [
      'a distance in time',
      'window: [-28 d, 7 d]',
      'window: [-28 days, 7 d]',
      'study.yaml:21:103: found a text of 8 signs, expected a distance such as -28 d, 6 m, or ~ for no bound',
    ],
    [
      'a mail address',
      'analyses:\n',
      'mail: [{ to: investigators }]\nanalyses:\n',
      'study.yaml:85:14: found a text of 13 signs, expected a mail address',
    ],
    [
      'a caliper',
      'caliper: 0.2 SD',
      'caliper: 20 %',
      'study.yaml:83:22: found a text of 4 signs, expected a caliper such as 0.2 SD, 0.05 raw, or none',
    ],
    [
      'an id with capitals',
      'id: adult',
      'id: Adult',
      'study.yaml:37:13: found a text of 5 signs, expected an id of lower-case letters, digits and hyphens, not of digits alone',
    ],
    [
      'an id of digits alone',
      "{ le60: ≤60, gt60: '>60' }",
      "{ 0: ≤60, 1: '>60' }",
      'study.yaml:48:68: found a text of 1 sign, expected an id of lower-case letters, digits and hyphens, not of digits alone',
      'study.yaml:48:76: found a text of 1 sign, expected an id of lower-case letters, digits and hyphens, not of digits alone',
    ],
    [
      'a list that is too short',
      '  stage-group: {',
      '  age-band: { cut: age, at: [60], into: [old] }\n  stage-group: {',
      'study.yaml:31:41: found a list of 1, expected at least 2',
    ],
    [
      'an empty list',
      'sites: [north-clinic, south-clinic]',
      'sites: []',
      'study.yaml:8:8: found an empty list',
      'sites/north-clinic.yaml:1:1: the study does not list the site of this file, or the file is not called <site>.yaml',
      'sites/south-clinic.yaml:1:1: the study does not list the site of this file, or the file is not called <site>.yaml',
    ],
  ])
})

describe('a name is used only after it exists', () => {
  tells([
    [
      'a variable in a criterion',
      adult,
      'when: { agee: { at least: 18 } }',
      "study.yaml:37:79: found 'agee', which is no variable, expected one of age, sex, stage, albumin, afp, ecog, frailty, lesions, prior-treatment, first-drug-a, drug-b, stage-group, … (14 in all); did you mean 'age'?",
    ],
    [
      'a variable used above its own line',
      'burden: { sum: [lesions, prior-treatment] }',
      'burden: { sum: [lesions, total] }\n  total: { sum: [age, lesions] }',
      "study.yaml:33:28: 'total' is used before it is declared: put it above 'burden'",
    ],
    [
      'a variable made of itself',
      'group: stage, into',
      'group: stage-group, into',
      "study.yaml:31:25: 'stage-group' is derived from itself: stage-group from stage-group",
    ],
    [
      'a variable made of itself by way of another',
      'fit: { when: { any: [{ ecog',
      'turn: { when: { fit: is true } }\n  fit: { when: { any: [{ turn: is true }, { ecog',
      "study.yaml:32:19: 'turn' is derived from itself: turn from fit from turn",
    ],
    [
      'a variable as the anchor of a window',
      'around: first-drug-a',
      'around: first-drug',
      "study.yaml:30:23: found a text of 10 signs, which is no variable, expected one of age, sex, stage, albumin, afp, ecog, frailty, lesions, prior-treatment, first-drug-a; did you mean 'first-drug-a'?",
    ],
    [
      'a variable of a covariate',
      '{ variable: age, label: Age,',
      '{ variable: aeg, label: Age,',
      "study.yaml:48:17: found a text of 3 signs, which is no variable, expected one of age, sex, stage, albumin, afp, ecog, frailty, lesions, prior-treatment, first-drug-a, drug-b, stage-group, … (14 in all); did you mean 'age'?",
    ],
    [
      'a field of a domain',
      'value: sex }',
      'value: sxe }',
      "study.yaml:18:32: found a text of 3 signs, which is no field of subject, expected one of sex, birthDate, ageYears, age; did you mean 'sex'?",
    ],
    [
      'a field in a condition on rows',
      'where: { group: { is: lung } }',
      'where: { groop: { is: lung } }',
      "study.yaml:25:37: found 'groop', which is no field of tumour, expected one of lesion, location, group, diameter, date; did you mean 'group'?",
    ],
    [
      'a date field of an endpoint',
      'reason: progression }',
      'date: endDate, reason: progression }',
      'study.yaml:59:66: found a text of 7 signs, which is no date field of response, expected date',
    ],
    [
      'a date field of the index',
      'pick: first }\n\ntests',
      'date: dose, pick: first }\n\ntests',
      'study.yaml:11:80: found a text of 4 signs, which is no date field of exposure, expected one of date, endDate',
    ],
    [
      'a covariate of the models',
      'multivariate: { univariate P below: 0.1 }',
      'multivariate: [age, sexx]',
      "study.yaml:87:30: found a text of 4 signs, which is no covariate, expected one of age, sex, albumin, afp, stage; did you mean 'sex'?",
    ],
    [
      'a rule for ties that went by display ids',
      'matching: { caliper',
      'matching: { ties: index date then display id, caliper',
      'study.yaml:83:19: found a text of 26 signs, expected one of index date then covariates then subject key, matchit',
    ],
    [
      'a covariate of matching',
      'matching: { caliper',
      'matching: { covariates: [agee], caliper',
      "study.yaml:83:26: found a text of 4 signs, which is no covariate, expected one of age, sex, albumin, afp, stage; did you mean 'age'?",
    ],
    [
      'the field of a later therapy',
      'value: treatment\n',
      'value: dose\n',
      'study.yaml:80:10: found a text of 4 signs, which is no code field of exposure, expected one of treatment, category, target',
    ],
    [
      'a variable named like a joining word',
      '  burden: {',
      '  any: {',
      "study.yaml:33:3: found 'any', a word that joins conditions: no variable may be called so",
    ],
  ])
})

describe('a shape fits the kind of value', () => {
  tells([
    [
      'a bound on a code',
      adult,
      'when: { sex: { at least: 18 } }',
      "study.yaml:37:84: found 'at least', but sex is a code, expected one of is, in, not in, is known, is unknown",
    ],
    [
      'a truth value of a number',
      adult,
      'when: { age: is true }',
      "study.yaml:37:84: found 'is true', but age is a number, expected one of is, in, not in, at least, at most, above, below, between, is known, is unknown",
    ],
    [
      'a code of a number',
      adult,
      'when: { age: { is: old } }',
      'study.yaml:37:84: found a text of 3 signs, but age is a number',
    ],
    [
      'a number of a day',
      adult,
      'when: { first-drug-a: { above: 3 } }',
      'study.yaml:37:93: found a number, but first-drug-a is a day: compare it with a day, written YYYY-MM-DD',
    ],
    [
      'bounds the wrong way round',
      adult,
      'when: { age: { between: [80, 18] } }',
      'study.yaml:37:84: found a range whose lower bound is above the upper one',
    ],
    [
      'no condition at all',
      adult,
      'when: {}',
      'study.yaml:37:77: found an empty condition, expected one of a variable with its shape, all, any, not',
    ],
    ['an empty list of conditions', adult, 'when: { any: [] }', "study.yaml:37:84: found an empty list under 'any'"],
  ])
})
