import { describe, expect, test } from 'vitest'
import type { RecordIssue } from '../../harmonize/shared-row.js'
import type { SiteInRows } from '../support/harmonize-in-rows.js'
import { harmonizeTexts, madeMapping } from './made-site.js'

const issuesOf = (issues: readonly RecordIssue[]): readonly unknown[] =>
  issues.map(({ row, kind, effect }) => [row, kind, effect])

const rowsOf = (site: SiteInRows, domain: string): readonly number[] =>
  site.rows.filter(row => row.domain === domain).map(({ source }) => source.row)

const patients = (rows?: string) =>
  madeMapping({
    files: { p: { name: 'p.csv', subject: { column: 'id' }, ...(rows === undefined ? {} : { rows }) } },
    map: {
      subject: { from: 'p', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } },
      lab: { from: 'p', date: 'day', wide: { alb: { test: 'albumin', unit: 'g/L' } } },
    },
  })

const many = ['A,m,2021-03-01,40', 'B,f,2021-03-01,41', 'C,m,2021-03-01,42', 'D,m,2021-03-01,43']

const csv = (rows: readonly string[]): string => ['id,sex,day,alb', ...rows].join('\n') + '\n'

describe('a subject twice in a file of subjects', () => {
  test('B22: equal rows are one, with a note', async () => {
    const { site, issues } = await harmonizeTexts(patients(), { p: csv([...many, 'B,f,2021-03-01,41']) })
    expect(issuesOf(issues)).toEqual([[6, 'duplicate-row', 'normalized']])
    expect(rowsOf(site, 'subject')).toEqual([2, 3, 4, 5])
    expect(site.held).toEqual({})
  })

  test('B22: rows equal in what is mapped are one too', async () => {
    const rows = [...many, 'B,f,2021-03-01,41'].map((row, index) => `${row},printed ${index}`)
    const { site, issues } = await harmonizeTexts(patients(), {
      p: ['id,sex,day,alb,printed', ...rows].join('\n') + '\n',
    })
    expect(issuesOf(issues)).toEqual([[6, 'duplicate-row', 'normalized']])
    expect(rowsOf(site, 'lab')).toEqual([2, 3, 4, 5])
  })

  test('B22: differing rows are both held, with the subject, whatever they differ in', async () => {
    const { site, issues } = await harmonizeTexts(patients(), { p: csv([...many, 'B,f,2021-06-01,41']) })
    expect(issuesOf(issues)).toEqual([
      [3, 'duplicate-differs', 'record held'],
      [6, 'duplicate-differs', 'record held'],
    ])
    expect(rowsOf(site, 'subject')).toEqual([2, 4, 5])
    expect(rowsOf(site, 'lab')).toEqual([2, 4, 5])
    expect(Object.values(site.held)).toEqual(['{file:p}: rows 3, 6 are of one subject and differ'])
  })

  test('B22: a file of visits is named by its rows, or said to be one, and its rows are kept apart', async () => {
    const visits = [
      'A,m,2021-03-01,40',
      'A,m,2021-04-01,41',
      'B,f,2021-03-01,42',
      'B,f,2021-04-01,43',
      'C,m,2021-03-01,44',
    ]
    const inferred = await harmonizeTexts(patients(), { p: csv(visits) })
    expect(inferred.issues).toEqual([])
    expect([rowsOf(inferred.site, 'subject'), rowsOf(inferred.site, 'lab')]).toEqual([
      [2, 4, 6],
      [2, 3, 4, 5, 6],
    ])
    const said = await harmonizeTexts(patients('many a subject'), { p: csv([...many, 'B,f,2021-06-01,41']) })
    expect([said.issues.length, rowsOf(said.site, 'subject').length, rowsOf(said.site, 'lab').length]).toEqual([
      0, 4, 5,
    ])
    const one = await harmonizeTexts(patients('one a subject'), { p: csv(visits) })
    expect(Object.keys(one.site.held)).toHaveLength(2)
  })

  test('B22: rows of visits that contradict each other in what a subject has once hold the subject', async () => {
    const { site, issues } = await harmonizeTexts(patients('many a subject'), {
      p: csv([...many, 'B,m,2021-06-01,41']),
    })
    expect(issuesOf(issues)).toEqual([
      [3, 'duplicate-differs', 'record held'],
      [6, 'duplicate-differs', 'record held'],
    ])
    expect(Object.values(site.held)).toEqual(['{file:p} row 3, {file:p} row 6 differ in sex'])
  })
})

