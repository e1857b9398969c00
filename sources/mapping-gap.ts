import { nearestName } from '../protocol/load/nearest.js'
import type { ExportFile } from '../protocol/language/mapping/export-file.js'
import type { HeaderRows, MappingGap, MissingColumn, OtherDelimiter, OtherQuote } from './errors.js'
import type { TableHead } from './column-table.js'
import { headerRows, joinHeader } from './join-header.js'
import { delimiters, divided, tellDelimiter } from './look/tell-delimiter.js'
import { tellHeader } from './look/tell-header.js'
import { toldLiteral } from '../words/told.js'

/** A header without what does not distinguish columns: widths of letters, spaces and line breaks. */
export const plainHeader = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/g, '')

const quotes: readonly OtherQuote[] = ["'", '`']

/** How many of the mapped columns stand among cells. */
export const foundIn = (cells: readonly string[], named: readonly string[]): number => {
  const plain = new Set(cells.map(plainHeader))
  return named.filter(column => plain.has(plainHeader(column))).length
}

type Rows = readonly (readonly string[])[]

// A table by one sign, with the most of the mapped columns that one of its rows has.
const withoutQuotes = (rows: Rows): Rows => rows.map(row => row.map(cell => cell.replaceAll(/^["'`]|["'`]$/g, '')))

const mostFound = (rows: Rows, named: readonly string[]): number =>
  Math.max(0, ...rows.map(cells => foundIn(cells, named)))

// The row in which most of the mapped columns stand, if it has more of them than the header has; else where a table of this
// form has its header, if that is elsewhere.
const otherRows = (top: Rows, named: readonly string[], found: number, header: HeaderRows): HeaderRows | null => {
  const most = mostFound(top, named)
  if (most > found && most * 2 >= named.length) {
    const row = top.findIndex(cells => foundIn(cells, named) === most) + 1
    return headerRows(header).join() === String(row) ? null : row
  }
  const { rows, doubtful } = tellHeader(top)
  if (doubtful || headerRows(rows).join() === headerRows(header).join()) return null
  const joined = joinHeader(headerRows(rows).map(row => top[row - 1] ?? []))
  const isBelow = Math.max(...headerRows(rows)) > Math.max(...headerRows(header))
  return foundIn(joined, named) > found || (found === 0 && isBelow) ? rows : null
}

const isOther = (sign: string): sign is OtherDelimiter => delimiters.some(one => one === sign)

// How the reader divides the first lines by other signs than the mapping's: into most of the mapped columns, else most evenly.
const otherDivision = (
  { encoding, header, top = [] }: TableHead,
  named: readonly string[],
  found: number,
  delimiter: string | undefined,
): { readonly delimiter: OtherDelimiter; readonly top: Rows } | null => {
  if (encoding === undefined || delimiter === undefined || top.length === 0) return null
  const sample = Buffer.from(`${top.map(cells => cells.join(delimiter)).join('\n')}\n`)
  const [best] = delimiters
    .filter(sign => sign !== delimiter)
    .flatMap(sign => divided(sample, sign) ?? [])
    .map(({ delimiter: sign, top: rows }) => ({ sign, rows: withoutQuotes(rows) }))
    .sort((a, b) => mostFound(b.rows, named) - mostFound(a.rows, named))
  if (best !== undefined && mostFound(best.rows, named) > Math.max(found, mostFound(top, named)))
    return isOther(best.sign) ? { delimiter: best.sign, top: best.rows } : null
  // One column that is full of another sign: the names in the mapping may be wrong too.
  const told = header.length === 1 ? tellDelimiter(sample, 'utf-8', true) : null
  if (told === null || told.delimiter === delimiter || !told.top.every(({ length }) => length > 1)) return null
  return isOther(told.delimiter) ? { delimiter: told.delimiter, top: told.top } : null
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

const lackedBy = (headers: readonly string[], named: readonly string[]): readonly MissingColumn[] => {
  const plain = new Set(headers.map(plainHeader))
  // A row without one mapped column may be no header but a subject's: none of it is near.
  const isHeader = foundIn(headers, named) > 0
  return named
    .filter(column => !plain.has(plainHeader(column)))
    .map(column => ({
      column: toldLiteral(column, named),
      nearest: isHeader ? placeOf(nearestName(column, headers), headers) : null,
    }))
}

/** What a table lacks of the columns that its mapping names, and where they seem to stand: told as a look at the file does. */
export const mappingGap = (
  table: TableHead,
  named: readonly string[],
  { delimiter, header }: Pick<ExportFile, 'delimiter' | 'header'>,
): MappingGap => {
  const found = foundIn(table.header, named)
  const division = otherDivision(table, named, found, delimiter ?? ',')
  const top = division?.top ?? table.top ?? []
  const headerRow = otherRows(top, named, found, header)
  // Where the header stands elsewhere, the row that was taken for it is a subject's.
  const isElsewhere = headerRow !== null || division !== null
  const headers = isElsewhere
    ? joinHeader(headerRows(headerRow ?? header).map(row => top[row - 1] ?? []))
    : table.header
  return {
    missing: lackedBy(table.header, named),
    stillMissing: isElsewhere && foundIn(headers, named) > 0 ? lackedBy(headers, named) : [],
    headerRow,
    delimiter: division?.delimiter ?? null,
    quote: otherQuote(table, named, found),
    sheets: table.sheets ?? null,
    otherSheet: null,
    isText: table.encoding !== undefined,
    headers,
    named,
  }
}
