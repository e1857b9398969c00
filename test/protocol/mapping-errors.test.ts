import { describe, expect, test } from 'vitest'
import { loadChanged, problemsOf } from './changed-study.js'

type Wrong = readonly [what: string, from: string, to: string, told: string]

const north = 'sites/north-clinic.yaml'

const tells = (wrong: readonly Wrong[], file = north): void => {
  test.each(wrong)('%s', async (_, from, to, told) => {
    const problems = await problemsOf([file, from, to])
    expect(
      problems.filter(line => line.startsWith(file) && line.includes(told)),
      problems.join('\n'),
    ).toHaveLength(1)
  })
}

describe('B27: the files of sites are those that the study lists', () => {
  test('a site without its file, and the file that was meant', async () => {
    const problems = await problemsOf(['study.yaml', 'south-clinic]', 'sout-clinic]'])
    expect(problems).toEqual([
      "study.yaml:8:23: found 'sout-clinic', but there is no sites/sout-clinic.yaml; did you mean 'south-clinic'?",
      "sites/south-clinic.yaml:1:1: the study does not list the site of this file, or the file is not called <site>.yaml; did you mean 'sout-clinic'?",
    ])
  })

  test('a file that no site of the study has', async () => {
    const problems = await problemsOf(['study.yaml', 'north-clinic, south-clinic]', 'north-clinic]'])
    expect(problems).toEqual([
      'sites/south-clinic.yaml:1:1: the study does not list the site of this file, or the file is not called <site>.yaml',
    ])
  })

  tells([
    [
      'another site than its file says',
      'site: north-clinic',
      'site: nord-clinic',
      "found 'nord-clinic', but the file is called north-clinic.yaml",
    ],
  ])
})

describe('B27: a block reads a file of its site, into fields of its domain', () => {
  tells([
    [
      'an unknown file',
      'from: labs\n    test',
      'from: lab\n    test',
      "31:11: found 'lab', which is no file of this site, expected one of patients, labs, events; did you mean 'labs'?",
    ],
    [
      'an unknown domain',
      '  adverseEvent:',
      '  adverseEvents:',
      "found the unknown key 'adverseEvents', expected one of subject",
    ],
    [
      'an unknown field',
      'birthDate: {',
      'birthday: {',
      "found the unknown key 'birthday', expected one of from, when, sex, birthDate, ageYears; did you mean 'birthDate'?",
    ],
    ['an unknown key of a column', "decimal: ',', unit", "decimals: ',', unit", "found the unknown key 'decimals'"],
    [
      'an unknown key of a wide column',
      'ECOG: { test: ecog }',
      'ECOG: { tset: ecog }',
      "found the unknown key 'tset', expected one of test, date, codes, unit, decimal, missing; did you mean 'test'?",
    ],
    [
      'the wide field beside wide columns',
      'wide:\n      ECOG',
      'result: score\n    wide:\n      ECOG',
      "found 'result' beside 'wide', whose columns fill it",
    ],
    [
      'a field for the column and for the block',
      'wide:\n      ECOG',
      'test: { constant: ecog }\n    wide:\n      ECOG',
      "27:15: found 'test' for the column and for the whole block",
    ],
    [
      'a kind of missing',
      "'?': unknown",
      "'?': unknwon",
      "found 'unknwon', expected one of not recorded, not done, not applicable, unknown; did you mean 'unknown'?",
    ],
    [
      'an encoding',
      'encoding: utf-8',
      'encoding: utf8',
      "found 'utf8', expected one of utf-8, utf-16le, utf-16be, gb18030, big5, shift_jis, euc-jp, euc-kr, windows-1250, windows-1251, windows-1252, windows-1253, … (15 in all); did you mean 'utf-8'?",
    ],
  ])

  test('a mapping without subjects', async () => {
    const block = 'subject: { from: rows, ageYears: age }\n  '
    const problems = await loadChanged('day-offsets', [['sites/register.yaml', block, '']])
    expect(problems).toEqual([expect.stringContaining("'subject' is missing: it says which subjects the site has")])
  })
})

