import type { SiteMapping } from '../../protocol/language/site.js'
import { comparedText } from '../../protocol/schema/plain-text.js'
import type { TableColumn } from '../../sources/column-table.js'
import { rowsOfCells } from '../codes.js'
import { plainCell } from '../read/plain-text.js'
import type { ColumnFacts } from './column-facts.js'
import type { Spread } from './scale-factor.js'

const mostWords = 60
// Whole numbers of few kinds are codes of something.
const mostCodes = 12
const most = 0.9

const number = /^[<>≤≥]?\s?-?\d+(?:[.,]\d+)?$/
const day = /^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[ T].*)?$/

interface Counted {
  readonly plain: string
  readonly typed: boolean
  readonly count: number
}

const numberOf = (plain: string): number => Number(plain.replace(/^[<>≤≥]?\s?/, '').replace(',', '.'))

const rowsOf = (cells: readonly Counted[]): number => cells.reduce((sum, { count }) => sum + count, 0)

const spreadOf = (cells: readonly Counted[]): Spread => {
  const count = rowsOf(cells)
  const sorted = cells
    .map(({ plain, count: own }) => ({ value: numberOf(plain), own }))
    .sort((a, b) => a.value - b.value)
  const notPassedBy = (share: number): number | null => {
    let before = 0
    for (const { value, own } of sorted) if ((before += own) >= share * count) return value
    return null
  }
  return {
    count,
    lowest: sorted[0]?.value ?? null,
    quarter: notPassedBy(0.25),
    middle: notPassedBy(0.5),
    threeQuarters: notPassedBy(0.75),
    highest: sorted.at(-1)?.value ?? null,
  }
}

/** How most of the texts are written: letters and digits by their kind; null where there is no such way. */
const writtenAs = (cells: readonly Counted[], all: number): string | null => {
  const shapes = new Map<string, number>()
  for (const { plain, typed, count } of cells) {
    const shape = typed ? 'typed' : plain.replaceAll(/\p{L}+/gu, 'a').replaceAll(/\d+/g, '9')
    shapes.set(shape, (shapes.get(shape) ?? 0) + count)
  }
  const [commonest] = [...shapes].sort((a, b) => b[1] - a[1])
  // Plain words look alike in all columns.
  return commonest !== undefined && commonest[1] >= most * all && /9|typed/.test(commonest[0]) ? commonest[0] : null
}

const kindOf = (numbers: number, days: number, all: number): string => {
  if (all === 0) return 'empty'
  if (days >= most * all) return 'day'
  return numbers >= most * all ? 'number' : 'text'
}

/** The words by which a mapping says that a cell of a file holds nothing. */
export const wordsForNothing = ({ missing, files }: SiteMapping, fileId: string): ReadonlySet<string> =>
  new Set([...Object.keys(missing), ...Object.keys(files[fileId]?.missing ?? {})].map(comparedText))

/** What a column holds as a whole, received or stored. */
export const factsOfColumn = (column: TableColumn, nothing: ReadonlySet<string>): ColumnFacts => {
  const counts = rowsOfCells(column)
  const cells = column.cells
    .map((cell, code) => ({ plain: plainCell(cell), typed: cell.kind === 'date', count: counts[code]! }))
    .filter(({ plain, count }) => count > 0 && plain !== '' && !nothing.has(comparedText(plain)))
  const all = rowsOf(cells)
  const numbers = cells.filter(({ plain, typed }) => !typed && number.test(plain))
  const days = cells.filter(({ plain, typed }) => typed || (day.test(plain) && !number.test(plain)))
  const kind = kindOf(rowsOf(numbers), rowsOf(days), all)
  const isFew =
    kind === 'number'
      ? cells.length <= mostCodes && cells.every(({ plain }) => /^\d+$/.test(plain))
      : kind === 'text' && cells.length <= mostWords
  return {
    kind,
    words: isFew && cells.length * 2 <= all ? new Map(cells.map(({ plain, count }) => [plain, count])) : null,
    spread: kind === 'number' ? spreadOf(numbers) : null,
    written: kind === 'day' || kind === 'text' ? writtenAs(cells, all) : null,
  }
}
