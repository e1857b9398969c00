import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import { refusedLines, rowLines, unsettledLines } from '../../../cli/row-fate-lines.js'
import { told } from '../../../words/told.js'

const file = { file: told`labs.csv`, sha256: 'aa', bytes: 9, blankRows: null }

test('the rows of an export are shown as an equation, with the rules by which some are not shared', () => {
  const fates = { shared: 9_000, 'ragged-row': 2, 'no-id': 1, 'passed-over': 30, repeated: 4 } as const
  expect(rowLines('north', [{ ...file, rows: 9_037, fates }]).map(inWords)).toEqual([
    '    north, labs.csv: 9037 rows = 9000 shared + 3 held + 30 out of scope + 4 dropped',
    '<dim>             1  held: no id of a subject that can be used</>',
    '<dim>             2  held: more or fewer cells than the header</>',
    "<dim>            30  out of scope: passed over, as 'passOver' of the file says</>",
    '<dim>             4  dropped: repeats another row; counted once</>',
  ])
})

test('of an export that an older version read nothing is shown', () => {
  expect(rowLines('north', [{ ...file, rows: 3, fates: null }])).toEqual([])
})

test('blank rows stand beside the equation', () => {
  const equation = (rows: number, blankRows: number) =>
    rowLines('north', [{ ...file, rows, blankRows, fates: { shared: rows } }])[0]?.replace(/^.*csv: /, '')
  expect(equation(2, 3)).toBe('2 rows = 2 shared + 0 held + 0 out of scope + 0 dropped; 3 blank rows beside')
  expect(equation(1, 1)).toBe('1 row = 1 shared + 0 held + 0 out of scope + 0 dropped; 1 blank row beside')
  expect(equation(2, 0)).toBe('2 rows = 2 shared + 0 held + 0 out of scope + 0 dropped')
})

test('what stands in for a file that was not let in says so', () => {
  const own = { ...file, rows: 2, fates: { shared: 2 } }
  expect(rowLines('north', [own], true)[0]).toMatch(/^ {4}north, labs.csv \(last accepted, used instead\): 2 rows = /)
  expect(rowLines('north', [own])[0]).not.toContain('instead')
})

test('all rows of a file that was not let in are held, and a file that was not read says why', () => {
  const lines = refusedLines(
    'north',
    [
      { ...file, rows: 5, blankRows: 0, notRead: null },
      { ...file, sha256: null, rows: null, notRead: told`the file is cut off in row 3` },
      { ...file, file: told`visits.csv`, sha256: null, rows: null, notRead: null },
    ],
    null,
  )
  expect(lines.map(inWords)).toEqual([
    '    north, labs.csv: 5 rows = 0 shared + 5 held + 0 out of scope + 0 dropped',
    "<dim>             5  held: the site's files were not let in</>",
    '    north, labs.csv: not read: the file is cut off in row 3',
    '    north, visits.csv: not reached: the reading of its site had ended before it, at labs.csv',
  ])
})

test('of a run that ended before its sites were settled it is shown what was heard of their files', () => {
  const unread = { sha256: null, rows: null, notRead: null }
  const lines = unsettledLines([
    { site: 'north', ...file, rows: 5, notRead: null },
    { site: 'north', ...file, ...unread, file: told`visits.csv`, notRead: told`its reading came to no end` },
    { site: 'north', ...file, ...unread, file: told`deaths.csv` },
    { site: 'south', ...file, ...unread },
  ])
  expect(lines).toEqual([
    '    north, labs.csv: 5 rows received; the run ended before its sites were settled',
    '    north, visits.csv: not read: its reading came to no end',
    '    north, deaths.csv: not reached: the reading of its site had ended before it, at visits.csv',
    '    south, labs.csv: not reached: the reading of its site had ended before it',
  ])
})
