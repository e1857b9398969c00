import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import {
  explainedLines,
  exportLines,
  resultsTold,
  subjectNotFound,
  subjectTitle,
  titledPart,
} from '../../../cli/why-lines.js'
import { isoDate } from '../../../protocol/schema/iso-date.js'
import { told } from '../../../words/told.js'

const displayIds = ['north-0012', 'north-0013']

test('of a display id that nobody has the nearest is proposed', () => {
  expect(subjectNotFound(displayIds, 'north-013', 'r1').message).toBe(
    "no subject 'north-013' in run r1; did you mean north-0013?",
  )
  expect(subjectNotFound(displayIds, 'quite another', 'r1').message).toBe("no subject 'quite another' in run r1")
})

test('the account says of which run it is, and where other code derived it', () => {
  const run = { run_id: 'r1', data_cut: null, code_version: '1.2.0+a' }
  expect(subjectTitle('north-0012', run, null, '1.2.0+a')).toEqual(['north-0012 in run r1'])
  expect(subjectTitle('north-0012', run, run, '1.2.0+a')).toEqual(['north-0012 in run r1'])
  expect(subjectTitle('north-0012', { ...run, data_cut: isoDate('2024-03-31') }, null, '1.2.0+b').map(inWords)).toEqual(
    [
      'north-0012 in run r1, data cut 2024-03-31',
      '<yellow>as run r1 derived it, with code 1.2.0+a; this is 1.2.0+b</>',
    ],
  )
  const earlier = { run_id: 'r0', code_version: '1.1.0+o' }
  expect(subjectTitle('north-0012', run, earlier, '1.2.0+a').map(inWords)).toEqual([
    'north-0012 in run r1',
    '<yellow>as run r0 derived it, with code 1.1.0+o, and run r1 found it; this is 1.2.0+a</>',
  ])
  expect(subjectTitle('north-0012', run, { ...earlier, code_version: '1.2.0+a' }, '1.2.0+a')).toEqual([
    'north-0012 in run r1',
    'as run r0 derived it, and run r1 found it',
  ])
})

test('each part has a title, its findings in a column, and the rows behind them; empty parts have none', () => {
  const lines = explainedLines(
    [
      { title: 'Questions to the site', lines: [] },
      {
        title: 'Criteria',
        lines: [
          { about: 'age', found: '61 years ({x}): met', from: ['{file:labs}, row 3', '{file:labs}, row 4'] },
          { about: 'sex', found: 'not recorded', from: [] },
        ],
      },
    ],
    new Map([['labs', told`labs.csv`]]),
  )
  expect(lines.map(inWords)).toEqual([
    '\n<bold>Criteria</>',
    '  age                          61 years ({x}): met',
    '<dim>                               from labs.csv, row 3</>',
    '<dim>                               from labs.csv, row 4</>',
    '  sex                          not recorded',
  ])
  expect(titledPart('Matching', ['no partner', 'score 0.4']).map(inWords)).toEqual([
    '\n<bold>Matching</>',
    '  no partner',
    '  score 0.4',
  ])
})

const receipt = {
  export_id: '0123456789abcdef0123',
  study: 'lung',
  site: 'north',
  file_id: 'labs',
  bytes: 100,
  received_at: '2024-04-01T02:00:00.000Z',
  file_name: 'labs.csv',
  rows: 12,
  encoding: 'utf-8',
  sheets: [],
  notes: [],
  received_on: null,
  fates: null,
  blank_rows: null,
  headers: null,
}

test('the exports that a run used stand with rows and hash, a site without data says so', () => {
  expect(exportLines('north', undefined, [])).toEqual(['north: no data'])
  expect(exportLines('north', { state: 'left out', data_date: null }, [])).toEqual(['north: left out'])
  expect(exportLines('north', { state: 'fresh', data_date: isoDate('2024-03-31') }, [receipt])).toEqual([
    'north: fresh, data of 2024-03-31',
    'labs.csv, 12 rows, SHA-256 0123456789abcdef…',
  ])
})

test('of the results that variables rest on those with a flag, a time of day or a factor are told', () => {
  const source = (row: number) => ({ site: 'north', fileId: 'labs', file: told`{file:labs}`, sheet: told`-`, row })
  const variable = { value: 56.3, relation: '=', unit: null, because: null, sources: [source(3), source(4)] } as const
  const result = { test: 'albumin', result_number: 56.3, result_code: null, result_unit: 'g/L', file_id: 'labs' }
  const none = { date_offset: null, date_time: null, flag: null, received: {} }
  const raised = { result: { text: '<2.35', unit: '×24 g/L' } }
  const [part] = resultsTold(
    [
      {
        ...none,
        ...result,
        result_relation: '=',
        flag: 'high',
        date: isoDate('2020-12-20'),
        date_time: '07:10:30',
        row: 3,
      },
      {
        ...none,
        ...result,
        received: raised,
        result_relation: '<',
        date: null,
        date_offset: 4,
        date_time: '23:00:00',
        row: 4,
      },
      { ...none, ...result, result_relation: '=', flag: 'low', date: null, row: 5 },
    ],
    { albumin: variable },
  )
  expect(part?.lines.map(({ about, found, from }) => [about, found, ...from])).toEqual([
    ['albumin', '56.3 g/L, high, 2020-12-20 07:10', '{file:labs}, row 3'],
    ['albumin', '<56.3 g/L, received <2.35 ×24 g/L, day 4 23:00', '{file:labs}, row 4'],
  ])
  expect(resultsTold([], { albumin: variable })[0]?.lines).toEqual([])
})
