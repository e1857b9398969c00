import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toFailure } from '../../stages/failures.js'
import { refusalWords } from '../../harmonize/acceptance/judge-export.js'
import { judgedByItself } from '../../harmonize/acceptance/judged-finding.js'
import { passRows } from '../support/pass-rows.js'
import { harmonizeInRows } from '../support/harmonize-in-rows.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import { readSite } from '../../sources/read-site.js'
import { madeMapping } from '../harmonize/made-site.js'
import { withParts, workbookBytes } from '../sources/made-bytes.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const names = [
  '李晓明',
  'Anna Schmidt',
  'Čapková',
  '110101199003074514',
  'محمد العلي',
  'रमेश कुमार',
  'Nguyễn Thị Hạnh',
  '김민준',
  'Иванова Мария',
  'Παπαδόπουλος',
]
// Of each name its longest word as well, in any capitals.
const words = names.flatMap(name => name.split(' ').toSorted((one, other) => other.length - one.length)[0] ?? [])
const planted = new RegExp([...names, ...words, 'apkov'].join('|'), 'iu')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-planted-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const mapping = (
  file: Record<string, unknown>,
  alb: Record<string, unknown> = { column: 'alb', unit: 'g/L' },
  more: Record<string, unknown> = {},
) =>
  madeMapping({
    files: { f: { subject: { column: 'id' }, ...file } },
    map: {
      subject: { from: 'f', sex: { column: 'sex', codes: { m: 'male', f: 'female' } } },
      lab: { from: 'f', date: { column: 'seen' }, test: { constant: 'albumin' }, result: alb },
      ...more,
    },
  })

/** All that leaves of a site's exports: the failure that Temporal keeps, or all that is stored. */
const leaving = async (site: ReturnType<typeof mapping>): Promise<string> => {
  try {
    const read = await readSite(folder, site)
    const tables = read.flatMap(({ file, tables: own }) => own.map(({ fileId, table }) => ({ fileId, file, table })))
    const { files, received, issues, notes, findings } = passRows({
      study: 'made',
      mapping: site,
      key: identityKey({}, 'synthetic'),
      tables,
    })
    const harmonized = harmonizeInRows({
      study: { tests: {}, time: 'dates', unusable: { share: '20 %' }, deciding: [] },
      mapping: site,
      received,
      receivedOn: isoDate('2024-04-01'),
    })
    const stored = [files, harmonized.rows, harmonized.subjects]
    const receipts = read.map(({ receipt }) => receipt)
    const found = [...findings, ...harmonized.findings]
    const refused = refusalWords('made', 'north', found.map(judgedByItself))
    const kept = [stored, receipts, issues, notes, found, refused, harmonized.issues, harmonized.notes, harmonized.held]
    return JSON.stringify([...kept, harmonized.proposals])
  } catch (error) {
    const { type, message } = toFailure(error, 'ingestSite')
    return `${type ?? ''}: ${message}`
  }
}

const head = ['id', 'sex', 'seen', 'alb']
const put = (name: string, rows: readonly (readonly string[])[]): void =>
  writeFileSync(join(folder, name), rows.map(row => row.join(',')).join('\n') + '\n')

