import { isDateFormat } from 'hucre'
import { builtinFormat } from './builtin-formats.js'
import { cellFormat, type CellFormat, isPlainFormat } from './cell-format.js'
import { attribute, elements, inside, unescaped } from './xml-text.js'

/** How a style shows the number of a cell. */
export interface CellStyle {
  /** Null where it shows just what is stored. */
  readonly format: CellFormat | null
  /** Whether the number is the number of a day. */
  readonly days: boolean
}

/** The styles of a workbook: each different one once, and which of them a cell's number of a style means. */
export interface CellStyles {
  readonly styles: readonly CellStyle[]
  /** The place among the styles of each style's number. */
  readonly places: Int32Array
  /** The place of a cell that names no style: it looks like the first, and its number is never one of a day. */
  readonly unnamed: number
}

/** A number without any format. */
export const plainStyle: CellStyle = { format: null, days: false }

/** Reads the styles of a workbook from their part; the first is that of a cell whose style is not there. */
export const cellStyles = (text: string): CellStyles => {
  const named = new Map(
    elements(inside(text, 'numFmts'), 'numFmt').map(attributes => [
      Number(attribute(attributes, 'numFmtId')),
      unescaped(attribute(attributes, 'formatCode') ?? ''),
    ]),
  )
  const styles = [plainStyle]
  const known = new Map<string, number>()
  const places = elements(inside(text, 'cellXfs'), 'xf').map(attributes => {
    const id = Number(attribute(attributes, 'numFmtId') ?? 0)
    const own = named.get(id)
    const code = own ?? builtinFormat(id)
    const format = cellFormat(code)
    // What a workbook names by its number alone is a day where the format of that number is one.
    const days = isDateFormat(own === undefined || own === '' ? String(id) : own)
    const key = `${days}:${code}`
    const place = known.get(key) ?? styles.push({ format: isPlainFormat(format) ? null : format, days }) - 1
    known.set(key, place)
    return place
  })
  const unnamed = styles.push({ format: styles[places[0] ?? 0]!.format, days: false }) - 1
  return { styles, places: Int32Array.from(places), unnamed }
}

/** The place among the styles of a cell with a style's number; -1 for one that names none. */
export const placeOfStyle = ({ places, unnamed }: CellStyles, style: number): number =>
  style < 0 ? unnamed : (places[style] ?? 0)
