import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conditionWords, shapeWords } from '../../protocol/words/condition-words.js'
import { describeStudy } from '../../protocol/words/describe-study.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { methodWords } from '../../protocol/words/method-words.js'
import { variableWords } from '../../protocol/words/variable-words.js'
import { variableSchema } from '../../protocol/language/variables.js'
import { studyOf } from '../support/clinical-record.js'
import { type Change, examples, loadChanged } from './changed-study.js'

const described = async (example: string): Promise<string> => {
  const loaded = await loadStudy(join(examples, example))
  return describeStudy(loaded).replace(loaded.protocolHash.slice(0, 12), 'HASH')
}

test('a study of dates is described whole', async () => {
  expect(await described('dates-and-identifiers')).toBe(`dates-and-identifiers: Added drug B in a worked example
  synthetic data, dates, zone Europe/Berlin, protocol HASH
  index: the first date of exposure where treatment is one of drug-a, drug-b

Sites
  north-clinic: North Clinic
    patients: patients_*.csv (utf-8)
    labs: labs.csv
    events: events.csv
    delivers subject, disease, exposure, lab, assessment, tumour, response, adverseEvent, contact, disposition
  south-clinic: South Clinic
    flat: export.csv (utf-8)
    delivers subject, disease, exposure, lab, assessment, response, adverseEvent, contact, disposition

Variables
  age: age of demographics
  sex: sex of demographics
  stage: last stage of disease under study, until the index date
  albumin: last result in g/L of laboratory findings, where test is albumin, from -28 d to 0 d around the index date
  afp: nearest result in ng/mL of laboratory findings, where test is afp, from -28 d to 7 d around the index date, (after the index date: the marker does not change within a week of treatment)
  ecog: last result of clinical assessments, where test is ecog, until the index date
  frailty: highest result of clinical assessments, where test is frailty-score, from -3 m to 0 d around the index date
  lesions: number of rows of tumour lesions, where group is lung, until the index date
  prior-treatment: whether there is a row of exposure, where category is anticancer, until -1 d around the index date
  first-drug-a: first date of exposure, where treatment is drug-a, any time, (after the index date: both drugs belong to the planned treatment)
  drug-b: whether there is a row of exposure, where treatment is drug-b, from -14 d to 28 d around the day of first-drug-a, (after the index date: both drugs belong to the planned treatment)
  stage-group: stage grouped into early for i, ii; late for iii, iv
  fit: whether (ecog is at most 1 or frailty is below 4)
  burden: the sum of lesions, prior-treatment

Included when
  adult: age is at least 18; where that cannot be told: hold
  fit: fit is true; where that cannot be told: exclude
  staged: stage is known; where that cannot be told: exclude

Excluded when
  treated-before: prior-treatment is true; where that cannot be told: include

Arms
  control (A): not (drug-b is true)
  treated (A and B): drug-b is true

Covariates
  age: le60, gt60 cut at 60 (a value at the point belongs below), reference le60
  sex: female, male, reference female
  albumin: continuous
  afp: le20, le400, gt400 cut at 20, 400 (a value at the point belongs below), reference le20
  stage: early, late, reference early

Endpoints
  pfs: Progression-free survival in months
    event: progression (response where response is pd, its date)
    event: death (disposition where event is death, its date)
    censored: no progression at the last contact (contact where status is alive, its date)
  os: Overall survival in months
    event: death (disposition where event is death, its date)
    censored: alive at the last contact (contact where status is alive, its date)

Summaries
  response by RECIST 1.1 on all-lesions
  adverse events by CTCAE 5.0: rash, fatigue
  subsequent therapy: drug-c, supportive-care

Methods
  matching: nearest on the probability of all covariates, largest first, 1:1, caliper 0.2 SD, without replacement, ties by index date then covariates then subject key
  proportions: pearson unless expected below 5 then fisher, continuity none; continuous: student
  survival: log-rank, log band, landmarks 6, 12
  Cox: efron ties, multivariate with those with univariate P below 0.1, after matching robust by pair
`)
})

test('a study of day offsets is described whole', async () => {
  expect(await described('day-offsets')).toBe(`day-offsets: A register without dates in a worked example
  public data, day offsets, zone UTC, protocol HASH
  index: day 0

Sites
  register: The register
    rows: register.csv
    delivers subject, exposure, assessment, contact, disposition

Variables
  age: age of demographics
  group: first treatment of exposure, until 2 w around the index date, (after the index date: care was allocated on day 0 and may start within two weeks)
  karnofsky: last result of clinical assessments, where test is karnofsky, from -30 d to 0 d around the index date
  pack-years: last result in a of clinical assessments, where test is pack-years, until the index date

Included when
  karnofsky-known: karnofsky is known; where that cannot be told: exclude

Arms
  control (Usual care): group is usual
  treated (New care): group is new

Covariates
  age: continuous
  karnofsky: low, middle, high cut at 60, 80 (a value at the point belongs above), reference high
  pack-years: continuous, used in table, cox

Endpoints
  os: Overall survival in days
    event: death (disposition where event is death, its date)
    censored: alive at the last contact (contact where status is alive, its date)

Methods
  matching: nearest on the probability of age, karnofsky, largest first, 1:1, caliper none, without replacement, ties by matchit
  proportions: pearson unless expected below 5 then fisher, continuity none; continuous: student
  survival: log-rank, log-log band, landmarks 182.625, 365.25
  Cox: efron ties, multivariate with age, karnofsky, after matching robust by pair
`)
})

const linesOf = async (...changes: readonly Change[]): Promise<readonly string[]> => {
  const loaded = await loadChanged('dates-and-identifiers', changes)
  if (!('study' in loaded)) throw new Error(loaded.join('\n'))
  return describeStudy(loaded).split('\n')
}

