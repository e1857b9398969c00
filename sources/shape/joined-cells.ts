import type { MadeColumn } from '../../protocol/language/mapping/file-shape.js'
import type { ColumnTable, TableColumn } from '../column-table.js'
import { comparedText } from '../../protocol/schema/plain-text.js'
import { emptyCell, faultyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { told } from '../../words/told.js'
import { DistinctCells, eachCode, narrowCodes } from './distinct-cells.js'

type JoinedCells = Extract<MadeColumn, { readonly join: unknown }>

const withoutPart = faultyCell(told`made of several cells, of which one before the last that is filled is blank`)

const joined = (cells: readonly Cell[], by: string, words: ReadonlySet<string>): Cell => {
  // What stands for nothing is blank beside others: 2000, UNK, UNK is a year. Alone it says why nothing is there.
  const isBlank = (cell: Cell): boolean => cell.kind === 'empty' || words.has(comparedText(cell.text))
  const faulty = cells.find(cell => cell.kind === 'error' && !isBlank(cell))
  if (faulty !== undefined) return faulty
  const texts = cells.map(cell => (cell.kind === 'empty' || isBlank(cell) ? '' : cell.text.trim()))
  const filled = texts.findLastIndex(text => text !== '') + 1
  if (filled === 0) return cells.find(({ kind }) => kind !== 'empty') ?? emptyCell
  const some = texts.slice(0, filled)
  // A sign that says 'as it is' of a number that is blank says nothing.
  if (cells.length > 1 && filled === 1 && some[0] === '=') return emptyCell
  return some.includes('') ? withoutPart : { kind: 'text', text: some.join(by) }
}

/** Numbers the pairs of a code and the code of another column in its place, and says which pairs occur. */
const numberPairs = (codes: Int32Array, other: TableColumn): readonly (readonly [number, number])[] => {
  const known = new Map<number, number>()
  const pairs: (readonly [number, number])[] = []
  eachCode(other, (code, row) => {
    const key = codes[row]! * other.cells.length + code
    const number = known.get(key) ?? pairs.push([codes[row]!, code]) - 1
    known.set(key, number)
    codes[row] = number
  })
  return pairs
}

/**
 * A column of several cells of a row put together; cells at the end that are blank, or have one of the words for something missing, are left
 * out, as a date without its day is. Each combination that occurs is made once.
 */
export const joinedCells = (
  { columns, rows }: ColumnTable,
  places: readonly number[],
  { by }: JoinedCells,
  words: ReadonlySet<string>,
): TableColumn => {
  const [first = 0, ...others] = places
  const start = columns[first]!
  const codes = new Int32Array(rows.length)
  eachCode(start, (code, row) => {
    codes[row] = code
  })
  let lists: readonly (readonly Cell[])[] = start.cells.map(cell => [cell])
  for (const place of others) {
    const [before, { cells }] = [lists, columns[place]!]
    lists = numberPairs(codes, columns[place]!).map(([one, other]) => [...before[one]!, cells[other]!])
  }
  const distinct = new DistinctCells()
  const becomes = lists.map(cells => distinct.codeOf(joined(cells, by, words)))
  const narrow = narrowCodes(distinct.cells.length, codes.length)
  for (let at = 0; at < codes.length; at += 1) narrow[at] = becomes[codes[at]!]!
  return { codes: narrow, cells: distinct.cells }
}
