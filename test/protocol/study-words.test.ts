import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shapeWords } from '../../protocol/language/shapes.js'
import { conditionWords, fieldWords, whereWords } from '../../protocol/words/condition-words.js'
import { describeStudy } from '../../protocol/words/describe-study.js'
import { loadStudy } from '../../protocol/load/load-study.js'
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
    days in Europe/Berlin
    delivers subject, disease, exposure, lab, assessment, tumour, response, adverseEvent, contact, disposition
  south-clinic: South Clinic
    flat: export.csv (utf-8)
    days in Europe/Berlin
    data of 2024-01-15
    delivers subject, disease, exposure, lab, assessment, response, adverseEvent, contact, disposition

Variables
  age: age of demographics
  sex: sex of demographics
  stage: last stage of disease under study, until the index date
  albumin: last result in g/L of laboratory findings, where test is albumin, from -28 d to 0 d around the index date
  afp: nearest result in ng/mL of laboratory findings, where test is afp, from -28 d to 7 d around the index date. Looks beyond the index date, because: the marker does not change within a week of treatment
  ecog: last result of clinical assessments, where test is ecog, until the index date
  frailty: highest result of clinical assessments, where test is frailty-score, from -3 m to 0 d around the index date
  lesions: number of rows of tumour lesions, where group is lung, until the index date
  prior-treatment: whether there is a row of exposure, where category is anticancer, until -1 d around the index date
  first-drug-a: first date of exposure, where treatment is drug-a, any time. Looks beyond the index date, because: both drugs belong to the planned treatment
  drug-b: whether there is a row of exposure, where treatment is drug-b, from -14 d to 28 d around the day of first-drug-a. Looks beyond the index date, because: both drugs belong to the planned treatment
  stage-group: stage grouped into early for i, ii; late for iii, iv
  fit: whether (ecog is at most 1 or frailty is below 4)
  burden: the sum of lesions, prior-treatment

Included when
  adult: age is at least 18; cannot tell: hold
  fit: fit is true; cannot tell: exclude
  staged: stage is known; cannot tell: exclude

Excluded when
  treated-before: prior-treatment is true; cannot tell: include

Arms
  control (A): not (drug-b is true)
  treated (A and B): drug-b is true

Covariates
  age: ≤60 | >60, cut at 60 (a value at the cut belongs below); compared with ≤60; used in table, matching, cox
  sex: Female | Male; compared with Female; used in table, matching, cox
  albumin: continuous; used in table, matching, cox
  afp: ≤20 | 20 to 400 | >400, cut at 20, 400 (a value at the cut belongs below); compared with ≤20; used in table, matching, cox
  stage: I or II | III or IV; compared with I or II; used in table, matching, cox

Endpoints
  pfs: Progression-free survival in months
    event: progression (date of disease response where response is pd)
    event: death (date of disposition where event is death)
    censored: no progression at the last contact (date of follow-up contacts where status is alive)
  os: Overall survival in months
    event: death (date of disposition where event is death)
    censored: alive at the last contact (date of follow-up contacts where status is alive)

Summaries
  Best overall response: RECIST 1.1, one target group at a time (All lesions), until the first progression on it; confirmation: none; not evaluable: kept in the denominator; intervals: clopper-pearson
  Adverse events: CTCAE 5.0; the worst grade per subject and category (Rash, Fatigue), from the index date to 30 d after the last exposure
  Later therapy: the first row of exposure where category is later-line (Drug C, Supportive care)

Methods
  Matching: Greedy nearest-neighbour matching, 1 to 1, on the propensity score (probability) of a logistic model of all covariates; largest first; caliper 0.2 SD; without replacement; ties by index date then covariates then subject key.
  Standardized mean difference: treated minus control, divided by the treated arm's standard deviation before matching, in both cohorts; a level counts as a 0/1 variable
  Proportions: pearson unless expected below 5 then fisher; continuity correction: none; within matched pairs also McNemar's test by the same rule and its exact P
  Continuous variables: student
  Survival: Kaplan-Meier; log bands; medians with Brookmeyer-Crowley intervals; log-rank test; rates at 6, 12
  Follow-up: the median observed time over all subjects, and the reverse Kaplan-Meier median
  Cox regression: ties by efron; Wald P; after matching robust by pair (and by person where a control serves in several pairs), and the naive errors too
  Multivariate terms: the arm and the covariates whose univariate likelihood-ratio P (all levels together) is below 0.1 in all eligible subjects; after matching the same terms
`)
})

test('a study of day offsets is described whole', async () => {
  expect(await described('day-offsets')).toBe(`day-offsets: A register without dates in a worked example
  public data, day offsets, zone UTC, protocol HASH
  index: day 0 of each subject

Sites
  register: The register
    rows: register.csv
    delivers subject, exposure, assessment, contact, disposition

