import { describe, expect, test } from 'vitest'
import { loadChanged, problemsOf } from './changed-study.js'

type Wrong = readonly [what: string, from: string, to: string, ...told: readonly string[]]

const tells = (wrong: readonly Wrong[]): void => {
  test.each(wrong)('%s', async (_, from, to, ...told) => {
    expect(await problemsOf(['study.yaml', from, to])).toEqual(told)
  })
}

describe('covariates have as many levels as their cut points make', () => {
  tells([
    ['too few levels', 'cut: [60],', 'cut: [60, 70],', 'study.yaml:48:70: found 2 levels for 2 cut points, expected 3'],
    [
      'no levels',
      "cut: [60], levels: { le60: ≤60, gt60: '>60' } }",
      'cut: [60] }',
      'study.yaml:48:52: found 0 levels for 1 cut points, expected 2',
    ],
    [
      'cut points that do not ascend',
      'cut: [20, 400]',
      'cut: [400, 20]',
      'study.yaml:51:66: found cut points that do not ascend',
    ],
    [
      'a cut through codes',
      'label: Sex, levels: { female',
      'label: Sex, cut: [1], levels: { female',
      'study.yaml:49:39: found cut points, but the variable is no number',
    ],
    [
      'codes without levels',
      'label: Sex, levels: { female: Female, male: Male } }',
      'label: Sex }',
      "study.yaml:49:5: 'levels' is missing: 'sex' is no number",
    ],
    [
      'one level',
      'levels: { female: Female, male: Male }',
      'levels: { female: Female }',
      'study.yaml:49:42: found one level, expected at least two',
    ],
    [
      'a code in two levels',
      'male: Male }',
      'male: { label: Male, values: [male, female] } }',
      "study.yaml:49:66: found a text of 6 signs in 'male', which is in 'female' already",
    ],
    [
      'values beside cut points',
      'le60: ≤60',
      'le60: { label: ≤60, values: [59] }',
      "study.yaml:48:74: found values for 'le60', but its bounds come from the cut points",
    ],
    [
      'codes for truth values',
      'label: Sex, levels: { female: Female, male: Male } }',
      'label: Sex, levels: { female: Female, male: Male } }\n  - { variable: fit, label: Fit, levels: { fit: Fit, unfit: Unfit } }',
      "study.yaml:50:49: found a text of 3 signs for the level 'fit' of a boolean variable, expected values: [true] or values: [false]",
      "study.yaml:50:61: found a text of 5 signs for the level 'unfit' of a boolean variable, expected values: [true] or values: [false]",
    ],
    [
      'a reference that is no level',
      'reference: early',
      'reference: erly',
      "study.yaml:52:111: found a text of 4 signs as the reference, which is no level, expected one of early, late; did you mean 'early'?",
    ],
    [
      'a covariate twice',
      'variable: sex, label: Sex',
      'variable: sex, id: age, label: Sex',
      'study.yaml:49:26: found a covariate a second time: give one an id of its own',
    ],
    [
      'a covariate named like a term of the models',
      'variable: stage-group, id: stage',
      'variable: stage-group, id: arm',
      "study.yaml:52:34: found 'arm', a term of the models: choose another id",
    ],
    [
      'a day as a covariate',
      'variable: albumin, label: Albumin, unit: g/L',
      'variable: first-drug-a, label: Day',
      "study.yaml:50:17: found the variable 'first-drug-a', a day: no covariate",
    ],
  ])

  test('a covariate that matching names is one that matching may use', async () => {
    const problems = await problemsOf(
      ['study.yaml', 'label: Albumin, unit: g/L }', 'label: Albumin, unit: g/L, use: [table] }'],
      ['study.yaml', 'matching: { caliper', 'matching: { covariates: [albumin], caliper'],
    )
    expect(problems.join('\n')).toContain("found a covariate whose 'use' leaves matching out")
  })
})

describe('of bands and groups only those are asked that there are', () => {
  tells([
    [
      'a band in a condition',
      '  burden: {',
      '  age-band: { cut: age, at: [65], into: [young, old] }\n  again: { firstKnown: [age-band, stage-group] }\n  elder: { when: { all: [{ age-band: { is: olde } }, { again: { in: [young, early, lat] } }] } }\n  burden: {',
      "study.yaml:35:38: found a text of 4 signs, which age-band cannot be, expected one of young, old; did you mean 'old'?",
      "study.yaml:35:63: found a text of 3 signs, which again cannot be, expected one of young, old, early, late; did you mean 'late'?",
    ],
    [
      'a level of a covariate',
      'levels: { early: I or II, late: III or IV }',
      'levels: { early: I or II, lat: III or IV }',
      "study.yaml:52:86: found a text of 3 signs, which stage-group cannot be, expected one of early, late; did you mean 'late'?",
    ],
  ])
})

describe('nothing after the index date decides without a reason', () => {
  tells([
    [
      'a covariate',
      'window: [-28 d, 7 d],\n    afterIndex: { reason: the marker does not change within a week of treatment } }',
      'window: [-28 d, 7 d] }',
      "study.yaml:21:3: 'afp' looks past the index date and decides a covariate: end its window at 0 d, or say why with afterIndex: { reason: … }",
    ],
    [
      'a window around another variable',
      'from: -14 d, to: 28 d }, afterIndex: { reason: both drugs belong to the planned treatment } }',
      'from: -14 d, to: 28 d } }',
      "study.yaml:29:3: 'drug-b' looks past the index date and decides the arm 'control': end its window at 0 d, or say why with afterIndex: { reason: … }",
    ],
    [
      'a window without end',
      'value: result, pick: last }',
      'value: result, pick: last, window: [-1 m, ~] }',
      "study.yaml:32:3: 'fit' looks past the index date and decides the criterion 'fit': end its window at 0 d, or say why with afterIndex: { reason: … }",
    ],
  ])

  test('a variable that decides nothing may look anywhere', async () => {
    const loaded = await loadChanged('dates-and-identifiers', [
      [
        'study.yaml',
        '  burden: {',
        '  later: { from: lab, where: { test: { is: albumin } }, window: [0 d, 90 d] }\n  burden: {',
      ],
    ])
    expect('study' in loaded).toBe(true)
  })
})

