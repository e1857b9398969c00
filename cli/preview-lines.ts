import type { SharedValue } from '../harmonize/shared-row.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'
import type { PreviewedField, PreviewedRow } from './preview-rows.js'

const widest = 24

const clockOf = (time: number): string => new Date(time * 1000).toISOString().slice(11, 16)

/** A harmonized value as a person reads it. */
export const valueInWords = (value: SharedValue): string => {
  switch (value.kind) {
    case 'quantity':
      return `${value.relation === '=' ? '' : value.relation}${value.number}${value.unit === null ? '' : ` ${value.unit}`}`
    case 'code':
      return value.code
    case 'number':
      return String(value.number)
    case 'day': {
      const day = value.date ?? `day ${value.offset ?? '-'}`
      return `${day}${value.time === null ? '' : ` ${clockOf(value.time)}`}${value.imputed ? ' (completed)' : ''}`
    }
    case 'missing':
      return value.reason
  }
}

const wide = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60]/u

/** How many places of a terminal a text takes: signs of East Asia take two. */
const placesOf = (text: string): number => Array.from(text).reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0)

const cut = (text: string, width: number): string => {
  if (placesOf(text) <= width) return text
  let kept = ''
  for (const sign of text) {
    if (placesOf(kept + sign) >= width) break
    kept += sign
  }
  return `${kept}…`
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - placesOf(text)))

const columnsOf = ({ field, column, received, value, rule }: PreviewedField): readonly string[] => [
  field,
  column === null ? '' : `${column}: ${received === '' ? '(empty)' : received}`,
  valueInWords(value),
  rule,
]

const aligned = (rows: readonly (readonly string[])[], width: number): readonly string[] => {
  const widths = [0, 1, 2].map(at => Math.min(widest, Math.max(...rows.map(row => placesOf(row[at]!)))))
  return rows.map(row => {
    const [field = '', received = '', value = '', rule = ''] = row
    const cells = [field, received, value].map((text, at) => padded(cut(text, widths[at]!), widths[at]!))
    return cut(`      ${cells.join('  ')}  ${rule}`.trimEnd(), width)
  })
}

/** The lines of one row of an export: what was received, what it became, by which rule, and what was wrong. */
export const previewLines = ({ file, row, made, issues }: PreviewedRow, width: number): readonly string[] => [
  `${file}, row ${row}`,
  ...made.flatMap(({ domain, fields }) => [`  ${domain}`, ...aligned(fields.map(columnsOf), width)]),
  ...(made.length === 0 ? ['  no row was made of it'] : []),
  ...issues.map(
    ({ column, kind, effect, message }) => `  ${kind} (${effect})${column === null ? '' : ` of ${column}`}: ${message}`,
  ),
]

/** What is said where nothing is shown. */
export const nothingShown = (subject: string | undefined, files: number): string =>
  subject === undefined
    ? 'no row to show'
    : `no row of ${counted(files, told`file`)} has the id that was asked for: write it as it stands in the files`
