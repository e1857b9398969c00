import { expect, test } from 'vitest'
import { harmonizeTexts, madeMapping } from './made-site.js'

const histories = async (term: object, cells: readonly string[], more: object = {}) => {
  const mapping = madeMapping({
    files: { p: { name: 'p.csv', subject: { column: 'id' } } },
    map: {
      subject: { from: 'p', sex: 'sex' },
      medicalHistory: { from: 'p', term: { column: 'dx', ...term }, ...more },
    },
  })
  const text = `id\tsex\tdx\n${cells.map((cell, at) => `P${at + 1}\tm\t${cell}\n`).join('')}`
  const { site, issues, door, findings } = await harmonizeTexts(
    { ...mapping, files: { p: { ...mapping.files['p']!, delimiter: '\t' } } },
    { p: text },
  )
  return {
    rows: site.rows
      .filter(({ domain }) => domain === 'medicalHistory')
      .map(({ source: { row }, values }) => {
        const term_ = values['term']
        return `${row} ${term_?.kind === 'code' ? `${term_.code} (${term_.received})` : term_?.kind === 'missing' ? term_.reason : ''}`
      }),
    issues: issues.map(({ row, kind, message }) => `${row} ${kind}: ${message}`),
    withheld: door.withheld.map(({ received }) => received),
    findings,
    stored: JSON.stringify(door.received),
  }
}

test('a pattern reads what begins so, and nothing that only begins alike', async () => {
  const { rows, issues, withheld, stored } = await histories(
    { codes: { II: 'ii' }, patterns: { 'II*': 'ii', 'III*': 'iii', 'IIIB*': 'iiib', 'IV*': 'iv' } },
    ['III (2019)', 'ⅢB期', 'ii', 'iii', 'IVA', 'II, Zhang Weiming'],
  )
  expect(rows).toEqual(['2 iii (III*)', '3 iiib (IIIB*)', '4 ii (ii)', '5 iii (III*)', '6 held', '7 ii (II*)'])
  expect(issues).toEqual([
    "6 unlisted-code: a text that is not among the 5 that the mapping lists; the nearest is 'IV*'",
  ])
  // What a pattern passes over is not taken in.
  expect(stored).not.toContain('Zhang')
  expect(withheld).toEqual(['IVA'])
})

test('several codes in a cell are not lost in what a pattern passes over', async () => {
  const { rows, issues } = await histories({ codes: { 糖尿病: 'diabetes' }, patterns: { '高血压*': 'hypertension' } }, [
    '高血压3级',
    '高血压3级;糖尿病',
    '高血压3级，极高危',
  ])
  expect(rows).toEqual(['2 hypertension (高血压*)', '3 held', '4 hypertension (高血压*)'])
  expect(issues).toEqual([
    "3 unlisted-code: several listed codes in one cell, where one is expected: write the sign between them under 'each', or list the whole text as a code",
  ])
})

test.each(['III→IV', 'III -> IVA', 'III or IV', 'Ⅲ或Ⅳ期', 'III/IV', 'III期至IV期'])(
  'two stages in one text, %s, are held',
  async cell => {
    const { rows } = await histories({ patterns: { 'III*': 'iii', 'IV*': 'iv', 'IVA*': 'iv-a' } }, [
      cell,
      'III',
      'III and more',
      'III期及以上',
      ...Array.from({ length: 4 }, () => 'IV'),
    ])
    expect(rows.slice(0, 4)).toEqual(['2 held', '3 iii (III*)', '4 iii (III*)', '5 iii (III*)'])
  },
)

test('each part of a cell makes a row, all from one place', async () => {
  const { rows, issues, findings } = await histories(
    {
      codes: { 高血压: 'hypertension', 糖尿病: 'diabetes', 无: 'none' },
      patterns: { 'C22.#': 'hcc' },
      each: [';', '；', '、'],
    },
    [
      '高血压;糖尿病',
      '糖尿病、 C22.9；高血压',
      '无',
      ' ; 高血压;',
      '',
      '高血压;高血压',
      '高血压',
      '高血压',
      '高血压',
      '高血压；痛风',
    ],
  )
  expect([...rows].sort((one, other) => parseInt(one, 10) - parseInt(other, 10))).toEqual([
    '2 hypertension (高血压)',
    '2 diabetes (糖尿病)',
    '3 diabetes (糖尿病)',
    '3 hcc (C22.#)',
    '3 hypertension (高血压)',
    '4 none (无)',
    '5 hypertension (高血压)',
    '7 hypertension (高血压)',
    '8 hypertension (高血压)',
    '9 hypertension (高血压)',
    '10 hypertension (高血压)',
    '11 hypertension (高血压)',
    '11 held',
  ])
  expect(issues).toEqual(['11 unlisted-code: a text that is not among the 4 that the mapping lists'])
  // One of fourteen parts: the column is believed.
  expect(findings).toEqual([])
})

test('the share of a column counts all parts of its cells', async () => {
  const { findings } = await histories(
    { codes: { a: 'a' }, each: '/' },
    Array.from('bcdefghijk').map(part => `a/${part}`),
  )
  expect(findings.map(({ filled, unusable }) => [unusable, filled])).toEqual([[10, 20]])
})
