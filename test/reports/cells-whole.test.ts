import ExcelJS from 'exceljs'
import { expect, test, vi } from 'vitest'
import { shownNumber } from '../../reports/layout/cell-layout.js'
import { reportContext } from '../../reports/report-context.js'
import type { ReportInput } from '../../reports/report-input.js'
import { renderWorkbook } from '../../reports/render/render-workbook.js'
import { lineUnits } from '../../reports/layout/sheet-text.js'
import { fullReport, lungReport } from './report-fixtures.js'
import { retold } from '../../words/told.js'
import { issueList } from './listings.js'

vi.setConfig({ testTimeout: 60_000 })

const long =
  'with a name as long as those that people give to the arms, covariates, criteria and sites of their studies'
const chinese = '放疗联合信迪利单抗和仑伐替尼治疗肝细胞癌肺转移患者的疗效、安全性与生存预后因素分析'

const labelled = (of: (id: string) => string): ReportInput => {
  const input = fullReport()
  const { study } = input
  const renamed = <T extends { readonly id: string }>(all: readonly T[]) =>
    all.map(one => ({ ...one, label: of(one.id) }))
  return {
    ...input,
    study: {
      ...study,
      title: of('title'),
      arms: {
        control: { ...study.arms.control, label: of('control') },
        treated: { ...study.arms.treated, label: of('treated') },
      },
      covariates: study.covariates.map(one => ({ ...one, label: of(one.variable) })),
      eligibility: {
        ...study.eligibility,
        include: renamed(study.eligibility.include),
        exclude: renamed(study.eligibility.exclude),
      },
      endpoints: Object.fromEntries(
        Object.entries(study.endpoints).map(([id, endpoint]) => [id, { ...endpoint, label: of(id) }]),
      ),
    },
    sites: input.sites.map(site => ({ ...site, label: retold(of(site.site)) })),
    issues: issueList(
      input.issues.first.map(issue => ({
        ...issue,
        message: retold(`${of(issue.kind)}; ${of('again')}`),
        file: retold(of('file')),
      })),
    ),
    whatChanged: [{ cause: 'data', text: retold(of('change')), counts: {} }],
  }
}

const provisional = (): ReportInput => {
  const input = fullReport()
  return {
    ...input,
    run: { ...input.run, status: 'PROVISIONAL' },
    sites: input.sites.map(site => ({
      ...site,
      status: 'left out',
      failureKind: 'ExportUnreadable',
      reason: retold(long),
    })),
  }
}

const unbroken = 'a'.repeat(90)

const reports: readonly (readonly [string, () => ReportInput])[] = [
  ['a full study', fullReport],
  ['days and continuous covariates', lungReport],
  ['a provisional report', provisional],
  ['long labels', () => labelled(id => `${id} ${long}`)],
  ['Chinese labels', () => labelled(id => `${chinese}${id}`)],
  ['words that do not break', () => labelled(id => `${id} ${unbroken}`)],
]

// Excel's own reckoning: 7 pixels per unit of a column, five of them kept free, lines of 12.75 points, 15 in Chinese.
const lines = (text: string, pixels: number, bold: boolean, size: number): number => {
  const wide = (part: string): number => lineUnits(part, { bold, size }) * 7.41
  let count = 0
  for (const paragraph of text.split('\n')) {
    let line = ''
    count += 1
    for (const token of paragraph.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+/gu) ?? []) {
      if (line !== '' && wide((line + token).trimEnd()) > pixels) {
        count += 1
        line = ''
      }
      line += token
      while (wide(line.trimEnd()) > pixels && line.length > 1) {
        const fits = Array.from(line).findIndex((_, index) => wide(line.slice(0, index + 1)) > pixels)
        count += 1
        line = line.slice(Math.max(1, fits))
      }
    }
  }
  return count
}

interface Room {
  readonly width: number
  readonly height: number
}

const roomOf = (sheet: ExcelJS.Worksheet, cell: ExcelJS.Cell): Room => {
  const range = (sheet.model.merges as unknown as readonly string[]).find(
    merged => merged.split(':')[0] === cell.address,
  )
  const [, last = cell.address] = range?.split(':') ?? []
  const end = sheet.getCell(last)
  let width = 0
  for (let column = Number(cell.col); column <= Number(end.col); column += 1)
    width += sheet.getColumn(column).width ?? 0
  let height = 0
  for (let row = Number(cell.row); row <= Number(end.row); row += 1) height += sheet.getRow(row).height
  return { width: width * 7 - 5, height }
}

const cutIn = (sheet: ExcelJS.Worksheet): { readonly cut: readonly string[]; readonly measured: number } => {
  const cut: string[] = []
  let measured = 0
  sheet.eachRow(row => {
    row.eachCell(cell => {
      if (cell.isMerged && cell.master.address !== cell.address) return
      const room = roomOf(sheet, cell)
      const { size = 10, bold = false } = cell.font
      const place = `${sheet.name} ${cell.address}`
      measured += 1
      if (typeof cell.value === 'number') {
        if (lineUnits(shownNumber(cell.value, cell.numFmt), { size, bold }) * 7.41 > room.width)
          cut.push(`${place} ${String(cell.value)}`)
        return
      }
      const indent = (cell.alignment.indent ?? 0) * 3 * 0.278 * 13.33
      const needed = lines(cell.text, room.width - indent, bold, size)
      const height = needed * size * (/[\u2e80-\u9fff]/u.test(cell.text) ? 1.5 : 1.275)
      expect(cell.alignment.wrapText, place).toBe(true)
      if (height > room.height) cut.push(`${place} needs ${String(height)} of ${String(room.height)}: ${cell.text}`)
    })
  })
  return { cut, measured }
}

test.each(reports)('no cell is cut, whichever sheet it stands on: %s', async (_, input) => {
  const book = new ExcelJS.Workbook()
  const bytes = await renderWorkbook(reportContext(input()), new Map())
  await book.xlsx.load(bytes.buffer as ArrayBuffer)
  const found = book.worksheets.map(cutIn)
  expect(found.flatMap(({ cut }) => cut)).toEqual([])
  expect(found.reduce((sum, { measured }) => sum + measured, 0)).toBeGreaterThan(400)
})
