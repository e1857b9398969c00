import { describe, expect, test } from 'vitest'
import { loadChanged } from './changed-study.js'

type Wrong = readonly [what: string, from: string, to: string, ...told: readonly string[]]

const east = 'sites/east-hospital.yaml'

const tells = (wrong: readonly Wrong[], file = east): void => {
  test.each(wrong)('%s', async (_, from, to, ...told) => {
    const loaded = await loadChanged('exports-as-they-come', [[file, from, to]])
    expect('study' in loaded ? [] : loaded).toEqual(told.map(line => `${file}:${line}`))
  })
}

describe('the shape of a file', () => {
  tells([
    [
      'parts of one file',
      'name: labs_*.csv',
      'name: labs.csv',
      "25:5: found 'parts', but one file alone fits a name without '*'",
    ],
    [
      'parts whose rows are subjects',
      '    only: { state: [final] }\n    passOver: { test: [CRP] }\n    subject: { column: patient }',
      '    only: { state: [final] }\n    passOver: { test: [CRP] }\n    subject: row number',
      "25:5: found 'parts' where the row's number is the id: rows of two parts have the same numbers",
    ],
    [
      'a join with no file',
      'join: { file: orders,',
      'join: { file: order,',
      "28:19: found a text of 5 signs, which is no file of this site, expected one of patients, orders, labs; did you mean 'orders'?",
    ],
    [
      'a join with itself',
      'join: { file: orders,',
      'join: { file: labs,',
      '28:19: found files that join each other in a circle',
    ],
    [
      'a join in a circle',
      '    fillDown: [patient] ',
      '    join: { file: labs, on: order, take: [state] } ',
      '21:19: found files that join each other in a circle',
      '28:19: found files that join each other in a circle',
    ],
    [
      'a column that is joined and made',
      'take: [patient] }',
      'take: { patient: patient, order no: ordered } }',
      '28:5: found two columns of one name among those that are joined and made',
    ],
    [
      'a column made of itself',
      'born: { join: [year,',
      'born: { join: [born,',
      '14:7: found a column that is made of itself',
    ],
    [
      'a column made of one that is made later',
      'born: { join: [year,',
      'born: { join: [status,',
      '14:7: found a column that is made of one that is made after it',
    ],
    [
      'a column under a new name',
      "{ from: hospital_no, strip: EH-, cut: '/#' }",
      '{ from: hospital_no }',
      '13:7: found a column that is only another one under a new name: map that one, expected one of split with part, words, strip, cut, pad',
    ],
    ['a part that no cell has', "split: ':', part: 1 }", "split: ':', part: 3, parts: 2 }", '15:54: found part 3 of 2'],
    [
      'blank cells of a joined column',
      '    only: { state',
      '    fillDown: [patient]\n    only: { state',
      '29:16: found a column that is joined or made: blank cells are filled before that, in the columns of the file',
    ],
    [
      'what is made of an identifier as a value',
      "born: { join: [year, month, day], by: '-' }",
      "born: { from: name, split: ' ', part: 1 }",
      '14:7: found a column that is made of an identifier, and which is mapped as a value',
    ],
    [
      'what an id is made of as a value',
      'sex: { column: sex, codes',
      'sex: { column: hospital_no, codes',
      '12:5: found a column of which an identifier is made, and which is mapped as a value as well',
    ],
  ])
  tells(
    [
      [
        'rows of sheets as subjects',
        'subject: { column: No. }',
        'subject: row number',
        "7:52: found 'rowIs' where the row's number is the id: name the label of the id",
      ],
    ],
    'sites/west-hospital.yaml',
  )
})

describe('patterns and parts of cells', () => {
  tells([
    [
      'a text that is no pattern',
      "'A *': a,",
      "'A': a,",
      "42:44: found a text without '*' or '#', which belongs under 'codes'",
    ],
    ['a pattern of anything', "'A *': a,", "'*': a,", '42:44: found a pattern that fits texts of any kind'],
    [
      'two patterns of which one text is both',
      "'A *': a, 'A+B *': a-and-b",
      "'A *': a, '* A': a-and-b",
      '42:54: found a pattern that may fit the same text as one before it, which means another code and says as much',
    ],
    [
      'parts of a field of which a subject has one',
      'codes: { F: female, M: male }',
      "codes: { F: female, M: male }, each: ';'",
      "38:56: found 'each', but a subject has one row of subject",
    ],
    ['parts of a quantity', 'unit: g/L }', "unit: g/L, each: ';' }", "48:42: found 'each', but 'result' is a quantity"],
  ])
})