describe('what is said of a column fits the kind of its field', () => {
  tells([
    [
      'a day without its format',
      'birthDate: { column: born, date: [DD.MM.YYYY] }',
      'birthDate: born',
      "'birthDate' is a day: how it is written is missing, expected date: [YYYY-MM-DD]",
    ],
    [
      'a day for all that is none',
      'birthDate: { column: born, date: [DD.MM.YYYY] }',
      'birthDate: { constant: 1950 }',
      "found 1950, but 'birthDate' is a day, expected a day written YYYY-MM-DD",
    ],
    [
      'codes of a day',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.MM.YYYY], codes: { a: b } }',
      "found 'codes', but 'birthDate' is a date",
    ],
    [
      'an offset in a study of dates',
      'born, date: [DD.MM.YYYY] }',
      'born, offset: years }',
      'found an offset, but the study counts in dates, expected date',
    ],
    [
      'a date and an offset',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.MM.YYYY], offset: days }',
      "'birthDate' has both 'date' and 'offset'",
    ],
    [
      'a year of two digits',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.MM.YY] }',
      "found 'DD.MM.YY', expected a date format such as YYYY-MM-DD",
    ],
    [
      'a day without its month',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.YYYY] }',
      "found the date format 'DD.YYYY'",
    ],
    [
      'a completion where nothing is partial',
      'born, date: [DD.MM.YYYY] }',
      'born, offset: days, impute: first }',
      "found 'impute', which completes partial dates",
    ],
    [
      'a unit of a code',
      'column: stage, codes',
      'column: stage, unit: mm, codes',
      "found 'unit', but 'stage' is a code",
    ],
    [
      'a decimal mark of a code',
      'column: stage, codes',
      "column: stage, decimal: ',', codes",
      "found 'decimal', but 'stage' is a code",
    ],
    [
      'a date format of a quantity',
      "column: value, decimal: ','",
      'column: value, date: [YYYY]',
      "found 'date', but 'result' is a quantity",
    ],
    [
      'an offset of a quantity',
      "column: value, decimal: ','",
      'column: value, offset: days',
      "found 'offset', but 'result' is a quantity",
    ],
    ['a text for a number', 'grade: grade', 'grade: { constant: high }', "found 'high', but 'grade' is a number"],
    [
      'a code of a number that is a text',
      'grade: grade',
      'grade: { column: grade, codes: { III: three } }',
      "found 'three', but 'grade' is a number",
    ],
    ['a unit that does not convert', 'g/l: g/L', 'g/l: mmHg', "the unit 'mmHg' does not convert for 'albumin', 'afp'"],
    [
      'a unit of a wide column',
      'frailty: { test: frailty-score,',
      'frailty: { test: albumin, unit: mmol/L,',
      "the unit 'mmol/L' does not convert for 'albumin', expected one of g/L",
    ],
    [
      'a unit of a test that nothing is known of',
      'frailty: { test: frailty-score,',
      'frailty: { test: frail, unit: kg,',
      "nothing is known of 'frail': declare it under 'tests'",
    ],
  ])

  test('a date in a study of day offsets', async () => {
    const problems = await loadChanged('day-offsets', [['sites/register.yaml', 'offset: weeks', 'date: [YYYY-MM-DD]']])
    expect(problems).toEqual([
      expect.stringContaining('found a date, but the study counts in day offsets, expected offset'),
    ])
  })
})

describe('files are named plainly, and identifiers do not come in by another way', () => {
  tells([
    [
      'B29: a path for a name',
      'name: labs.csv',
      'name: ../labs.csv',
      "found '../labs.csv', expected the name of a file in the site's own folder",
    ],
    [
      'a sheet of a text file',
      'name: labs.csv,',
      'name: labs.csv, sheet: one,',
      "found a sheet, but 'labs.csv' is no workbook",
    ],
    [
      'an encoding of a workbook',
      'name: patients_*.csv,',
      'name: patients_*.xlsx,',
      "found an encoding, but 'patients_*.xlsx' is a workbook",
    ],
    [
      'header rows that do not ascend',
      'name: labs.csv,',
      'name: labs.csv, header: [2, 1],',
      'found the header rows 2, 1, expected them to ascend',
    ],
    [
      'a dropped column of an unknown file',
      'drop: { patients:',
      'drop: { patient:',
      "found 'patient', which is no file of this site",
    ],
    [
      'a link in an unknown file',
      'link: { file: patients',
      'link: { file: patient',
      "found 'patient', which is no file of this site",
    ],
    [
      'an identifier that is mapped as well',
      '[surname, phone]',
      '[surname, sex]',
      "found 'sex', which is mapped as well: an identifier is dropped or mapped, not both",
    ],
    [
      'a link beside ids that identify nobody',
      'link: { file',
      'nonIdentifying: true\n  link: { file',
      'found a link column, but the ids are declared non-identifying',
    ],
    [
      'a data date in an unknown file',
      'dataDate: { file: patients',
      'dataDate: { file: patient',
      "found 'patient', which is no file of this site",
    ],
  ])

  test('ids of clinical data are never declared non-identifying', async () => {
    const problems = await loadChanged('day-offsets', [['study.yaml', 'data: public', 'data: clinical']])
    expect(problems).toEqual([
      expect.stringContaining('found ids declared non-identifying, but the study says that its data are clinical'),
    ])
  })
})

describe('codes that cannot meet are doubted, not refused', () => {
  const warningsOf = async (file: string, from: string, to: string): Promise<string> => {
    const loaded = await loadChanged('dates-and-identifiers', [[file, from, to]])
    if (!('study' in loaded)) throw new Error(loaded.join('\n'))
    return loaded.warnings.map(({ message, nearest }) => `${message}; ${nearest ?? '-'}`).join('\n')
  }

  test('a code that no site delivers', async () => {
    expect(await warningsOf('study.yaml', 'where: { group: { is: lung } }', 'where: { group: { is: lnug } }')).toBe(
      "no site delivers 'lnug' for tumour.group; lung",
    )
  })

  test('a domain that no site delivers', async () => {
    expect(
      await warningsOf('study.yaml', '  burden: {', '  operated: { from: procedure, pick: any }\n  burden: {'),
    ).toBe('no site delivers procedure; -')
  })

  test('a category that is nearly one that the study counts', async () => {
    expect(
      await warningsOf(north, 'codes: { rash: rash, fatigue: fatigue }', 'codes: { rash: rash, tired: fatique }'),
    ).toBe("'fatique' is no category of the study; fatigue")
  })

  test('but not one that the study simply does not count', async () => {
    expect(
      await warningsOf(north, 'codes: { rash: rash, fatigue: fatigue }', 'codes: { rash: rash, cough: cough }'),
    ).toBe('')
  })

  test('a category that no site delivers', async () => {
    expect(
      await warningsOf(
        'study.yaml',
        '{ id: fatigue, label: Fatigue }]',
        '{ id: fatigue, label: Fatigue }, { id: nausea, label: Nausea }]',
      ),
    ).toBe("no site delivers the category 'nausea'; -")
  })

  test('a response that is none is refused', async () => {
    const problems = await problemsOf([north, 'PR: pr', 'PR: partial'])
    expect(problems.join('\n')).toContain("'partial' is no response, expected one of cr, pr, sd, pd, ne")
  })
})
