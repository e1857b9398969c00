import { describe, expect, test } from 'vitest'
import { blankWords, noteWords, quantileWords, testWords, totalWords } from '../../harmonize/door/ids/id-words.js'
import { kindOfNoId } from '../../harmonize/door/ids/id-look.js'
import { idColumn } from '../../harmonize/door/ids/id-column.js'
import { readSubjectId } from '../../harmonize/door/ids/subject-id.js'
import type { Cell } from '../../sources/source-record.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { retold } from '../../words/told.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const text = (value: string): Cell => ({ kind: 'text', text: value })

const among = (id: Cell, others: readonly string[]) =>
  readSubjectId(id, {
    column: idColumn([id, ...others.map(text)]),
  })

const listed = "; where it is a subject's id, list it under 'identifiers: real'"
const asText = 'export the ids as text'
const lostDigits = `an id that a program stored as a number and so lost its last digits; it cannot be restored: ${asText}`
const noSubject = (what: string): string => `${what} where a subject is expected: the row is left out${listed}`

describe('why an id cannot be one', () => {
  test.each<readonly [string, Cell | undefined, string, string]>([
    ['no cell', undefined, 'blank-id', 'no id where the subject is expected'],
    ['an empty cell', { kind: 'empty' }, 'blank-id', 'no id where the subject is expected'],
    ['signs that no eye sees', text('\u200b'), 'blank-id', 'no id where the subject is expected'],
    ['a word for none', text('unknown'), 'blank-id', 'a word or sign for a missing id where the subject is expected'],
    [
      'an error',
      { kind: 'error', text: retold('#DIV/0!') },
      'unreadable-id',
      'a cell that cannot be used where an id is expected: #DIV/0!',
    ],
    [
      'a typed day',
      { kind: 'date', text: '2020-01-03', date: isoDate('2020-01-03') },
      'unreadable-id',
      `a day where an id is expected: a spreadsheet may have turned the id into it; ${asText}`,
    ],
    [
      'a day in words',
      text('3-Jan'),
      'unreadable-id',
      `a day where an id is expected: a spreadsheet may have turned the id into it; ${asText}`,
    ],
    [
      'a fraction',
      { kind: 'number', text: '1.5', number: 1.5 },
      'unreadable-id',
      'a fraction or a negative number where an id is expected',
    ],
    [
      'a negative number',
      { kind: 'number', text: '-3', number: -3 },
      'unreadable-id',
      'a fraction or a negative number where an id is expected',
    ],
    ['a number too long', { kind: 'number', text: '1000000000000000', number: 1e15 }, 'id-lost-digits', lostDigits],
    ['a text of one', text('1.2E+15'), 'id-lost-digits', lostDigits],
    ['a test entry', text('Test 3'), 'test-id', `the id of a test entry, not of a subject${listed}`],
    ['a total', text('Mean'), 'not-a-subject', noSubject('a total, a mean or a count')],
    ['a note', text('Note: x'), 'not-a-subject', noSubject('a note or a signature')],
    ['a sentence', text('Values as of May.'), 'not-a-subject', noSubject('a sentence')],
  ])('%s', (_, cell, fault, message) => {
    expect(readSubjectId(cell)).toEqual({ fault, message })
  })

  test.each<readonly [string, Cell, string]>([
    ['zero', { kind: 'number', text: '0', number: 0 }, '0'],
    ['a number', { kind: 'number', text: '7', number: 7 }, '7'],
    ['the longest number', { kind: 'number', text: '999999999999999', number: 999_999_999_999_999 }, '999999999999999'],
  ])('%s is an id', (_, cell, id) => {
    expect(readSubjectId(cell, { open: true })).toEqual({ id })
  })

  test.each([
    ['SD', ['AB', 'CD', 'EF'], 'a total'],
    ['NB', ['AB', 'CD', 'EF'], 'a note'],
    ['1-JAN', ['2-ABC', '3-DEF'], 'a day'],
    ['12345', ['70211', '55102'], 'a test entry'],
  ])('%s among %j is kept and asked about', (id, others, like) => {
    expect(among(text(id), others)).toEqual({
      id,
      doubt: `an id that reads like ${like}, but most ids of its column are of its shape: it was kept; is it a subject's?`,
    })
    // One other of its shape is not enough.
    expect(among(text(id), [...others.slice(0, 1), 'unlike anything', 'and longer'])).toHaveProperty('fault')
  })
})

describe('the words that are no ids', () => {
  const lists = { blankWords, testWords, totalWords, noteWords }
  const faults = {
    blankWords: 'blank-id',
    testWords: 'test-id',
    totalWords: 'not-a-subject',
    noteWords: 'not-a-subject',
  }

  test.each(Object.keys(lists) as (keyof typeof lists)[])('each of %s is found alone', list => {
    const wrong = [...lists[list]].filter(word => {
      const found = kindOfNoId(word, undefined)
      return found === null || typeof found === 'string' || !('fault' in found) || found.fault !== faults[list]
    })
    expect(wrong).toEqual([])
  })

  test.each([...quantileWords])('the quantile %s is a total only beside another', word => {
    expect(among(text(word), ['P001', 'P002'])).toEqual({ id: word })
    expect(among(text(word), ['P001', 'Mean'])).toHaveProperty('fault', 'not-a-subject')
  })
})

