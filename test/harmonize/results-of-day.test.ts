import { expect, test } from 'vitest'
import { type ResultsOfDay, resultsOfDay } from '../../protocol/facts/results-of-day.js'
import { studySchema } from '../../protocol/language/study.js'
import { harmonizeTexts, madeMapping } from './made-site.js'
import { told } from './read-column.js'

const mapping = madeMapping({
  files: { labs: { name: 'labs.csv', subject: { column: 'pid' } } },
  map: {
    lab: {
      from: 'labs',
      test: { column: 'item', codes: { GLU: 'glucose', ALB: 'albumin' } },
      result: { column: 'value', unit: { column: 'u' } },
      date: { column: 'taken', date: ['YYYY-MM-DD'] },
    },
  },
})

const labs = `pid,item,value,u,taken
P001,GLU,5.6,mmol/L,2020-12-20 07:10
P001,GLU,9.8,mmol/L,2020-12-20 14:30
P001,GLU,9.8,mmol/L,2020-12-20 14:30
P002,GLU,5.1,mmol/L,2020-12-20 07:10
P002,GLU,5.1,mmol/L,2020-12-20 09:10
P003,GLU,5.1,mmol/L,2020-12-20
P003,GLU,6.1,mmol/L,2020-12-20
P004,ALB,41,g/L,2020-12-20 07:10
P004,ALB,39,g/L,2020-12-20 14:30
P005,ALB,41,g/L,2020-12-20 07:10
P005,ALB,41,g/L,2020-12-20 14:30
`

const harmonized = async (ofDay: readonly ResultsOfDay[]) => {
  const { site } = await harmonizeTexts(mapping, { labs }, { ofDay })
  return {
    rows: site.rows.map(({ source, values }) => `${source.row} ${String(told(values['result']))}`),
    issues: site.issues.map(({ row, kind, effect }) => `${row} ${kind} ${effect}`),
    messages: [...new Set(site.issues.map(({ message }) => message))],
  }
}

test('without a rule results that differ are held, and the message names the rule', async () => {
  const { rows, messages } = await harmonized([])
  expect(rows).toEqual(['5 =5.1 mmol/L', '11 =41 g/L'])
  expect(messages[0]).toBe(
    "rows 2, 3 say different things of one lab on one day, and nothing tells which counts; all of them are held: say by 'ofDay' of the variable what counts of a day, ask for one row, or map only the rows that count by 'when'",
  )
})

test('with a rule of their test they are let in, one of each time; where times decide and lack the site is asked', async () => {
  const byTime = await harmonized([{ domain: 'lab', test: 'glucose', byTime: true }])
  expect(byTime.rows).toEqual([
    '2 =5.6 mmol/L',
    '3 =9.8 mmol/L',
    '5 =5.1 mmol/L',
    '6 =5.1 mmol/L',
    '7 =5.1 mmol/L',
    '8 =6.1 mmol/L',
    '11 =41 g/L',
  ])
  expect(byTime.issues).toEqual([
    '7 no-time-of-day query',
    '8 no-time-of-day query',
    '9 duplicate-differs record held',
    '10 duplicate-differs record held',
  ])
  const bySize = await harmonized([{ domain: 'lab', test: null, byTime: false }])
  expect(bySize.rows.length).toBe(10)
  expect(bySize.issues).toEqual([])
})

test('the rules of a study are those of its variables, as a set', () => {
  const variables = {
    a: { from: 'lab', where: { test: { in: ['glucose', 'albumin'] } }, ofDay: 'first' },
    b: { from: 'lab', where: { test: { is: 'glucose' } }, ofDay: 'mean', pick: 'last' },
    c: { from: 'assessment', where: { test: { 'not in': ['ecog'] } }, ofDay: 'mean' },
    d: { from: 'lab', pick: 'last' },
  }
  const parsed = { variables: Object.fromEntries(Object.entries(variables)) }
  expect(resultsOfDay(studySchema.pick({ variables: true }).parse(parsed))).toEqual([
    { domain: 'assessment', test: null, byTime: false },
    { domain: 'lab', test: 'albumin', byTime: true },
    { domain: 'lab', test: 'glucose', byTime: false },
    { domain: 'lab', test: 'glucose', byTime: true },
  ])
})
