import { expect, test } from 'vitest'
import { reportContext } from '../../reports/report-context.js'
import type { SheetRow, TableBlock } from '../../reports/layout/sheet.js'
import { survivalSheet } from '../../reports/sheets/survival.js'
import { fullReport } from './report-fixtures.js'

const full = fullReport()

const rowsOf = (results: typeof full.results): readonly SheetRow[] =>
  survivalSheet(reportContext({ ...full, results }), 'os')
    .blocks.filter((block): block is TableBlock => block.kind === 'table')
    .slice(0, 1)
    .flatMap(block => block.rows)

const labelOf = ({ cells: [first] }: SheetRow): string => (first?.kind === 'text' ? first.text : '')

const shown = (row: SheetRow | undefined): readonly (string | number)[] =>
  row?.cells.map(cell => (cell.kind === 'text' ? cell.text : cell.kind === 'number' ? cell.value : '')) ?? []

test('a line that only one arm has stands, with a dash for the other', () => {
  const key = 'survival/all/os/control/-/follow-up-max'
  expect(full.results.some(result => result.key === key)).toBe(true)
  const found = rowsOf(full.results.filter(result => result.key !== key)).find(row => labelOf(row) === 'Longest')
  expect(shown(found)[1]).toBe('–')
  expect(shown(found)[4]).toBeTypeOf('number')
})

test('a line that no arm has is left out', () => {
  const rows = rowsOf(full.results.filter(result => !result.key.endsWith('/follow-up-max')))
  expect(rows.map(labelOf)).not.toContain('Longest')
  expect(rows.map(labelOf)).toContain('Shortest')
})

test('a rate while nobody has had the event has no interval, and the note says why', () => {
  const [template] = full.results
  if (template === undefined) throw new Error('no result')
  const rate = (arm: string, statistic: string, value: number) => ({
    ...template,
    key: `survival/all/os/${arm}/-/${statistic}`,
    value,
    notes: [],
  })
  const results = [
    ...full.results.filter(result => !/^survival\/all\/os\/\w+\/-\/rate-6/.test(result.key)),
    ...['rate-6', 'rate-6-lower', 'rate-6-upper'].flatMap(statistic => [
      rate('treated', statistic, 1),
      rate('control', statistic, statistic === 'rate-6' ? 0.9 : statistic === 'rate-6-lower' ? 0.8 : 0.9996),
    ]),
  ]
  const context = reportContext({ ...full, results })
  const table = survivalSheet(context, 'os').blocks.find((block): block is TableBlock => block.kind === 'table')
  const row = table?.rows.find(one => labelOf(one) === 'Rate at 6 months')
  const mark = /– \[(\w)\]/.exec(String(shown(row)[5]))?.[1] ?? ''
  expect(shown(row).slice(1)).toEqual([0.9, 0.8, 0.9996, 1, `– [${mark}]`, '–'])
  expect(table?.notes).toContain(`[${mark}] no event yet: the estimate has no interval`)
  const formats = row?.cells.map(cell => (cell.kind === 'number' ? cell.format : ''))
  expect(formats?.slice(1, 4)).toEqual(['0.0%', '0.0%', '0.00%'])
})
