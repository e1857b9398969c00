import { nearestName } from '../protocol/load/nearest.js'
import type { MappingGap, OtherDelimiter, OtherQuote } from './errors.js'
import type { TableHead } from './column-table.js'
import { toldLiteral } from '../words/told.js'

/** A header without what does not distinguish columns: widths of letters, spaces and line breaks. */
export const plainHeader = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/g, '')

const delimiters: readonly OtherDelimiter[] = [';', '\t', ',', '|', '^']

const quotes: readonly OtherQuote[] = ["'", '`']

const foundIn = (cells: readonly string[], named: readonly string[]): number => {
  const plain = new Set(cells.map(plainHeader))
  return named.filter(column => plain.has(plainHeader(column))).length
}

// The row above or below in which most of the mapped columns stand, if it has more of them than the header has.
const otherRow = (table: TableHead, named: readonly string[], found: number): number | null => {
  const counts = (table.top ?? []).map(cells => foundIn(cells, named))
  const most = Math.max(0, ...counts)
  return most > found && most * 2 >= named.length ? counts.indexOf(most) + 1 : null
}

const otherDelimiter = (
  table: TableHead,
  named: readonly string[],
  found: number,
  delimiter: string | undefined,
): OtherDelimiter | null => {
  if (table.encoding === undefined || delimiter === undefined) return null
  const lines = (table.top ?? []).map(cells => cells.join(delimiter))
  const countFor = (sign: string): number =>
    Math.max(
      0,
      ...lines.map(line =>
        foundIn(
          line.split(sign).map(name => name.replaceAll(/^["'`]|["'`]$/g, '')),
          named,
        ),
      ),
    )
  const [best] = delimiters
    .filter(sign => sign !== delimiter)
    .map(sign => ({ sign, count: countFor(sign) }))
    .sort((a, b) => b.count - a.count)
  if (best !== undefined && best.count > found) return best.sign
  // One column that is full of another sign: the names in the mapping may be wrong too.
  const full = delimiters.find(sign => sign !== delimiter && lines.every(line => line.split(sign).length > 1))
  return table.header.length === 1 && lines.length > 0 ? (full ?? null) : null
}

const otherQuote = (table: TableHead, named: readonly string[], found: number): OtherQuote | null => {
  const lines = table.encoding === undefined ? [] : (table.top ?? [])
  const inside = (cells: readonly string[], quote: string): readonly string[] =>
    cells
      .filter(cell => cell.length > 1 && cell.startsWith(quote) && cell.endsWith(quote))
      .map(cell => cell.slice(1, -1))
  return quotes.find(quote => lines.some(cells => foundIn(inside(cells, quote), named) > found)) ?? null
}

const placeOf = (name: string | null, header: readonly string[]): number | null =>
  name === null ? null : header.indexOf(name) + 1

/** What a table lacks of the columns that its mapping names, and where they seem to stand. */
export const mappingGap = (table: TableHead, named: readonly string[], delimiter: string | undefined): MappingGap => {
  const plain = new Set(table.header.map(plainHeader))
  const found = foundIn(table.header, named)
  const missing = named.filter(column => !plain.has(plainHeader(column)))
  return {
    // A row without one mapped column may be no header but a subject's: none of it is near.
    missing: missing.map(column => ({
      column: toldLiteral(column, named),
      nearest: found === 0 ? null : placeOf(nearestName(column, table.header), table.header),
    })),
    headerRow: otherRow(table, named, found),
    delimiter: otherDelimiter(table, named, found, delimiter),
    quote: otherQuote(table, named, found),
    sheets: table.sheets ?? null,
    headers: table.header,
  }
}