describe('findings and events twice in a file', () => {
  const long = madeMapping({
    files: { l: { name: 'l.csv', subject: { column: 'id' } } },
    map: {
      lab: { from: 'l', when: { kind: ['lab'] }, test: 'code', result: { column: 'value', unit: 'g/L' }, date: 'day' },
      response: { from: 'l', when: { kind: ['response'] }, target: 'code', response: 'value', date: 'day' },
      tumour: {
        from: 'l',
        when: { kind: ['lesion'] },
        location: 'code',
        diameter: { column: 'value', unit: 'mm' },
        date: 'day',
      },
      adverseEvent: { from: 'l', when: { kind: ['event'] }, category: 'code', grade: 'value', date: 'day' },
    },
  })
  const read = (rows: readonly string[]) =>
    harmonizeTexts(long, {
      l: ['id,kind,code,value,day,nr', ...rows.map((row, index) => `${row},${index}`)].join('\n') + '\n',
    })

  test('B22: a result that repeats another is counted once, two different ones of one test and day are both held', async () => {
    const { site, issues } = await read([
      'A,lab,albumin,40,2021-03-01',
      'A,lab,albumin,40.0,2021-03-01',
      'A,lab,albumin,41,2021-03-02',
      'A,lab,albumin,42,2021-03-02',
      'B,lab,albumin,41,2021-03-02',
    ])
    expect(rowsOf(site, 'lab')).toEqual([2, 6])
    expect(issuesOf(issues)).toEqual([
      [4, 'duplicate-differs', 'record held'],
      [5, 'duplicate-differs', 'record held'],
    ])
    expect(site.held).toEqual({})
    expect(site.notes).toContain('l.csv: a row of lab that repeats another was counted once')
  })

  test('B22: two responses of one target and day are both held, of two targets neither', async () => {
    const { site, issues } = await read([
      'A,response,liver,pr,2021-03-01',
      'A,response,liver,sd,2021-03-01',
      'B,response,liver,pr,2021-03-01',
      'B,response,lung,sd,2021-03-01',
    ])
    expect(rowsOf(site, 'response')).toEqual([4, 5])
    expect(issues).toHaveLength(2)
  })

  test('lesions without a number of their own are never taken for one another', async () => {
    const { site, issues } = await read([
      'A,lesion,lung,12,2021-03-01',
      'A,lesion,lung,12,2021-03-01',
      'A,lesion,lung,15,2021-03-01',
    ])
    expect(rowsOf(site, 'tumour')).toEqual([2, 3, 4])
    expect(issues).toEqual([])
  })

  test('events without a day are kept apart', async () => {
    const { site, issues } = await read(['A,event,rash,2,', 'A,event,rash,3,', 'A,event,rash,1,2021-03-01'])
    expect(rowsOf(site, 'adverseEvent')).toEqual([2, 3, 4])
    expect(issues).toEqual([])
  })
})

test('B24: rows of someone who is in no file of subjects hold that subject, told once', async () => {
  const mapping = madeMapping({
    files: { p: { name: 'p.csv', subject: { column: 'id' } }, l: { name: 'l.csv', subject: { column: 'id' } } },
    map: {
      subject: { from: 'p', ageYears: 'age' },
      lab: { from: 'l', test: 'test', result: { column: 'value', unit: 'g/L' }, date: 'day' },
    },
  })
  const { site, issues } = await harmonizeTexts(mapping, {
    p: 'id,age\nA,60\nB,61\n',
    l: 'id,test,value,day\nA,albumin,40,2021-03-01\nX,albumin,40,2021-03-01\nX,albumin,41,2021-03-02\n',
  })
  expect(issuesOf(issues)).toEqual([[3, 'no-subject-row', 'record held']])
  expect(Object.values(site.held)).toEqual(['{file:l} row 3: no record of this subject in the file of subjects'])
  expect(site.subjects).toHaveLength(3)
})