test.each<readonly [string, (name: string) => Promise<void> | void, ReturnType<typeof mapping>]>([
  [
    'the name of a file that a star lets through',
    name => put(`f_${name}.csv`, [head, ['1', 'm', '2024-01-02', '40']]),
    mapping({ name: 'f_*.csv' }),
  ],
  ['of a file that is refused', name => put(`f_${name}.csv`, [['a'], ['1']]), mapping({ name: 'f_*.csv' })],
  [
    'of files of which none is the newest',
    name => {
      put(`f_${name}.csv`, [head])
      put(`f_${name}2.csv`, [head])
    },
    mapping({ name: 'f_*.csv' }),
  ],
  [
    'of a file that is nearly the wanted one',
    name => put(`${name}.csv`, [head]),
    mapping({ name: `${names[1]?.slice(0, 11) ?? ''}x.csv` }),
  ],
  [
    'a header near a mapped one',
    name =>
      put('f.csv', [
        ['id', 'sex', 'seen', `alb${name}`],
        ['1', 'm', '2024-01-02', '40'],
      ]),
    mapping({ name: 'f.csv' }),
  ],
  [
    'a header that stands for all',
    name =>
      put('f.csv', [
        [name, name, name],
        ['1', 'm', '2'],
      ]),
    mapping({ name: 'f.csv' }),
  ],
  [
    'a code',
    name => put('f.csv', [head, ...Array.from({ length: 30 }, (_, at) => [`A${at}`, name, '2024-01-02', '40'])]),
    mapping({ name: 'f.csv' }),
  ],
  [
    'words behind a number',
    name => put('f.csv', [head, ['1', 'm', '2024-01-02', `40 ${name}`]]),
    mapping({ name: 'f.csv' }),
  ],
  [
    'a cell of units',
    name =>
      put('f.csv', [
        [...head, 'unit'],
        ['1', 'm', '2024-01-02', '40', name],
      ]),
    mapping({ name: 'f.csv' }, { column: 'alb', unit: { column: 'unit' } }),
  ],
  ['a day', name => put('f.csv', [head, ['1', 'm', name, '40']]), mapping({ name: 'f.csv' })],
  [
    'a code without a list',
    name =>
      put('f.csv', [
        [...head, 'stage', 'place'],
        ...Array.from({ length: 9 }, (_, at) => [`A${at}`, 'm', '2024-01-02', '40', name, `${name} ${at}`]),
      ]),
    mapping({ name: 'f.csv' }, undefined, {
      disease: { from: 'f', stage: 'stage' },
      tumour: { from: 'f', lesion: 'place', location: 'place', date: 'seen' },
    }),
  ],
  [
    'a word that is asked for rows',
    name =>
      put('f.csv', [
        [...head, 'kind'],
        ['1', 'm', '2024-01-02', '40', name],
        ['2', 'm', '2024-01-02', '40', 'drug'],
      ]),
    mapping({ name: 'f.csv' }, undefined, {
      exposure: { from: 'f', when: { kind: ['drug'] }, treatment: 'kind', date: 'seen' },
    }),
  ],
  [
    'an id',
    name => put('f.csv', [head, [name, 'm', '2024-01-02', '40'], [`${name}2`, 'm', '2024-01-02', '40']]),
    mapping({ name: 'f.csv' }),
  ],
  [
    'a column that nothing names',
    name =>
      put('f.csv', [
        [...head, `${name}x`],
        ['1', 'm', '2024-01-02', '40', name],
      ]),
    mapping({ name: 'f.csv' }),
  ],
  [
    'rows of another length',
    name => put('f.csv', [head, ['1', 'm', '2024-01-02', '40'], [name, name]]),
    mapping({ name: 'f.csv' }),
  ],
])('K3, H6, H15: %s is named nowhere', async (_, plant, site) => {
  for (const name of names) {
    await plant(name)
    const left = await leaving(site)
    expect(left.length).toBeGreaterThan(20)
    expect(left.replaceAll(site.files['f']?.name ?? '', '')).not.toMatch(planted)
    rmSync(folder, { recursive: true })
    folder = mkdtempSync(join(tmpdir(), 'cohortium-planted-'))
  }
})

const aSheetEach = () =>
  workbookBytes(workbook => {
    for (const name of names) workbook.addWorksheet(name).addRows([head, ['1', 'm', '2024-01-02', 40]])
  })

test.each([
  ['a sheet that is not there', { sheet: 'patients' }],
  ['a sheet that is nearly one of them', { sheet: 'Anna Schmitt' }],
  ['no sheet named', {}],
])('K3: of a workbook with a sheet a subject no name is named: %s', async (_, written) => {
  writeFileSync(join(folder, 'f.xlsx'), await aSheetEach())
  const left = await leaving(mapping({ name: 'f.xlsx', ...written }))
  expect(left.replaceAll('Anna Schmitt', '')).not.toMatch(planted)
  expect(left).toMatch(/among its 10|1 of 10/)
})

test('H6: what a file writes into a cell of an error is named nowhere', async () => {
  const plain = await workbookBytes(workbook => {
    workbook.addWorksheet('data').addRows([head, ['1', 'm', '2024-01-02', 40], ['2', 'f', '2024-01-02', 41]])
  })
  const part = 'xl/worksheets/sheet1.xml'
  const bytes = withParts(plain, parts => {
    const text = new TextDecoder().decode(parts[part])
    const changed = text.replace(/<c r="D2"[^>]*><v>40<\/v><\/c>/, `<c r="D2" t="e"><v>${names[0] ?? ''}</v></c>`)
    parts[part] = new TextEncoder().encode(changed)
  })
  writeFileSync(join(folder, 'f.xlsx'), bytes)
  const left = await leaving(mapping({ name: 'f.xlsx' }))
  expect(left).toMatch(/a cell that cannot be used/)
  expect(left).not.toMatch(planted)
})