describe('the words of rows that make no subject or are doubted', () => {
  const mapping = madeMapping({
    files: { p: { name: 'p.csv', subject: { column: 'id' } }, v: { name: 'v.csv', subject: { column: 'id' } } },
    map: {
      subject: { from: 'p', sex: 'sex' },
      tumour: { from: 'v', diameter: { column: 'mm', unit: 'mm' }, date: 'day' },
    },
  })
  const told = async (p: readonly string[], v: readonly string[]) => {
    const { issues } = await harmonizeTexts(mapping, {
      p: ['id,sex', ...p].join('\n') + '\n',
      v: ['id,mm,day', ...v].join('\n') + '\n',
    })
    return issues.map(({ file, row, column, kind, effect, message }) =>
      [`${file} ${row} ${column ?? '-'}`, kind, effect, message].join(' | '),
    )
  }
  const people = ['0012,m', '0013,f', '0014,m', 'A-1,f']

  test.each([
    [
      'the header again',
      ['0012,8,2020-01-01', 'id,mm,day'],
      'v.csv 3 - | repeated-header | record held | the header again in the middle of the table',
    ],
    [
      'an id that is not filled down',
      ['0012,8,2020-01-01', ',9,2020-01-01'],
      'v.csv 3 id | blank-id | record held | no id in this row, though the row above has one: an id that is written once for several rows, or merged over them, is filled down only where the mapping says so: list the column under `fillDown` of the file, or ask for the id in each row',
    ],
    [
      'an equal row that may be a second lesion',
      ['0012,8,2020-01-01', '0012,8,2020-01-01'],
      'v.csv 3 - | duplicate-row | query | equal to row 2 in every cell and counted once: if it is a second one of its kind, give each row a number of its own',
    ],
    [
      'lost zeros',
      ['12,8,2020-01-01'],
      'v.csv 2 id | leading-zeros-lost | record held | this id is not in the file of subjects, and differs from one that is (p.csv row 2) only in leading zeros; the row is held: write the id alike in every file',
    ],
    [
      'a lost dash',
      ['A1,8,2020-01-01'],
      'v.csv 2 id | id-alike | record held | this id is not in the file of subjects, and differs from one that is (p.csv row 5) only in signs between its letters and digits; the row is held: write the id alike in every file',
    ],
    [
      'a stranger',
      ['0012,8,2020-01-01', '0013,9,2020-01-01', 'B7,8,2020-01-01'],
      'v.csv 4 - | no-subject-row | record held | the subject of this row has no record in the file of subjects; the subject is held',
    ],
    [
      'other capitals in one file',
      ['A-1,8,2020-01-01', 'a-1,9,2020-01-01'],
      'v.csv 3 id | id-writings-differ | query | written with other capitals than in row 2: both are taken for one subject; are they?',
    ],
    [
      'other dashes in one file',
      ['A-1,8,2020-01-01', 'A -1,9,2020-01-01'],
      'v.csv 3 id | id-writings-differ | query | written with other spaces, dashes or letters that look alike than in row 2: both are taken for one subject; are they?',
    ],
  ])('%s', async (_, rows, expected) => {
    expect(await told(people, rows)).toEqual([expected])
  })

  test('two ids that differ in zeros, and a short number among padded ones, within the file of subjects', async () => {
    expect(await told(['0012,m', '12,f', '007,m', '9,f'], ['0012,8,2020-01-01'])).toEqual([
      'p.csv 3 id | leading-zeros-lost | query | this id differs from another (p.csv row 2) only in leading zeros; they are taken for two subjects: write the id alike in every file',
      'p.csv 5 id | leading-zeros-lost | query | a bare number where other ids begin with zeros',
    ])
  })

  test('an equal row of the file of subjects', async () => {
    expect(await told([...people, '0012,m'], ['0012,8,2020-01-01'])).toEqual([
      'p.csv 6 - | duplicate-row | normalized | equal to row 2; counted once',
    ])
  })

  test('rows of a subject that differ, by how the file is known to have one each', async () => {
    const message = (file: string) =>
      `rows 2, 6 are of one subject and differ, in a file ${file}; the subject is held. Where subjects have several rows here, write 'rows: many a subject' for the file`
    const rows = [2, 6].map(row => `p.csv ${row} - | duplicate-differs | record held | `)
    expect(await told([...people, '0012,f'], ['0013,8,2020-01-01'])).toEqual(
      rows.map(row => row + message('in which most subjects have one row')),
    )
  })
})