test('what the examples leave out: a sheet, an index of any row, no matching, no summaries', async () => {
  const lines = await linesOf(
    [
      'sites/north-clinic.yaml',
      "name: patients_*.csv, encoding: utf-8, delimiter: ';'",
      'name: patients.xlsx, sheet: all',
    ],
    ['sites/north-clinic.yaml', 'dataDate: { file: patients, name: YYYYMMDD }\n', ''],
    ['study.yaml', 'where: { treatment: { in: [drug-a, drug-b] } }, pick: first }', 'pick: last }'],
    ['study.yaml', 'matching: { caliper: 0.2 SD }\n', ''],
    ['study.yaml', 'cox: { multivariate: { univariate P below: 0.1 } }', 'cox: { multivariate: all covariates }'],
  )
  expect(lines).toContain('    patients: patients.xlsx, sheet all')
  expect(lines).toContain('  index: the last date of exposure')
  expect(lines).toContain('  no matching')
  expect(lines).toContain('  Cox: efron ties, multivariate with all covariates, after matching robust by pair')
})

describe('a variable in words', () => {
  test.each([
    ['{ from: subject, value: age }', 'age of demographics'],
    ['{ from: procedure, pick: any }', 'whether there is a row of procedures'],
    ['{ from: procedure, pick: count }', 'number of rows of procedures'],
    ['{ from: lab, value: result, unit: g/L, pick: mean }', 'mean result in g/L of laboratory findings'],
    [
      '{ from: exposure, where: { treatment: { is: a }, category: { is: b } }, pick: any }',
      'whether there is a row of exposure, where treatment is a and category is b',
    ],
    ['{ from: disease, value: stage, window: any time }', 'last stage of disease under study, any time'],
    [
      '{ from: disease, value: stage, window: [~, ~] }',
      'last stage of disease under study, at any time around the index date',
    ],
    [
      '{ from: disease, value: stage, window: [-3 m, ~] }',
      'last stage of disease under study, from -3 m around the index date',
    ],
    [
      '{ from: disease, value: stage, window: [~, 7 d] }',
      'last stage of disease under study, until 7 d around the index date',
    ],
    [
      '{ from: disease, value: stage, window: { around: other, from: -1 w, to: 1 w } }',
      'last stage of disease under study, from -1 w to 1 w around the day of other',
    ],
    [
      '{ from: disease, value: stage, afterIndex: { reason: known later } }',
      'last stage of disease under study, (after the index date: known later)',
    ],
    ['{ when: { age: { at least: 18 } } }', 'whether age is at least 18'],
    ['{ firstKnown: [one, other] }', 'the first known of one, other'],
    ['{ sum: [one, other] }', 'the sum of one, other'],
    ['{ daysBetween: [one, other] }', 'days from one to other'],
    ['{ group: stage, into: { early: [i, 2], late: [true] } }', 'stage grouped into early for i, 2; late for true'],
  ])('%s', (written, words) => {
    const { variables } = studyOf(`variables: { made: ${written} }`)
    expect(variables['made'] === undefined ? '' : variableWords(variables['made'])).toBe(words)
    expect(variableSchema.safeParse(variables['made']).success).toBe(true)
  })
})

describe('a condition in words', () => {
  test.each([
    ['is known' as const, 'is known'],
    [{ is: 3 }, 'is 3'],
    [{ is: true }, 'is true'],
    [{ in: ['a', 2] }, 'is one of a, 2'],
    [{ 'not in': ['a', 'b'] }, 'is none of a, b'],
    [{ between: [1, 3] as [number, number] }, 'is between 1 and 3'],
    [{ 'at least': 1 }, 'is at least 1'],
    [{ 'at most': 1 }, 'is at most 1'],
    [{ above: 1 }, 'is above 1'],
    [{ below: 1 }, 'is below 1'],
  ])('%j', (shape, words) => {
    expect(shapeWords(shape)).toBe(words)
    expect(conditionWords({ x: shape })).toBe(`x ${words}`)
  })

  test.each([
    [{ a: { is: 1 }, b: 'is known' }, 'a is 1 and b is known'],
    [{ all: [{ a: { is: 1 } }, { b: { is: 2 } }] }, '(a is 1 and b is 2)'],
    [{ any: [{ a: { is: 1 } }, { b: { is: 2 } }] }, '(a is 1 or b is 2)'],
    [{ any: [{ a: { is: 1 } }] }, 'a is 1'],
    [{ not: { a: { is: 1 } } }, 'not (a is 1)'],
    [{ a: { is: 1 }, any: [{ b: { is: 2 } }, { not: { c: { is: 3 } } }] }, 'a is 1 and (b is 2 or not (c is 3))'],
  ] as const)('%j', (condition, words) => {
    expect(conditionWords(condition as Parameters<typeof conditionWords>[0])).toBe(words)
  })
})

test.each([
  ['', ['no matching']],
  [
    'matching: { covariates: [age], distance: linear predictor, ratio: 2, replacement: true, caliper: none, order: subject order }',
    [
      'matching: nearest on the linear predictor of age, subject order, 1:2, caliper none, with replacement, ties by index date then covariates then subject key',
    ],
  ],
  [
    'analyses: { survival: { landmarks: [3, 9] }, cox: { multivariate: [age, sex] } }',
    [
      'no matching',
      'survival: log-rank, log band, landmarks 3, 9',
      'Cox: efron ties, multivariate with age, sex, after matching robust by pair',
    ],
  ],
  ['analyses: { survival: {} }', ['survival: log-rank, log band, landmarks 6, 12, 18, 24 months']],
])('the methods of %j', (written, expected) => {
  expect(methodWords(studyOf(written))).toEqual(expect.arrayContaining(expected))
})
