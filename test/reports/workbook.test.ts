import { fixed } from '../../reports/words/shown-numbers.js'
import { unzipSync } from 'fflate'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildReport } from '../../reports/render/build-report.js'
import type { ReportInput } from '../../reports/report-input.js'
import { fullReport, lungReport } from './report-fixtures.js'
import { retold, told } from '../../words/told.js'
import { noted } from '../support/result-notes.js'
import { issueList } from './listings.js'

type Book = Awaited<ReturnType<typeof readXlsx>>

const workbookOf = async (input: ReportInput): Promise<Uint8Array> => {
  const { files } = await buildReport(input)
  const workbook = files.find(file => file.path === 'report.xlsx')
  if (workbook === undefined) throw new Error('no workbook')
  return workbook.bytes
}

const rowsOf = (book: Book, name: string) => {
  const sheet = book.sheets.find(one => one.name === name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet.rows
}

const rowAt = (book: Book, name: string, first: string) => {
  const row = rowsOf(book, name).find(cells => String(cells[0]).trim() === first)
  if (row === undefined) throw new Error(`no row ${first} on ${name}`)
  return row
}

const fullInput = fullReport()
const valueOf = (key: string) => fullInput.results.find(result => result.key === key)?.value
const shown = (key: string, decimals: number): number => Number(fixed(Number(valueOf(key)), decimals))

let full: Book
let lung: Book
let bytes: Uint8Array

beforeAll(async () => {
  bytes = await workbookOf(fullInput)
  full = await readXlsx(bytes, { readStyles: true })
  lung = await readXlsx(await workbookOf(lungReport()), { readStyles: true })
})

describe('the workbook', () => {
  test('has every sheet of a full study, in order', () => {
    expect(full.sheets.map(sheet => sheet.name)).toEqual([
      'Cover',
      'Contents',
      'Flow',
      'Table 1',
      'Table 2',
      'PFS survival',
      'OS survival',
      'Cox',
      'Table 3',
      'Therapy after progression',
      'Balance',
      'Propensity model',
      'Sites',
      'Variables by site',
      'Data quality',
      'Published',
      'Methods',
      'Manifest',
    ])
  })

  test('leaves out what a study has no data for, and the contents say so', () => {
    expect(lung.sheets.map(sheet => sheet.name)).not.toContain('Table 2')
    const contents = rowsOf(lung, 'Contents').map(row => row.join(' '))
    expect(contents).toContain('Table 2 the study has no response')
    expect(contents).toContain('Table 3 the study has no adverse events')
    expect(contents).toContain('Published the study names no published numbers')
  })

  test('says on every sheet which study, which data, which status and which cut', () => {
    for (const [book, banner, cut] of [
      [full, 'SYNTHETIC DATA', 'data cut 2024-03-31'],
      [lung, 'PUBLIC DATA', 'no data cut'],
    ] as const) {
      for (const sheet of book.sheets) {
        const head = sheet.rows
          .slice(0, 6)
          .map(row => row[0])
          .join('\n')
        expect(head, sheet.name).toContain(banner)
        expect(head, sheet.name).toContain('FINAL')
        expect(head, sheet.name).toContain(cut)
      }
    }
  })

  test('is provisional on every sheet when a site is not fresh: the site, the cause once, the remedy', async () => {
    const sites = fullInput.sites.map((site, index) =>
      index === 2
        ? {
            ...site,
            status: 'left out' as const,
            dataDate: null,
            failureKind: 'ExportAbsent',
            reason: told`site yancheng, file folder of exports: it is not there`,
          }
        : site,
    )
    const book = await readXlsx(
      await workbookOf({ ...fullInput, run: { ...fullInput.run, status: 'PROVISIONAL' }, sites }),
    )
    for (const sheet of book.sheets) {
      const lines = sheet.rows.map(row => String(row[0]))
      expect(
        lines.filter(line => line.startsWith('PROVISIONAL.')),
        sheet.name,
      ).toEqual(['PROVISIONAL. Yancheng First Hospital: no export arrived, the site is left out; have it sent.'])
    }
  })

  test('H3, H4: holds numbers as numbers, the results as they are shown and no digit more', () => {
    const cox = rowAt(full, 'Cox', 'RT+S+L v S+L')
    const key = 'cox/all/pfs/univariate/arm.treated'
    expect(cox.slice(1, 7)).toEqual(
      (
        [
          ['hazard-ratio', 2],
          ['lower', 2],
          ['upper', 2],
          ['p', 3],
          ['coefficient', 4],
          ['se', 4],
        ] as const
      ).map(([statistic, decimals]) => shown(`${key}/${statistic}`, decimals)),
    )
    const median = rowAt(full, 'PFS survival', 'Median, months')
    expect(median[1]).toBe(shown('survival/all/pfs/control/-/median', 1))
    const age = rowAt(full, 'Table 1', 'Age (years)')
    expect(age[2]).toBe(valueOf('baseline/all/age/control/low/n'))
    expect(age[3]).toBe(shown('baseline/all/age/control/low/percent', 1) / 100)
    const response = rowAt(full, 'Table 2', 'Objective response rate')
    expect(response[2]).toBeCloseTo(shown('response/all/radiation/control/orr/rate', 3), 12)
    expect(response[10]).toBe('Pearson chi-square')
  })

  test('shows a printed number as a number beside the computed one', () => {
    expect(rowAt(full, 'Published', 'PFS hazard ratio').slice(1, 3)).toEqual([0.61, 0.61])
  })

  test('formats P with three decimals and below 0.001 as such', () => {
    const sheet = full.sheets.find(one => one.name === 'Cox')
    const formats = [...(sheet?.cells?.values() ?? [])].map(cell => cell.style?.numFmt)
    expect(formats).toContain('[<0.001]"<0.001";0.000')
  })

  test('gives the reason beside what is not estimable', async () => {
    const results = fullInput.results.map(result =>
      result.key === 'survival/all/os/treated/-/median-upper'
        ? { ...result, value: null, notes: noted('not reached') }
        : result,
    )
    const book = await readXlsx(await workbookOf({ ...fullInput, results }))
    expect(rowAt(book, 'OS survival', 'Median, months')[6]).toBe('n.r. [a]')
    expect(rowsOf(book, 'OS survival').map(row => row[0])).toContain('[a] not reached')
  })

  test('links each sheet from the contents, within the workbook', () => {
    const links = [...(full.sheets[1]?.cells?.values() ?? [])].flatMap(cell =>
      cell.hyperlink === undefined ? [] : [cell.hyperlink.location],
    )
    expect(links).toContain("'Table 1'!A1")
    expect(links.length).toBe(full.sheets.length - 2)
    const parts = unzipSync(bytes)
    for (const [name, content] of Object.entries(parts)) {
      if (name.includes('worksheets/_rels')) expect(new TextDecoder().decode(content)).not.toContain('External')
    }
  })

  test('freezes and repeats the heading, and prints with run and page numbers', () => {
    for (const sheet of full.sheets) {
      expect(sheet.freezePane?.rows, sheet.name).toBeGreaterThanOrEqual(5)
      expect(sheet.headerFooter?.oddFooter, sheet.name).toContain(fullInput.run.id)
      expect(sheet.headerFooter?.oddFooter, sheet.name).toContain('&P')
    }
  })

  test('holds no formula, whatever stands in the data', async () => {
    const evil = '=HYPERLINK("http://example.org","x")'
    const book = await workbookOf({
      ...fullInput,
      issues: issueList(
        fullInput.issues.first.map(issue => ({
          ...issue,
          message: retold(evil),
          column: told`@x`,
          file: told`+1.csv`,
          displayId: '-1',
        })),
      ),
      sites: fullInput.sites.map(site => ({ ...site, label: told`＝${site.label}` })),
      whatChanged: [{ cause: 'data', text: retold('\t=1'), counts: {} }],
    })
    for (const [name, content] of Object.entries(unzipSync(book))) {
      if (/worksheets\/sheet/.test(name)) expect(new TextDecoder().decode(content)).not.toContain('<f>')
    }
    for (const sheet of (await readXlsx(book)).sheets) {
      for (const cell of sheet.rows.flat())
        if (typeof cell === 'string') expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/)
    }
  })

  test('comes out the same twice, and otherwise when a number changes', async () => {
    const first = await buildReport(fullInput)
    const second = await buildReport(fullInput)
    expect(second.reportHash).toBe(first.reportHash)
    const changed = await buildReport({
      ...fullInput,
      results: fullInput.results.map((result, index) => (index === 0 ? { ...result, value: 999 } : result)),
    })
    expect(changed.reportHash).not.toBe(first.reportHash)
  })

  test('refuses two results under one key, and a number that is none', async () => {
    const [first] = fullInput.results
    if (first === undefined) throw new Error('no result')
    await expect(buildReport({ ...fullInput, results: [first, first] })).rejects.toThrow('two results')
    await expect(buildReport({ ...fullInput, results: [{ ...first, value: Number.NaN }] })).rejects.toThrow(
      'neither a number nor null',
    )
  })
})
