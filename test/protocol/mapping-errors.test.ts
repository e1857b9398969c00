import { describe, expect, test } from 'vitest'
import { type Change, loadChanged, problemsOf } from './changed-study.js'

type Wrong = readonly [what: string, from: string, to: string, ...told: readonly string[]]

const north = 'sites/north-clinic.yaml'
const utf8Patients = "patients_*.csv, encoding: utf-8, delimiter: ';'"

const tells = (wrong: readonly Wrong[], file = north): void => {
  test.each(wrong)('%s', async (_, from, to, ...told) => {
    expect(await problemsOf([file, from, to])).toEqual(told)
  })
}

describe('B27: a block reads a file of its site, into fields of its domain', () => {
  tells([
    [
      'an unknown file',
      'from: labs\n    test',
      'from: lab\n    test',
      "sites/north-clinic.yaml:31:11: found a text of 3 signs, which is no file of this site, expected one of patients, labs, events; did you mean 'labs'?",
    ],
    [
      'an unknown domain',
      '  adverseEvent:',
      '  adverseEvents:',
      "sites/north-clinic.yaml:48:3: found the unknown key 'adverseEvents', expected one of subject, disease, medicalHistory, exposure, procedure, lab, assessment, tumour, response, adverseEvent, contact, disposition; did you mean 'adverseEvent'?",
    ],
    [
      'an unknown field',
      'birthDate: {',
      'birthday: {',
      "sites/north-clinic.yaml:18:5: found the unknown key 'birthday', expected one of from, when, sex, birthDate, ageYears; did you mean 'birthDate'?",
    ],
    [
      'an unknown key of a column',
      "decimal: ',', unit",
      "decimals: ',', unit",
      "sites/north-clinic.yaml:33:30: found the unknown key 'decimals', expected one of column, codes, pack, patterns, each, date, century, months, impute, offset, unit, factor, … (14 in all); did you mean 'decimal'?",
    ],
    [
      'an unknown key of a wide column',
      'ECOG: { test: ecog }',
      'ECOG: { tset: ecog }',
      "sites/north-clinic.yaml:26:15: found the unknown key 'tset', expected one of test, flag, date, codes, pack, patterns, unit, factor, decimal, missing; did you mean 'test'?",
    ],
    [
      'the wide field beside wide columns',
      'wide:\n      ECOG',
      'result: score\n    wide:\n      ECOG',
      "sites/north-clinic.yaml:25:5: found 'result' beside 'wide', whose columns fill it",
    ],
    [
      'a field for the column and for the block',
      'wide:\n      ECOG',
      'test: { constant: ecog }\n    wide:\n      ECOG',
      "sites/north-clinic.yaml:27:15: found 'test' for the column and for the whole block",
      "sites/north-clinic.yaml:28:18: found 'test' for the column and for the whole block",
    ],
    [
      'a kind of missing',
      "'?': unknown",
      "'?': unknwon",
      "sites/north-clinic.yaml:13:35: found a text of 7 signs, expected one of not recorded, not done, not applicable, unknown; did you mean 'unknown'?",
    ],
    [
      'an encoding',
      'encoding: utf-8',
      'encoding: utf9',
      "sites/north-clinic.yaml:7:47: found a text of 4 signs, expected one of utf-8, utf-16le, utf-16be, gb18030, big5, shift_jis, euc-jp, iso-2022-jp, euc-kr, windows-874, windows-1250, windows-1251, … (36 in all); did you mean 'utf-8'?",
    ],
  ])

  test('a mapping without subjects', async () => {
    const block = 'subject: { from: rows, ageYears: age }\n  '
    const problems = await loadChanged('day-offsets', [['sites/register.yaml', block, '']])
    expect(problems).toEqual(["sites/register.yaml:9:1: 'subject' is missing: it says which subjects the site has"])
  })
})

