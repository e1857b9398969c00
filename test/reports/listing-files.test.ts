import { causeOf, nothingFound } from './found-of.js'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { gatherListing, commonOfIssue } from '../../words/listing.js'
import { dataQualitySheet } from '../../reports/sheets/data-quality.js'
import { buildReport } from '../../reports/render/build-report.js'
import { EncodedLines } from '../../reports/render/csv.js'
import type { ReportedIssue } from '../../reports/report-input.js'
import { retold, told } from '../../words/told.js'
import { noteList, queryList } from './listings.js'
import { planLines } from './plan-lines.js'
import { smallContext, smallInput } from './small-report.js'

const issue = (row: number): ReportedIssue => ({
  site: 'north',
  file: told`a.csv`,
  sheet: told`-`,
  row,
  column: row % 2 === 0 ? told`sex` : null,
  displayId: row === 3 ? null : '=S,1',
  kind: 'unlisted-code',
  effect: 'value held',
  message: retold('@says "no"'),
  finding: 'F-0123456789',
})

const pagesOf = (count: number, page: number) =>
  async function* (): AsyncIterable<readonly ReportedIssue[]> {
    for (let from = 0; from < count; from += page) {
      yield await Promise.resolve(
        Array.from({ length: Math.min(page, count - from) }, (_, index) => issue(from + index + 1)),
      )
    }
  }

const textOf = (files: readonly { readonly path: string; readonly bytes: Uint8Array }[], path: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.find(file => file.path === path)?.bytes)

test('a listing that is cut in the workbook goes whole to a file beside it, as inert as the sheet', async () => {
  const issues = await gatherListing(pagesOf(2_501, 1_000), commonOfIssue)
  const { files, reportHash } = await buildReport(smallInput({ issues }))
  expect(files.map(({ path }) => path).filter(path => path.endsWith('.csv'))).toEqual(['pairs.csv', 'issues.csv'])
  const text = textOf(files, 'issues.csv')
  expect(text.match(/value held,a\.csv/g)).toHaveLength(2_501)
  expect(
    text.startsWith(
      '\ufeffsite,kind,subject,row,message,effect,file,sheet,column,finding\n' +
        `North Hospital,unlisted-code,"'=S,1",1,"'@says ""no""",value held,a.csv,,,F-0123456789\n` +
        `North Hospital,unlisted-code,"'=S,1",2,"'@says ""no""",value held,a.csv,,sex,F-0123456789\n` +
        `North Hospital,unlisted-code,,3,"'@says ""no""",value held,a.csv,,,F-0123456789\n`,
    ),
  ).toBe(true)
  const hash = createHash('sha256')
  for (const { path, bytes } of files) hash.update(`${path}\n${String(bytes.length)}\n`).update(bytes)
  expect(reportHash).toBe(hash.digest('hex'))
})

test('questions and notes that are cut have files of their own', async () => {
  const queries = queryList(
    Array.from({ length: 2_001 }, (_, index) => ({
      site: 'away',
      displayId: `S-${index}`,
      kind: 'k',
      message: told`Which?`,
      finding: `F-${index}`,
      since: null,
    })),
  )
  const notes = noteList(Array.from({ length: 2_001 }, () => ({ site: 'south', note: told`encoding inferred` })))
  const { files } = await buildReport(smallInput({ queries, notes }))
  expect(textOf(files, 'questions.csv').split('\n').slice(0, 2)).toEqual([
    '\ufeffsite,kind,subject,question,since,finding',
    'away,k,S-0,Which?,,F-0',
  ])
  expect(textOf(files, 'questions.csv').split('\n')).toHaveLength(2_003)
  expect(textOf(files, 'notes.csv').split('\n').slice(0, 2)).toEqual([
    '\ufeffsite,note',
    'South Hospital,encoding inferred',
  ])
})

test('the workbook of others counts causes, and names no file of the team', async () => {
  const issues = await gatherListing(pagesOf(2_501, 1_000), commonOfIssue)
  const found = { ...nothingFound, causes: [causeOf({ places: 1_251, rows: 12_345, column: null })] }
  const lines = planLines(dataQualitySheet({ ...smallContext({ issues, found }), sees: 'results' }))
  expect(lines).toContain(
    "North Hospital | unlisted-code | strong: hold value | 1251 as 0 |  | new | a.csv | 10 % of 12345 | – | list the text under 'codes' if its meaning is certain, otherwise ask the hospital | C-0123456789",
  )
  expect(lines.join('\n')).not.toContain('.csv next')
})

test('lines longer together than a chunk keep their order and signs', () => {
  const lines = Array.from({ length: 200 }, (_, index) => `${String(index)}${'放射治疗'.repeat(5_000)}\n`)
  const encoded = new EncodedLines()
  for (const line of lines) encoded.add(line)
  expect(new TextDecoder().decode(encoded.bytes())).toBe(lines.join(''))
})
