import { describe, expect, test } from 'vitest'
import { printProblem } from '../../protocol/load/study-problems.js'
import { type Change, loadChanged } from './changed-study.js'

const [north, south, study] = ['sites/north-clinic.yaml', 'sites/south-clinic.yaml', 'study.yaml']

const doubts = async (example: string, changes: readonly Change[]): Promise<readonly string[]> => {
  const loaded = await loadChanged(example, changes)
  if (!('study' in loaded)) throw new Error(loaded.join('\n'))
  return loaded.warnings.map(problem =>
    printProblem({ ...problem, file: problem.file.replace(`${loaded.folder}/`, '') }),
  )
}

const open = 'so only bare numbers are read of it: declare it under'
const becomes = 'and nothing of the study reads it'

describe('what is probably not meant is doubted, with its place and the nearest name', () => {
  test.each<readonly [string, readonly Change[], readonly string[]]>([
    [
      'a code that no site delivers',
      [[study, 'where: { group: { is: lung } }', 'where: { group: { is: lnug } }']],
      ["study.yaml:25:44: no site delivers 'lnug' for tumour.group, expected lung; did you mean 'lung'?"],
    ],
    [
      'a band or group without a level',
      [[study, '{ early: [i, ii], late: [iii, iv] }', '{ early: [i], middle: [ii], late: [iii, iv] }']],
      ["study.yaml:52:55: no level for 'middle': such subjects are unknown in it"],
    ],
    [
      'a code of the index date',
      [[study, 'in: [drug-a, drug-b] } }, pick: first', 'in: [drug-a, drug-d] } }, pick: first']],
      [
        "study.yaml:11:46: no site delivers 'drug-d' for exposure.treatment, expected one of drug-a, drug-b, drug-c, supportive-care; did you mean 'drug-a'?",
      ],
    ],
    [
      'a code of an endpoint',
      [
        [
          study,
          'events: [{ from: disposition, where: { event: { is: death } }',
          'events: [{ from: disposition, where: { event: { is: deaht } }',
        ],
      ],
      ["study.yaml:65:51: no site delivers 'deaht' for disposition.event, expected death; did you mean 'death'?"],
    ],
    [
      'a code of a later therapy',
      [[study, 'where: { category: { is: later-line } }', 'where: { category: { is: late-line } }']],
      [
        "study.yaml:79:22: no site delivers 'late-line' for exposure.category, expected one of anticancer, later-line; did you mean 'later-line'?",
      ],
    ],
    [
      'a domain that no site delivers',
      [[study, '  burden: {', '  operated: { from: procedure, pick: any }\n  burden: {']],
      ['study.yaml:33:3: no site delivers procedure'],
    ],
    [
      'a test that is nearly a known one',
      [[south, 'lab_alb: { test: albumin, unit: g/dL }', 'lab_alb: { test: albumine }']],
      [
        `sites/south-clinic.yaml:32:7: nothing is known of 'albumine', ${open} 'tests', expected one of albumin, prealbumin, total-protein, globulin, alt, ast, ggt, alp, ldh, amylase, lipase, creatine-kinase, … (88 in all); did you mean 'albumin'?`,
        "sites/south-clinic.yaml:27:3: 'albumine' is no test known, so its values have neither unit nor plausible range: declare it under 'tests', expected one of albumin, prealbumin, total-protein, globulin, alt, ast, ggt, alp, ldh, amylase, lipase, creatine-kinase, … (88 in all); did you mean 'albumin'?",
      ],
    ],
    [
      'a test without a unit',
      [[south, 'lab_alb: { test: albumin, unit: g/dL }', 'lab_alb: { test: albumin }']],
      [
        "sites/south-clinic.yaml:32:7: no unit is named for 'albumin'; numbers are taken as g/L and asked about: name the unit",
      ],
    ],
    [
      'names of tests as they stand',
      [
        [north, 'test: { column: item, codes: { Albumin: albumin, AFP: afp } }', 'test: item'],
        [north, ', unit: { column: unit, codes: { g/l: g/L, g/dl: g/dL, ng/ml: ng/mL } }', ', unit: { column: unit }'],
      ],
      [
        "sites/north-clinic.yaml:32:5: the names of tests are taken from the column as they stand, and of a name that is no test only bare numbers are read: list them by 'codes'",
      ],
    ],
    [
      'a category that is nearly one that the study counts',
      [[north, 'codes: { rash: rash, fatigue: fatigue }', 'codes: { rash: rash, tired: fatique }']],
      [
        "sites/north-clinic.yaml:48:3: 'fatique' is no category of the study, expected one of rash, fatigue; did you mean 'fatigue'?",
      ],
    ],
    [
      'a target that is nearly one of the study',
      [[north, 'target: { constant: all-lesions }', 'target: { constant: all-lesion }']],
      [
        "sites/north-clinic.yaml:42:3: 'all-lesion' is no target of the study, expected all-lesions; did you mean 'all-lesions'?",
      ],
    ],
    [
      'a category, a target and a therapy that no site delivers',
      [
        [study, '{ id: fatigue, label: Fatigue }]', '{ id: fatigue, label: Fatigue }, { id: nausea, label: Nausea }]'],
        [
          study,
          '{ id: all-lesions, label: All lesions }',
          '{ id: all-lesions, label: All lesions }, { id: liver, label: Liver }',
        ],
        [study, '{ id: drug-c, label: Drug C }', '{ id: drug-c, label: Drug C }, { id: drug-e, label: E }'],
      ],
      [
        "study.yaml:70:60: no site delivers the target 'liver', expected all-lesions",
        "study.yaml:74:82: no site delivers the category 'nausea', expected one of rash, fatigue",
        "study.yaml:81:52: no site delivers the therapy 'drug-e', expected one of drug-a, drug-b, drug-c, supportive-care; did you mean 'drug-a'?",
      ],
    ],
    [
      'a code that levels do not list',
      [[south, '2: female }', '2: femal }']],
      [
        `sites/south-clinic.yaml:16:46: 'femal' is delivered for subject.sex, ${becomes}, so it becomes unknown, expected one of female, male; did you mean 'female'?`,
      ],
    ],
    [
      'a code that is a slip of one that a condition names',
      [[north, 'dead: dead }', 'dead: alife }']],
      [
        `sites/north-clinic.yaml:57:58: 'alife' is delivered for contact.status, ${becomes}, expected alive; did you mean 'alive'?`,
      ],
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await doubts('dates-and-identifiers', changes)).toEqual(expected)
  })

  test('responses and adverse events that no site delivers', async () => {
    const study = 'study.yaml'
    const more =
      'response: { criteria: R, targets: [{ id: liver, label: L }] }\nsafety: { grades: C, categories: [{ id: rash, label: R }] }\n'
    expect(await doubts('day-offsets', [[study, 'matching: {', `${more}matching: {`]])).toEqual([
      'study.yaml:42:1: no site delivers response',
      'study.yaml:43:1: no site delivers adverseEvent',
    ])
  })
})
