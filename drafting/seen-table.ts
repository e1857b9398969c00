import { codeAt, rowsOfCells } from '../harmonize/codes.js'
import { plainText } from '../harmonize/read/plain-text.js'
import type { ColumnProfile, TableProfile } from '../protocol/language/profile-schema.js'
import type { ColumnTable } from '../sources/column-table.js'

/** A column as a draft sees it: its profile, and its distinct texts where they are few. */
export interface SeenColumn {
  /** Its name as a mapping says it: one of several of the same name is told by its place among them. */
  readonly header: string
  readonly profile: ColumnProfile
  readonly at: number
  /** Its texts with their rows, words for nothing left out; empty where there are too many to be codes. */
  readonly texts: ReadonlyMap<string, number>
  /** The numbers in it, in order of size; empty where most cells are none. */
  readonly numbers: readonly number[]
  /** Whether a codebook beside the files names it. */
  readonly isInCodebook?: boolean
}

/** A table as a draft sees it. */
export interface SeenTable {
  readonly file: string
  readonly profile: TableProfile
  readonly table: ColumnTable
  readonly columns: readonly SeenColumn[]
}

const mostTexts = 5_000

const textsOf = (table: ColumnTable, at: number, absent: ReadonlySet<string>): ReadonlyMap<string, number> => {
  const column = table.columns[at]!
  if (column.cells.length > mostTexts) return new Map()
  const counts = rowsOfCells(column)
  const texts = new Map<string, number>()
  for (const [code, cell] of column.cells.entries()) {
    if (cell.kind === 'empty' || cell.kind === 'error' || counts[code] === 0) continue
    const text = plainText(cell.text)
    if (!absent.has(text)) texts.set(text, (texts.get(text) ?? 0) + counts[code]!)
  }
  return texts
}

const numbersOf = (table: ColumnTable, at: number): readonly number[] =>
  table.columns[at]!.cells.flatMap(cell => {
    if (cell.kind === 'number') return [cell.number]
    const text = cell.kind === 'text' ? plainText(cell.text) : ''
    return /^[<>≤≥]?\s*\d+(?:[.,]\d+)?$/.test(text) ? [Number(text.replace(/^[<>≤≥]\s*/, '').replace(',', '.'))] : []
  }).sort((a, b) => a - b)

// Of several columns of one name a mapping means one by its place: `ALB#2`.
const namesOf = (headers: readonly string[]): readonly string[] => {
  const places = new Map<string, number>()
  return headers.map(header => {
    if (header === '' || headers.indexOf(header) === headers.lastIndexOf(header)) return header
    const place = (places.get(header) ?? 0) + 1
    places.set(header, place)
    return `${header}#${String(place)}`
  })
}

/** What a draft sees of a table that was read, with its profile. */
export const seenTable = (file: string, profile: TableProfile, table: ColumnTable): SeenTable => {
  const names = namesOf(table.header)
  const columns = profile.columns.map((column, at) => ({
    header: names[at] ?? '',
    profile: column,
    at,
    texts: textsOf(table, at, new Set(column.absent.map(({ text }) => text))),
    numbers: column.numbers === null || column.numbers.share < 0.5 ? [] : numbersOf(table, at),
  }))
  return { file, profile, table, columns }
}

/** The texts of one column on the rows where another is filled; of columns with few texts. */
export const textsWhere = ({ table }: SeenTable, asked: SeenColumn, filled: SeenColumn): ReadonlySet<string> => {
  const [one, other] = [table.columns[asked.at]!, table.columns[filled.at]!]
  const found = new Set<number>()
  for (let row = 0; row < table.rows.length; row += 1)
    if (codeAt(other.codes, row) !== 0) found.add(codeAt(one.codes, row))
  return new Set(
    [...found].map(code => {
      const cell = one.cells[code]!
      return cell.kind === 'empty' ? '' : plainText(cell.text)
    }),
  )
}

/** The texts of one column with those that stand beside each in another; of columns with few texts. */
export const pairsOf = (
  { table }: SeenTable,
  one: SeenColumn,
  other: SeenColumn,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const [left, right] = [table.columns[one.at]!, table.columns[other.at]!]
  const seen = new Map<number, Set<number>>()
  for (let row = 0; row < table.rows.length; row += 1) {
    const code = codeAt(left.codes, row)
    const beside = seen.get(code)
    if (beside === undefined) seen.set(code, new Set([codeAt(right.codes, row)]))
    else beside.add(codeAt(right.codes, row))
  }
  const textOf = (column: typeof left, code: number): string => {
    const cell = column.cells[code]!
    return cell.kind === 'empty' ? '' : plainText(cell.text)
  }
  const pairs = new Map<string, Set<string>>()
  for (const [code, codes] of seen) {
    const text = textOf(left, code)
    const texts = pairs.get(text) ?? new Set()
    for (const own of codes) texts.add(textOf(right, own))
    pairs.set(text, texts)
  }
  return pairs
}

/** The names of a table's columns in which something stands: an empty one is news once it is filled. */
export const filledColumns = ({ columns }: SeenTable): readonly string[] =>
  columns.filter(({ header, profile }) => header !== '' && profile.filled > 0).map(({ header }) => header)
