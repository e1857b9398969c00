import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import { siteLines, uncheckedLines } from '../../../cli/checked-site-lines.js'
import { type CheckedSite, heldValues, wouldRefuse } from '../../../cli/check-exports.js'
import { issueOf } from '../../support/issue-of.js'
import { retold, told } from '../../../words/told.js'

const table = {
  sheet: retold('-'),
  header: ['id', 'alb'],
  rows: Int32Array.of(2),
  columns: [],
  ragged: [],
  notes: [],
  issues: [],
  encoding: 'gb18030',
}
const read = { fileId: 'labs', file: 'labs.csv', told: told`labs.csv`, table, blankRows: 0, problems: [] }
const refused = {
  fileId: 'cases',
  file: 'cases.csv',
  told: told`cases.csv`,
  table: null,
  blankRows: 0,
  problems: ['no such file', 'look again'],
}
const checked: CheckedSite = {
  site: 'north',
  folder: '/exports/north',
  files: [read],
  subjects: 40,
  heldSubjects: 2,
  dataDate: null,
  issues: [],
  findings: [],
  texts: [],
  notes: [],
  fates: { labs: { shared: 1 } },
  known: null,
}
const lines = (own: Partial<CheckedSite>) => siteLines({ ...checked, ...own }).map(inWords)

test('a site without a folder is named as not checked', () => {
  expect(lines({ files: null })).toEqual(['<bold>north</>: no folder /exports/north; not checked', ''])
})

test('a site is named with its subjects and its files; what is not there has no title', () => {
  expect(lines({})).toEqual([
    '<bold>north</>: 40 subjects, 2 of them held, 0 values or rows held',
    '  labs.csv: 1 row = 1 shared + 0 held + 0 out of scope + 0 dropped; 2 columns, gb18030',
    '',
  ])
  const { encoding, ...undecoded } = table
  const workbook = { ...read, file: 'labs.xlsx', table: { ...undecoded, sheet: retold('Sheet1') } }
  expect(encoding).toBe('gb18030')
  expect(lines({ dataDate: '2024-03-31', files: [workbook, { ...read, table: undecoded }] })).toEqual([
    '<bold>north</>: 40 subjects, 2 of them held, 0 values or rows held, data of 2024-03-31',
    "  labs.xlsx: 1 row = 1 shared + 0 held + 0 out of scope + 0 dropped; 2 columns, sheet 'Sheet1'",
    '  labs.csv: 1 row = 1 shared + 0 held + 0 out of scope + 0 dropped; 2 columns, text',
    '',
  ])
})

test('beside a file that cannot be read no subjects and no day are told, and of the other files their rows alone', () => {
  const fates = { labs: { 'subject-held': 1 } } as const
  expect(lines({ dataDate: '2024-03-31', fates, files: [read, refused] })).toEqual([
    '<red>north: would be refused: 1 of its 2 files cannot be read</>; in the others 0 values or rows held',
    '  labs.csv: 1 row; 2 columns, gb18030',
    '<red>  cases.csv: would be refused</>',
    '    no such file',
    '    look again',
    '',
  ])
  expect(lines({ files: [refused] })[0]).toBe('<red>north: would be refused: no file of it can be read</>')
})

test('sites that were not checked are counted at the end, with folders that are no site’s', () => {
  const site = (name: string, files: CheckedSite['files']) => ({ site: name, files })
  const told = (folders: readonly string[], ...sites: readonly ReturnType<typeof site>[]) =>
    uncheckedLines('in', sites, folders).map(inWords)
  expect(told(['north', 'nroth'], site('north', [read]))).toEqual([])
  expect(told(['nroth', 'west'], site('north', null), site('west', [read]))).toEqual([
    "<yellow>1 of 2 sites WAS NOT CHECKED: it has no folder in in: north; no site is called as 'nroth' there</>",
  ])
  expect(told(['west'], site('north', null), site('west', [read]), site('east', null))).toEqual([
    '<yellow>2 of 3 sites WERE NOT CHECKED: they have no folder in in: north, east</>',
  ])
})

const finding = {
  file: told`labs.csv`,
  sheet: retold('-'),
  column: told`alb`,
  kind: 'column-unusable',
  effect: 'column left out',
  filled: 30,
  unusable: 20,
  message: retold('no numbers'),
} as const