Variables
  age: age of demographics
  group: first treatment of exposure, until 2 w around the index date. Looks beyond the index date, because: care was allocated on day 0 and may start within two weeks
  karnofsky: last result of clinical assessments, where test is karnofsky, from -30 d to 0 d around the index date
  pack-years: last result in a of clinical assessments, where test is pack-years, until the index date

Included when
  karnofsky-known: karnofsky is known; cannot tell: exclude

Arms
  control (Usual care): group is usual
  treated (New care): group is new

Covariates
  age: continuous; used in table, matching, cox
  karnofsky: Below 60 | 60 to 79 | 80 or more, cut at 60, 80 (a value at the cut belongs above); compared with 80 or more; used in table, matching, cox
  pack-years: continuous; used in table, cox

Endpoints
  os: Overall survival in days
    event: death (date of disposition where event is death)
    censored: alive at the last contact (date of follow-up contacts where status is alive)

Methods
  Matching: Greedy nearest-neighbour matching, 1 to 1, on the propensity score (probability) of a logistic model of age, karnofsky; largest first; caliper none; without replacement; ties by matchit.
  Standardized mean difference: treated minus control, divided by the treated arm's standard deviation before matching, in both cohorts; a level counts as a 0/1 variable
  Proportions: pearson unless expected below 5 then fisher; continuity correction: none; within matched pairs also McNemar's test by the same rule and its exact P
  Continuous variables: student
  Survival: Kaplan-Meier; log-log bands; medians with Brookmeyer-Crowley intervals; log-rank test; rates at 182.625, 365.25
  Follow-up: the median observed time over all subjects, and the reverse Kaplan-Meier median
  Cox regression: ties by efron; Wald P; after matching robust by pair (and by person where a control serves in several pairs), and the naive errors too
  Multivariate terms: the arm and age, karnofsky
`)
})

const linesOf = async (...changes: readonly Change[]): Promise<readonly string[]> => {
  const loaded = await loadChanged('dates-and-identifiers', changes)
  if (!('study' in loaded)) throw new Error(loaded.join('\n'))
  return describeStudy(loaded).split('\n')
}

test('how a text export is quoted', async () => {
  const quoted = async (keys: string) => {
    const name = "name: patients_*.csv, encoding: utf-8, delimiter: ';'"
    return (await linesOf(['sites/north-clinic.yaml', name, `name: patients_*.csv, ${keys}`])).filter(line =>
      line.includes('patients:'),
    )
  }
  expect(await quoted("quote: none, escape: '\\'")).toContain(
    '    patients: patients_*.csv, quotes are signs like others, \\ escapes signs',
  )
  expect(await quoted('quote: "\'"')).toContain("    patients: patients_*.csv, ' stands around cells")
})

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
  expect(lines).toContain('  Matching: The study asks for no matching.')
  expect(lines).toContain('  Multivariate terms: the arm and all covariates')
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
    [
      '{ from: lab, value: result, ofDay: first, window: any time }',
      'last result of laboratory findings, of several results of a day the first, any time',
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
      'last stage of disease under study. Looks beyond the index date, because: known later',
    ],
    [
      '{ from: lab, where: { test: { is: albumin } }, value: result, unit: g/L, pick: last, window: [-28 d, 0 d], plausible: [10, 70] }',
      'last result in g/L of laboratory findings, where test is albumin, from -28 d to 0 d around the index date, plausible from 10 to 70',
    ],
    ['{ when: { age: { at least: 18 } } }', 'whether age is at least 18'],
    [
      '{ when: { a: is true }, afterIndex: { reason: planned } }',
      'whether a is true. Looks beyond the index date, because: planned',
    ],
    ['{ firstKnown: [one, other] }', 'the first known of one, other'],
    ['{ sum: [one, other] }', 'the sum of one, other'],
    ['{ daysBetween: [one, other] }', 'days from one to other'],
    [
      '{ cut: size, at: [20, 50], into: [small, middle, large], cutBelongs: above }',
      'size cut at 20, 50 into small, middle, large (a value at the cut belongs above)',
    ],
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
    [{ a: undefined }, ''],
    [{}, ''],
    [{ a: { is: 1 }, any: [{ b: { is: 2 } }, { not: { c: { is: 3 } } }] }, 'a is 1 and (b is 2 or not (c is 3))'],
  ] as const)('%j', (condition, words) => {
    expect(conditionWords(condition as Parameters<typeof conditionWords>[0])).toBe(words)
  })
})

test('conditions on the fields of a row in words', () => {
  expect(fieldWords({ test: { is: 'albumin' }, result: { above: 3 } })).toBe('test is albumin and result is above 3')
  expect(fieldWords(undefined)).toBe('')
  expect(whereWords({ test: { is: 'albumin' } })).toBe(' where test is albumin')
  expect(whereWords({})).toBe('')
  expect(whereWords(undefined)).toBe('')
})