describe('what is said of a column fits the kind of its field', () => {
  tells([
    [
      'a day without its format',
      'birthDate: { column: born, date: [DD.MM.YYYY] }',
      'birthDate: born',
      "sites/north-clinic.yaml:18:5: 'birthDate' is a day: how it is written is missing, expected date: [YYYY-MM-DD]",
    ],
    [
      'a day for all that is none',
      'birthDate: { column: born, date: [DD.MM.YYYY] }',
      'birthDate: { constant: 1950 }',
      "sites/north-clinic.yaml:18:16: found a number, but 'birthDate' is a day, expected a day written YYYY-MM-DD",
    ],
    [
      'codes of a day',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.MM.YYYY], codes: { a: b } }',
      "sites/north-clinic.yaml:18:52: found 'codes', but 'birthDate' is a date",
    ],
    [
      'an offset in a study of dates',
      'born, date: [DD.MM.YYYY] }',
      'born, offset: years }',
      'sites/north-clinic.yaml:18:32: found an offset, but the study counts in dates, expected date',
    ],
    [
      'a date and an offset',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.MM.YYYY], offset: days }',
      "sites/north-clinic.yaml:18:5: 'birthDate' has both 'date' and 'offset', expected date: [YYYY-MM-DD]",
    ],
    [
      'a year of two digits',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.MM.YY] }',
      'sites/north-clinic.yaml:18:39: found years of two digits, whose century nobody can tell, expected one of century: { from: 1930 } beside it, for 1930 to 2029, years of four digits',
    ],
    [
      'a day without its month',
      'born, date: [DD.MM.YYYY] }',
      'born, date: [DD.YYYY] }',
      'sites/north-clinic.yaml:18:39: found a date format that cannot be read, expected YYYY or YY once, M, MM or MMM and D or DD at most once',
    ],
    [
      'a completion where nothing is partial',
      'born, date: [DD.MM.YYYY] }',
      'born, offset: days, impute: first }',
      'sites/north-clinic.yaml:18:32: found an offset, but the study counts in dates, expected date',
      "sites/north-clinic.yaml:18:46: found 'impute', which completes partial dates: there are none here",
    ],
    [
      'a unit of a code',
      'column: stage, codes',
      'column: stage, unit: mm, codes',
      "sites/north-clinic.yaml:21:29: found 'unit', but 'stage' is a code",
    ],
    [
      'a decimal mark of a code',
      'column: stage, codes',
      "column: stage, decimal: ',', codes",
      "sites/north-clinic.yaml:21:29: found 'decimal', but 'stage' is a code",
    ],
    [
      'a code that begins as a limit and is none, and one in a unit that does not convert',
      "column: value, decimal: ','",
      "column: value, codes: { a: '<LOD', b: '<20 furlong', c: '< 2.0×10^2 g/dL', d: '≥3' }, decimal: ','",
      "sites/north-clinic.yaml:33:42: found a text of 4 signs, a limit without a number, expected '<20'",
      'sites/north-clinic.yaml:33:53: found a text of 11 signs, a limit in a unit that does not convert, expected one of g/L, g/dL, mg/mL, mg/dL, ng/mL, ug/L, ng/L, pg/mL, ng/dL, ug/mL, IU/mL, kIU/L, … (14 in all)',
    ],
    [
      'a factor of nothing',
      "column: value, decimal: ','",
      "column: value, factor: 0, decimal: ','",
      'sites/north-clinic.yaml:33:38: found a factor that is not above 0: no number of the file can be meant by it',
    ],
    [
      'a factor beside a column of units',
      "column: value, decimal: ','",
      "column: value, factor: 10, decimal: ','",
      "sites/north-clinic.yaml:33:30: found a factor beside a column of units, in which each row says its own: list what its words mean under 'codes' of the unit",
    ],
    [
      'a factor of a code',
      'column: stage, codes',
      'column: stage, factor: 2, codes',
      "sites/north-clinic.yaml:21:29: found 'factor', but 'stage' is a code",
    ],
    [
      'a flag that is none',
      '    result: {',
      '    flag: { column: hint, codes: { 1: up, 2: low } }\n    result: {',
      'sites/north-clinic.yaml:30:3: found a text of 2 signs, which is no abnormal flag, expected one of high, high-high, low, low-low, abnormal, normal',
    ],
    [
      'a date format of a quantity',
      "column: value, decimal: ','",
      'column: value, date: [YYYY]',
      "sites/north-clinic.yaml:33:30: found 'date', but 'result' is a quantity",
    ],
    [
      'an offset of a quantity',
      "column: value, decimal: ','",
      'column: value, offset: days',
      "sites/north-clinic.yaml:33:30: found 'offset', but 'result' is a quantity and the study counts in dates",
    ],
    [
      'a text for a number',
      'grade: grade',
      'grade: { constant: high }',
      "sites/north-clinic.yaml:52:12: found a text of 4 signs, but 'grade' is a number",
    ],
    [
      'a code of a number that is a text',
      'grade: grade',
      'grade: { column: grade, codes: { III: three } }',
      "sites/north-clinic.yaml:52:43: found a text of 5 signs, but 'grade' is a number",
    ],
    [
      'a unit that does not convert',
      'g/l: g/L',
      'g/l: mmHg',
      'sites/north-clinic.yaml:33:80: found a text of 4 signs, a unit that does not convert for these tests, expected one of g/L, g/dL, mg/mL, mg/dL, ng/mL, ug/L, ng/L, pg/mL, ng/dL, ug/mL, IU/mL, kIU/L, … (14 in all)',
    ],
    [
      'a unit of a wide column',
      'frailty: { test: frailty-score,',
      'frailty: { test: albumin, unit: mmol/L,',
      'sites/north-clinic.yaml:27:39: found a text of 6 signs, a unit that does not convert for this test, expected one of g/L, g/dL, mg/mL, mg/dL',
    ],
    [
      'a unit of a test that nothing is known of',
      'frailty: { test: frailty-score,',
      'frailty: { test: frail, unit: kg,',
      "sites/north-clinic.yaml:27:37: found a unit of a test of which nothing is known: declare the test under 'tests'",
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
      "sites/north-clinic.yaml:8:17: found a text of 11 signs, expected the name of a file in the site's own folder",
    ],
    [
      'a sheet of a text file',
      'name: labs.csv,',
      'name: labs.csv, sheet: one,',
      'sites/north-clinic.yaml:8:27: found a sheet, but the file is no workbook',
    ],
    [
      'a line break that divides cells',
      utf8Patients,
      'patients_*.csv, encoding: utf-8, delimiter: "\\n"',
      'sites/north-clinic.yaml:7:65: found a line break, which divides rows',
    ],
    [
      'a delimiter that stands around the cells too',
      utf8Patients,
      `patients_*.csv, encoding: utf-8, delimiter: '"'`,
      'sites/north-clinic.yaml:7:65: found the sign that divides the cells to stand around them too',
    ],
    [
      'a quote of another script, and an escape of one',
      utf8Patients,
      "patients_*.csv, encoding: utf-8, delimiter: ';', quote: “, escape: ＼",
      'sites/north-clinic.yaml:7:77: found a text of 1 sign, expected a sign of ASCII or none',
      'sites/north-clinic.yaml:7:88: found a text of 1 sign, expected a sign of ASCII',
    ],
    [
      'an escape that is the quote',
      utf8Patients,
      `patients_*.csv, encoding: utf-8, delimiter: ';', escape: '"'`,
      'sites/north-clinic.yaml:7:78: found the quote itself: a quote that is written twice in a cell is read so without this key',
    ],
    [
      'an escape that divides the cells',
      utf8Patients,
      "patients_*.csv, encoding: utf-8, delimiter: ';', escape: ';'",
      'sites/north-clinic.yaml:7:78: found the sign that divides the cells',
    ],
    [
      'a dialect of a workbook',
      "name: patients_*.csv, encoding: utf-8, delimiter: ';'",
      'name: patients_*.xlsx, quote: none',
      'sites/north-clinic.yaml:7:38: found a quote, but the file is a workbook',
    ],
    [
      'an encoding of a workbook',
      'name: patients_*.csv,',
      'name: patients_*.xlsx,',
      'sites/north-clinic.yaml:7:38: found an encoding, but the file is a workbook',
    ],
    [
      'header rows that do not ascend',
      'name: labs.csv,',
      'name: labs.csv, header: [2, 1],',
      'sites/north-clinic.yaml:8:35: found header rows that do not ascend',
    ],
    [
      'a dropped column of an unknown file',
      'drop: { patients:',
      'drop: { patient:',
      "sites/north-clinic.yaml:12:11: found 'patient', which is no file of this site, expected one of patients, labs, events; did you mean 'patients'?",
    ],
    [
      'a link in an unknown file',
      'link: { file: patients',
      'link: { file: patient',
      "sites/north-clinic.yaml:11:17: found a text of 7 signs, which is no file of this site, expected one of patients, labs, events; did you mean 'patients'?",
    ],
    [
      'an identifier that is mapped as well',
      '[surname, phone]',
      '[surname, sex]',
      'sites/north-clinic.yaml:12:31: found a column that is mapped as well: an identifier is dropped or mapped, not both',
    ],
    [
      'a link beside ids that identify nobody',
      'link: { file',
      'nonIdentifying: true\n  link: { file',
      'sites/north-clinic.yaml:12:3: found a link column, but the ids are declared non-identifying',
    ],
    [
      'a data date in an unknown file',
      'dataDate: { file: patients',
      'dataDate: { file: patient',
      "sites/north-clinic.yaml:5:19: found a text of 7 signs, which is no file of this site, expected one of patients, labs, events; did you mean 'patients'?",
    ],
  ])

  test('of clinical data no whole id is declared real: the mapping is stored with every run', async () => {
    const real: Change = [north, '  drop: { patients', "  real: [TEST-01, 'P*']\n  drop: { patients"]
    expect(await problemsOf(real)).toEqual([])
    expect(await problemsOf(['study.yaml', 'data: synthetic', 'data: clinical'], real)).toEqual([
      "sites/north-clinic.yaml:12:10: found a whole id, expected a pattern with '*' for what varies: the mapping is stored with every run",
    ])
  })

  test('ids of clinical data are never declared non-identifying', async () => {
    const problems = await loadChanged('day-offsets', [['study.yaml', 'data: public', 'data: clinical']])
    expect(problems).toEqual([
      'sites/register.yaml:7:32: found ids declared non-identifying, but the study says that its data are clinical',
    ])
  })
})
