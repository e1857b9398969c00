import { expect, test } from 'vitest'
import { reportContext } from '../../reports/report-context.js'
import type { SheetCell } from '../../reports/sheet.js'
import { dataQualitySheet } from '../../reports/sheets/data-quality.js'
import { fullReport } from './report-fixtures.js'

const shown = (cell: SheetCell): string | number =>
  cell.kind === 'text' ? cell.text : cell.kind === 'number' ? cell.value : ''

/** The rows of the table under a caption, each cell as text or number. */
const rowsUnder = (caption: string, added: Parameters<typeof fullReport>[0]) => {
  const { blocks } = dataQualitySheet(reportContext(fullReport(added)))
  const block = blocks.find(one => one.kind === 'table' && one.caption === caption)
  if (block?.kind !== 'table') throw new Error(`no table '${caption}'`)
  return block.rows.map(({ cells }) => cells.map(shown))
}

const [site] = fullReport().sites
const at = { site: site?.site ?? '' }

test('notes on the reading of exports stand on the sheet, under the name of the site', () => {
  const notes = [
    { ...at, note: 'labs.csv: encoding inferred as gb18030: name it in the mapping' },
    { ...at, note: 'w.xlsx: 3 hidden rows were read' },
  ]
  expect(rowsUnder('Notes on how the exports were read', { notes })).toEqual(
    notes.map(({ note }) => [site?.label, '', '', '', note]),
  )
})

test('texts that no mapping lists stand on the sheet with place, count and the nearest listed', () => {
  const unlisted = [
    { ...at, file: 'pt.csv', column: '分期', count: 31, nearest: 'II' },
    { ...at, file: 'pt.csv', column: 'sex', count: 2, nearest: null },
  ]
  expect(rowsUnder('Texts that no mapping lists', { unlisted })).toEqual([
    [site?.label, 'pt.csv', '分期', 31, 'II'],
    [site?.label, 'pt.csv', 'sex', 2, ''],
  ])
})

test('where nothing was noted, the sheet says so', () => {
  expect(rowsUnder('Texts that no mapping lists', {})).toEqual([['None']])
  expect(rowsUnder('Notes on how the exports were read', {})).toEqual([['No note']])
})
