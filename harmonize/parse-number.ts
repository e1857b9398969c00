import type { Relation } from './shared-row.js'

/** Which sign stands before the decimals of a column; null where the column does not tell. */
export type DecimalMark = '.' | ',' | null

/** A received number in parts: its relation, its digits as written, and what stands after it. */
export interface NumberParts {
  readonly relation: Relation
  readonly digits: string
  readonly rest: string
}

const relations: Readonly<Record<string, Relation>> = {
  '<': '<',
  '>': '>',
  '=': '=',
  '<=': '<=',
  '>=': '>=',
  '=<': '<=',
  '=>': '>=',
  '≤': '<=',
  '≥': '>=',
  '⩽': '<=',
  '⩾': '>=',
  '≦': '<=',
  '≧': '>=',
}

const shape = /^(<=|>=|=<|=>|[<>=≤≥⩽⩾≦≧])?\s*([+-]?(?:\d[\d.,]*|\.\d+)(?:[eE][+-]?\d{1,4})?)\s*(.*)$/s

/** Takes a plain text apart into relation, digits and the rest; null where it does not begin with a number. */
export const numberParts = (text: string): NumberParts | null => {
  const found = shape.exec(text)
  if (found === null || /^[+-]?0x/i.test(text)) return null
  const rest = found[3] ?? ''
  // A second number after the first (a range, a date, digits grouped by spaces) is not a unit.
  if (/^[-+~–—/:\d.,]/.test(rest) && !/^\/[a-zA-Z\u03BC]/.test(rest)) return null
  return { relation: relations[found[1] ?? '='] ?? '=', digits: (found[2] ?? '').replace(/[.,]$/, ''), rest }
}

const grouped = (group: ',' | '.', decimal: '.' | ','): RegExp => {
  const [first, second] = [`\\${group}`, `\\${decimal}`]
  return new RegExp(`^[+-]?\\d{1,3}(?:${first}\\d{3})+(?:${second}\\d*)?(?:[eE][+-]?\\d+)?$`)
}

const groupedBy = { '.': grouped(',', '.'), ',': grouped('.', ',') } as const
const plainPoint = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const plainComma = /^[+-]?\d+,\d*(?:[eE][+-]?\d+)?$/

/**
 * The number of digits as written, by the column's decimal mark; null where it cannot be told whether a sign groups or
 * divides.
 */
export const digitsToNumber = (digits: string, mark: DecimalMark): number | null => {
  if (mark === ',') {
    if (groupedBy[','].test(digits)) return Number(digits.replaceAll('.', '').replace(',', '.'))
    return plainComma.test(digits) || /^[+-]?\d+$/.test(digits) ? Number(digits.replace(',', '.')) : null
  }
  if (plainPoint.test(digits)) return Number(digits)
  return mark === '.' && groupedBy['.'].test(digits) ? Number(digits.replaceAll(',', '')) : null
}

const tellsPoint = (digits: string): boolean =>
  groupedBy['.'].test(digits) && (digits.includes('.') || digits.split(',').length > 2)

const tellsComma = (digits: string): boolean =>
  (groupedBy[','].test(digits) && (digits.includes(',') || digits.split('.').length > 2)) ||
  (plainComma.test(digits) && (!groupedBy['.'].test(digits) || /^[+-]?0/.test(digits)))

/**
 * What a column's own numbers tell of its decimal mark: `1,234.5` tells a point, `12,5` a comma; nothing, or both,
 * tells none.
 */
export const decimalMarkOf = (texts: Iterable<string>): DecimalMark => {
  let [point, comma] = [false, false]
  for (const text of texts) {
    const digits = numberParts(text)?.digits
    if (digits === undefined) continue
    point ||= tellsPoint(digits)
    comma ||= tellsComma(digits)
  }
  return point === comma ? null : point ? '.' : ','
}
