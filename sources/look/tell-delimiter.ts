import { csvPlan } from '../csv/csv-plan.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { textIn } from '../encoding/decode-bytes.js'
import { Unreadable } from '../errors.js'
import { passOver } from '../files/pass.js'

/** The signs that cells of a text may be divided by, the commonest first. */
export const delimiters = [',', ';', '\t', '|', '^'] as const

/** How a sample of a text divides into cells. */
export interface Division {
  readonly delimiter: string
  /** Its first rows as texts. */
  readonly top: readonly (readonly string[])[]
}

// The width that most rows have, with the share of the rows that have it: title rows above a table are shorter.
const evenness = (top: Division['top']): { readonly width: number; readonly share: number } => {
  const rows = top.filter(cells => cells.some(cell => cell.trim() !== ''))
  const counts = new Map<number, number>()
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0]
  return { width, share: rows.length === 0 ? 0 : count / rows.length }
}

/** Divides a sample of a text, in UTF-8, as the reader itself does; null where a line `sep=` names another sign. */
export const divided = (sample: Uint8Array, delimiter: string): Division | null => {
  try {
    const file = { name: '*', encoding: 'utf-8', delimiter, header: 1, subject: 'row number' } as const
    return { delimiter, top: passOver(csvPlan(file), sample).top }
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

const wholeLines = (bytes: Uint8Array, encoding: Encoding, whole: boolean): Uint8Array => {
  const text = textIn(bytes, encoding, whole) ?? ''
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1
  return Buffer.from(whole || end === 0 ? text : text.slice(0, end))
}

/** The sign that divides the first lines of a text into the most even rows; a comma where no sign divides them. */
export const tellDelimiter = (bytes: Uint8Array, encoding: Encoding, whole: boolean): Division => {
  const sample = wholeLines(bytes, encoding, whole)
  const found = delimiters
    .map(delimiter => divided(sample, delimiter))
    .filter(division => division !== null)
    .map(division => ({ division, ...evenness(division.top) }))
  const dividing = found.filter(({ width }) => width > 1)
  const [best] = dividing.sort((a, b) => b.share - a.share || b.width - a.width)
  return best?.division ?? found[0]?.division ?? { delimiter: ',', top: [] }
}