describe('ids are given once and not taken from the product', () => {
  tells([
    [
      'a criterion twice',
      'id: staged',
      'id: adult',
      'study.yaml:39:13: found an id a second time: criteria have ids of their own',
    ],
    [
      'a reason of the product',
      'id: staged',
      'id: duplicate-subject',
      "study.yaml:39:13: found 'duplicate-subject', a reason that the product gives itself: choose another id",
    ],
    [
      'a word of the flow',
      'id: staged',
      'id: eligible',
      "study.yaml:39:13: found 'eligible', a reason that the product gives itself: choose another id",
    ],
    [
      'a site twice',
      'sites: [north-clinic, south-clinic]',
      'sites: [north-clinic, south-clinic, north-clinic]',
      'study.yaml:8:37: found a site a second time',
    ],
    [
      'a target twice',
      'targets: [{ id: all-lesions, label: All lesions }]',
      'targets: [{ id: all-lesions, label: A }, { id: all-lesions, label: B }]',
      'study.yaml:70:50: found a target a second time',
    ],
    [
      'a category twice',
      '{ id: fatigue, label: Fatigue }]',
      '{ id: rash, label: Fatigue }]',
      'study.yaml:74:49: found a category a second time',
    ],
    [
      'a category called any',
      '{ id: fatigue, label: Fatigue }]',
      '{ id: any, label: Fatigue }]',
      "study.yaml:74:49: found 'any', which stands for all categories in result keys",
    ],
    [
      'a therapy twice',
      '{ id: supportive-care, label',
      '{ id: drug-c, label',
      'study.yaml:81:52: found a therapy a second time',
    ],
    [
      'a recipient twice',
      'analyses:\n',
      'mail: [{ to: a@example.org }, { to: A@example.org }]\nanalyses:\n',
      'study.yaml:85:37: found a recipient a second time',
    ],
  ])
})

test('a recipient with a capital is not one that stands there a second time', async () => {
  expect(await problemsOf(['operations.yaml', 'investigators@example.org', 'Investigators@Example.org'])).toEqual([])
})

describe('the study as a whole fits together', () => {
  tells([
    [
      'a time zone',
      'Europe/Berlin',
      'Europe/Berln',
      'study.yaml:7:11: found a text of 12 signs, which is no time zone, expected a name such as Asia/Shanghai',
    ],
    [
      'day 0 in a study of dates',
      'index: { from: exposure, where: { treatment: { in: [drug-a, drug-b] } }, pick: first }',
      'index: day 0',
      "study.yaml:11:8: found 'day 0', but time is in dates, expected a mapping with from, where, date, pick",
    ],
    [
      'a folder outside the study',
      'timeZone: Europe/Berlin',
      'exports: ../elsewhere',
      "study.yaml:7:10: found a path that leads out of the study's folder, expected one inside",
    ],
    [
      'a plausible range the wrong way round',
      'plausible: [0, 9]',
      'plausible: [9, 0]',
      'study.yaml:14:53: found a plausible range whose lower bound is above the upper one',
    ],
    ['a landmark twice', 'landmarks: [6, 12]', 'landmarks: [6, 6]', 'study.yaml:86:26: found a landmark twice'],
    [
      'a file of published numbers that is not there',
      'timeZone: Europe/Berlin',
      'published: published.yaml',
      'study.yaml:7:12: the file named here is not read: there is no such file',
    ],
  ])

  test('an index from rows in a study of day offsets', async () => {
    const [first, ...days] = await problemsOf(['study.yaml', 'timeZone: Europe/Berlin', 'time: day offsets'])
    expect(first).toBe('study.yaml:11:8: found an index date from rows, but time is in day offsets, expected day 0')
    expect(new Set(days.map(line => line.replace(/^\S+ /, '')))).toEqual(
      new Set([
        'found a date, but the study counts in day offsets, expected offset',
        'found a day of the data, but a study of day offsets has no calendar',
      ]),
    )
  })

  test('a study of day offsets compares nothing with a calendar day', async () => {
    const loaded = await loadChanged('day-offsets', [
      ['study.yaml', 'when: { karnofsky: is known }', 'when: { karnofsky: { between: [2020-01-01, 2021-12-31] } }'],
    ])
    expect(loaded).toEqual([
      'study.yaml:23:81: found a calendar day, but the study counts in day offsets: none of its days has a date',
      'study.yaml:23:79: found a text of 10 signs, but karnofsky is a quantity',
    ])
  })

  test('a study of day offsets has no publication cut', async () => {
    const loaded = await loadChanged('day-offsets', [
      ['study.yaml', 'time: day offsets', 'time: day offsets\npublicationCut: 2024-03-31'],
    ])
    expect(loaded).toEqual([
      expect.stringContaining('found a publication cut, but a study of day offsets has no calendar'),
    ])
  })
})
