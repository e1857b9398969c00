import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadStudy } from '../../protocol/load/load-study.js'
import { mappingLines } from '../../protocol/words/mapping-words.js'
import { madeMapping } from '../harmonize/made-site.js'
import { examples } from './changed-study.js'

test('a mapping is retold: files, what is dropped, and of each field its column, codes, unit, day', async () => {
  const { mappings } = await loadStudy(join(examples, 'one-wide-file'))
  const [site = ''] = Object.keys(mappings)
  expect(mappingLines(site, mappings[site]!).slice(0, 12)).toEqual([
    'east-hospital: East Hospital',
    '  patients: patients_*.csv (utf-8); subject in patient_id',
    "  missing: '' → not recorded, NA → not done",
    '  dropped from patients: name',
    '  subject from patients',
    '    sex from sex: F → female, M → male',
    '    birthDate from born: a day as YYYY-MM-DD',
    '  exposure from patients',
    '    treatment from drug: A → a, A+B → a-and-b',
    '    date from treatment_start: a day as YYYY-MM-DD',
    '  lab from patients',
    '    result from albumin: test albumin; in g/L',
  ])
})

test('conditions, constants, packs, units in a column, imputed days, offsets and long lists are retold', () => {
  const codes = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`w${at}`, 'a']))
  const mapping = madeMapping({
    files: { f: { name: 'f.xlsx', sheet: 'A', header: [2, 3], subject: 'row number' } },
    packs: ['zh'],
    map: {
      subject: { from: 'f', sex: { column: 'x', codes, pack: 'sex' } },
      disease: {
        from: 'f',
        when: { k: ['a', ''], m: { not: ['b'] } },
        basis: { constant: 'c' },
        stage: { column: 's', codes },
        diagnosis: { column: 'd', patterns: { 'C22*': 'hcc' }, each: ';' },
        date: { column: 't', offset: 'weeks' },
      },
      lab: {
        from: 'f',
        wide: {
          v: {
            test: 'alt',
            unit: { column: 'u', codes: { g: 'g/L' } },
            decimal: ',',
            missing: { x: 'unknown' },
            date: { column: 't', date: ['YYYY-MM'], impute: 'middle' },
          },
          w: { test: 'ast', factor: 10, unit: { column: 'u', codes: { g: 'g/L' }, pack: 'unit' } },
        },
      },
    },
  })
  expect(mappingLines('north', mapping)).toEqual([
    'north: North',
    '  f: f.xlsx, sheet A; header in row 2 and 3; a subject a row',
    '  packs zh',
    "  missing: '' → not recorded",
    '  subject from f',
    '    sex from x: 10 words, with the list sex of the packs',
    "  disease from f, where k is a, '' and m is not b",
    '    diagnosis from d: patterns C22* → hcc; a row for each part of the cell',
    '    basis always c',
    `    stage from s: ${Array.from({ length: 8 }, (_, at) => `w${at} → a`).join(', ')}, and 2 more`,
    '    date from t: weeks from the index',
    '  lab from f',
    "    result from v: test alt; date from t: a day as YYYY-MM; a part of it taken as its middle day; its unit in u (g → g/L); ',' before decimals; missing: x → unknown",
    '    result from w: test ast; times 10; its unit in u (units of the packs)',
    '',
  ])
})
