import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { previewLines } from '../../../cli/preview-lines.js'
import { previewRows } from '../../../cli/preview-rows.js'
import { readSite } from '../../../cli/read-site.js'
import { isoDate } from '../../../protocol/schema/iso-date.js'
import { madeMapping } from '../../harmonize/made-site.js'
import { studyOf } from '../../support/clinical-record.js'

let folder: string

const mapping = madeMapping({
  files: {
    labs: { name: 'labs.csv', subject: { column: 'pid' } },
    people: { name: 'people.csv', subject: { column: 'pid' } },
  },
  map: {
    subject: { from: 'people', sex: { column: 'sx', codes: { m: 'male', f: 'female' } } },
    lab: {
      from: 'labs',
      test: { column: 'item', codes: { GLU: 'glucose' } },
      result: { column: 'value', unit: 'mmol/L', factor: 1.5 },
      date: { column: 'taken', date: ['YYYY-MM-DD'] },
    },
    contact: { from: 'people', status: { constant: 'alive' }, date: { column: 'seen', date: ['YYYY-MM-DD'] } },
  },
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preview-'))
  await writeFile(join(folder, 'people.csv'), 'pid,sx,seen,name\nP001,m,2021-01-01,Anna\nP002,x,,Bert\n')
  await writeFile(
    join(folder, 'labs.csv'),
    'pid,item,value,taken\nP001,GLU,9.8 H,2020-12-20 2:30 PM\nP002,GLU,five,2020-12-20\nP001,GLU,5,2020-12-21\n',
  )
})

afterAll(() => rm(folder, { recursive: true }))

const shown = async (asked: Parameters<typeof previewRows>[2], width = 140): Promise<readonly string[]> => {
  const read = await readSite({ study: studyOf('') }, mapping, folder, isoDate('2024-03-31'))
  return previewRows(mapping, read, asked).flatMap(row => previewLines(row, width))
}

test('received cells stand beside what they became, with the rule that made it', async () => {
  expect(await shown({ subject: 'P001', rows: 10 })).toEqual([
    'labs.csv, row 2',
    '  lab',
    '      test    item: GLU                 glucose           GLU → glucose',
    '      result  value: 9.8 H              14.7 mmol/L       times 1.5; in mmol/L',
    '      flag    value: 9.8 H              high              beside the result',
    '      date    taken: 2020-12-20 2:30 …  2020-12-20 14:30  a day as YYYY-MM-DD',
    'labs.csv, row 4',
    '  lab',
    '      test    item: GLU          glucose     GLU → glucose',
    '      result  value: 5           7.5 mmol/L  times 1.5; in mmol/L',
    '      date    taken: 2020-12-21  2020-12-21  a day as YYYY-MM-DD',
    'people.csv, row 2',
    '  subject',
    '      sex  sx: m  male  m → male, f → female',
    '  contact',
    '      status                    alive       as the mapping says for all',
    '      date    seen: 2021-01-01  2021-01-01  a day as YYYY-MM-DD',
  ])
})

test('what is held says why, and columns that the mapping does not name are not shown', async () => {
  const lines = await shown({ rows: 2 })
  expect(lines.filter(line => line.includes(', row '))).toEqual([
    'labs.csv, row 2',
    'labs.csv, row 3',
    'people.csv, row 2',
    'people.csv, row 3',
  ])
  expect(lines).toContain(
    "  not-a-number (value held) of value: no number where one is expected: a word that stands for nothing known is listed under 'missing'",
  )
  expect(lines.join('\n')).toContain('value: five')
  expect(lines.join('\n')).not.toMatch(/Anna|Bert/)
})

test('lines keep within the terminal, but for what is wrong', async () => {
  const lines = await shown({ subject: 'P001', rows: 10 }, 60)
  expect(lines.every(line => line.length <= 60)).toBe(true)
  expect(await shown({ subject: 'P009', rows: 10 })).toEqual([])
})

test('signs of East Asia take two places, so that columns stand under each other', () => {
  const field = (name: string, column: string, code: string) => ({
    ...{ field: name, column, received: code, rule: 'r' },
    value: { kind: 'code', code, received: code } as const,
  })
  const fields = [field('test', '项目', '白蛋白'), field('result', 'v', '41')]
  const lines = previewLines({ file: 'a.csv', row: 2, made: [{ domain: 'lab', fields }], issues: [] }, 140)
  expect(lines.slice(2)).toEqual(['      test    项目: 白蛋白  白蛋白  r', '      result  v: 41         41      r'])
})

test('parts of a file, and columns of one header of which each may have given a value, show their cells and rules', async () => {
  const own = await mkdtemp(join(tmpdir(), 'preview-parts-'))
  const twice = madeMapping({
    files: { labs: { name: 'labs_*.csv', parts: 'all', subject: { column: 'pid' } } },
    map: {
      lab: [1, 2].map(visit => ({
        from: 'labs',
        date: { column: `seen#${visit}`, date: ['YYYY-MM-DD'] },
        wide: { [`alb#${visit}`]: { test: 'albumin', unit: 'g/L' } },
      })),
    },
  })
  await writeFile(join(own, 'labs_1.csv'), 'pid,seen,alb,seen,alb\nP1,2020-01-01,41,2020-02-01,39\n')
  await writeFile(join(own, 'labs_2.csv'), 'pid,seen,alb,seen,alb\nP2,2020-03-01,38,,\n')
  const read = await readSite({ study: studyOf('') }, twice, own, isoDate('2024-03-31'))
  const rows = previewRows(twice, read, { rows: 9 })
  await rm(own, { recursive: true })
  const results = rows.flatMap(({ file, made }) =>
    made.flatMap(({ fields }) =>
      fields.flatMap(({ field, received, rule }) => (field === 'result' ? [[file, received, rule]] : [])),
    ),
  )
  expect(results).toEqual([
    ['labs_1.csv', '41 or 39', 'in g/L'],
    ['labs_1.csv', '41 or 39', 'in g/L'],
    ['labs_2.csv', '38', 'in g/L'],
  ])
})