test('findings of files and columns are red, questions yellow', () => {
  expect(lines({ findings: [finding, { ...finding, column: null, effect: 'query' }] }).slice(2, -1)).toEqual([
    '  files and columns as a whole',
    '<red>    labs.csv, alb: column-unusable (column left out): no numbers</>',
    '<yellow>    labs.csv: column-unusable (query): no numbers</>',
  ])
})

test('what is said of one row of several is said with its number', () => {
  const issues = [3, 5].map(row => issueOf({ row, message: told`equal to row ${row - 1}` }))
  expect(lines({ issues }).slice(3, -1)).toEqual([
    '       2  labs.csv, alb: unknown-unit (value held), rows 3, 5',
    '<dim>          row 3: equal to row 2</>',
  ])
})

test('issues of one cause stand together, the commonest first, with the first eight rows', () => {
  const issues = [
    issueOf({ kind: 'impossible-date', column: null, effect: 'query', row: 3 }),
    issueOf({ effect: 'normalized', row: 5 }),
    issueOf({ effect: 'normalized', row: 6 }),
    ...Array.from({ length: 9 }, (_, at) => issueOf({ row: at + 10 })),
    ...Array.from({ length: 8 }, (_, at) => issueOf({ file: told`other.csv`, row: at + 20 })),
  ]
  expect(lines({ issues }).slice(2, -1)).toEqual([
    '  held, asked or normalized',
    '       9  labs.csv, alb: unknown-unit (value held), rows 10, 11, 12, 13, 14, 15, 16, 17, …',
    '<dim>          expected a unit of albumin</>',
    '       8  other.csv, alb: unknown-unit (value held), rows 20, 21, 22, 23, 24, 25, 26, 27',
    '<dim>          expected a unit of albumin</>',
    '       2  labs.csv, alb: unknown-unit (normalized), rows 5, 6',
    '<dim>          expected a unit of albumin</>',
    '       1  labs.csv: impossible-date (query), row 3',
    '<dim>          expected a unit of albumin</>',
  ])
})

const text = { file: told`labs.csv`, column: told`sex`, field: told`sex`, received: '女 ', count: 3, nearest: told`女` }

test('texts that no mapping lists are shown as received, the commonest first, two hundred of them', () => {
  const texts = [{ ...text, count: 1, received: 'w', nearest: null }, text]
  expect(lines({ texts }).slice(2, -1)).toEqual([
    '  texts that no mapping lists',
    '       3  labs.csv, sex: "女 "  nearest: "女"',
    '       1  labs.csv, sex: "w"',
  ])
  const many = (length: number) => lines({ texts: Array.from({ length }, () => text) }).slice(3, -1)
  expect(many(200)).toHaveLength(200)
  expect(many(200).at(-1)).toContain('labs.csv')
  expect(many(203)).toHaveLength(201)
  expect(many(203).at(-1)).toBe('    and 3 more')
})

test('notes come last', () => {
  expect(lines({ notes: ['labs.csv: hidden rows'] }).slice(2)).toEqual(['  notes', '    labs.csv: hidden rows', ''])
})

test('a run would refuse a site for a file that cannot be read, or for a finding that refuses a file', () => {
  expect(wouldRefuse(checked)).toBe(false)
  expect(wouldRefuse({ ...checked, files: null })).toBe(false)
  expect(wouldRefuse({ ...checked, files: [read, refused] })).toBe(true)
  expect(wouldRefuse({ ...checked, findings: [finding] })).toBe(false)
  expect(wouldRefuse({ ...checked, findings: [finding, { ...finding, effect: 'file refused' }] })).toBe(true)
})

test('values and rows held are counted, totals and repeated headers are nobody’s', () => {
  const effects = ['value held', 'record held', 'normalized', 'query'] as const
  const issues = [
    ...effects.map(effect => issueOf({ effect })),
    issueOf({ effect: 'record held', kind: 'not-a-subject' }),
    issueOf({ effect: 'record held', kind: 'repeated-header' }),
  ]
  expect(heldValues({ ...checked, issues })).toBe(2)
})
