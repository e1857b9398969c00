import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'

const study = studyOf(`
index: { from: exposure }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
variables:
  afp: { from: lab, where: { test: { is: afp } }, value: result, unit: ng/mL }
  hbsag: { from: lab, where: { test: { is: hbsag } }, value: result }
  ecog: { from: assessment, where: { test: { is: ecog } }, value: result }
  cirrhosis: { from: medicalHistory, where: { term: { is: cirrhosis } }, pick: any }
covariates:
  - { variable: afp, label: AFP, cut: [400], levels: { le400: '≤400', gt400: '>400' } }
  - id: afp-from
    variable: afp
    label: AFP
    cut: [20, 400]
    cutBelongs: above
    levels: { low: below 20, middle: 20 to 400, high: from 400 }
  - { id: afp-exact, variable: afp, label: AFP }
  - { variable: hbsag, label: HBsAg, levels: { negative: Negative, positive: Positive } }
  - variable: ecog
    label: ECOG
    levels: { none: { label: '0', values: [0] }, some: { label: 1 or 2, values: [1, 2] } }
  - variable: cirrhosis
    label: Cirrhosis
    levels: { present: { label: Yes, values: [true] }, absent: { label: No, values: [false] } }
`)

const start: WrittenRow = ['exposure', { treatment: 'lenvatinib', date: '2021-03-01' }]
const lab = (test: string, result: string): WrittenRow => ['lab', { test, result, date: '2021-02-20' }]
const derive = (rows: readonly WrittenRow[]) =>
  selectCohort(study, [recordOf('N1', [start, ...rows])], null).subjects[0]

describe('levels of a number', () => {
  test.each([
    ['below the cut', '399 ng/mL', 'le400', 'middle', 399],
    ['at the cut, which belongs below or above as the study says', '400 ng/mL', 'le400', 'high', 400],
    ['above the cut', '401 ng/mL', 'gt400', 'high', 401],
    ['a limit above all cuts', '>1210 ng/mL', 'gt400', 'high', null],
    ['a limit below all cuts', '<20 ng/mL', 'le400', 'low', null],
    ['a limit at the cut', '>400 ng/mL', 'gt400', 'high', null],
    ['a limit that leaves the cut open', '>20 ng/mL', null, null, null],
    ['not done', 'not done', null, null, null],
  ])('%s', (_, result, level, levelFrom, value) => {
    const covariates = derive([lab('afp', result)])?.covariates
    expect([covariates?.['afp']?.level, covariates?.['afp-from']?.level]).toEqual([level, levelFrom])
    expect(covariates?.['afp-exact']).toEqual({ value, level: null })
  })
})

describe('levels of codes', () => {
  test.each<[string, string, readonly WrittenRow[], string | null]>([
    ["a code that is a level's id", 'hbsag', [lab('hbsag', 'positive')], 'positive'],
    ['a code that is no level', 'hbsag', [lab('hbsag', 'weak')], null],
    ["a score in a level's list", 'ecog', [['assessment', { test: 'ecog', result: '0', date: '2021-02-20' }]], 'none'],
    [
      "another score in a level's list",
      'ecog',
      [['assessment', { test: 'ecog', result: '2', date: '2021-02-20' }]],
      'some',
    ],
    ['a score in no level', 'ecog', [['assessment', { test: 'ecog', result: '3', date: '2021-02-20' }]], null],
    ['a condition that is there', 'cirrhosis', [['medicalHistory', { term: 'cirrhosis' }]], 'present'],
    ['a condition that is not', 'cirrhosis', [], 'absent'],
  ])('%s', (_, covariate, rows, level) => expect(derive(rows)?.covariates[covariate]?.level).toBe(level))

  test('a subject whose covariate is unknown stays eligible', () => {
    const subject = derive([])
    expect([subject?.status, subject?.covariates['hbsag']]).toEqual(['eligible', { value: null, level: null }])
  })
})
