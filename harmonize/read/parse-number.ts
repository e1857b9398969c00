import type { Relation } from '../../protocol/schema/relations.js'

/** What is known of the sign before the decimals of a column; `contradicted` where its cells show both signs. */
export interface DecimalMarks {
  readonly decimal: '.' | ',' | null
  readonly contradicted: boolean
}

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
  const [, sign = '=', written = '', rest = ''] = found
  return { relation: relations[sign] ?? '=', digits: written.replace(/[.,]$/, ''), rest }
}

const grouped = (group: ',' | '.', decimal: '.' | ','): RegExp => {
  const [first, second] = [`\\${group}`, `\\${decimal}`]
  return new RegExp(`^[+-]?\\d{1,3}(?:${first}\\d{3})+(?:${second}\\d*)?(?:[eE][+-]?\\d+)?$`)
}

const groupedBy = { '.': grouped(',', '.'), ',': grouped('.', ',') } as const
const plainPoint = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const plainComma = /^[+-]?\d+,\d*(?:[eE][+-]?\d+)?$/
const whole = /^[+-]?\d+$/

// 3.125 and 12,345: a group of thousands in one way of writing, decimals in the other.
const eitherWay = /^[+-]?[1-9]\d{0,2}[.,]\d{3}(?:[eE][+-]?\d+)?$/

const tellsPoint = (digits: string): boolean =>
  groupedBy['.'].test(digits) && (digits.includes('.') || digits.split(',').length > 2)

// 4.1 says that a point stands before decimals; what a comma then is, it leaves open.
const showsPoint = (digits: string): boolean =>
  plainPoint.test(digits) && digits.includes('.') && !eitherWay.test(digits)

const tellsComma = (digits: string): boolean =>
  (groupedBy[','].test(digits) && (digits.includes(',') || digits.split('.').length > 2)) ||
  (plainComma.test(digits) && (!groupedBy['.'].test(digits) || /^[+-]?0/.test(digits)))

const withPoint = (digits: string): string => digits.replaceAll(',', '')
const withComma = (digits: string): string => digits.replaceAll('.', '').replace(',', '.')

/**
 * Digits as written with a point before the decimals and nothing else, by the column's marks; null where it cannot be
 * known whether a sign groups or divides.
 */
export const plainDigits = (digits: string, { decimal, contradicted }: DecimalMarks): string | null => {
  if (contradicted && eitherWay.test(digits)) return null
  if (decimal === ',') {
    return groupedBy[','].test(digits) || plainComma.test(digits) || whole.test(digits) ? withComma(digits) : null
  }
  if (plainPoint.test(digits)) return digits
  if (decimal === '.') return groupedBy['.'].test(digits) ? withPoint(digits) : null
  if (!contradicted) return null
  if (tellsComma(digits)) return withComma(digits)
  return tellsPoint(digits) ? withPoint(digits) : null
}

/** The number of digits as written, by the column's marks; null where it cannot be known. */
export const digitsToNumber = (digits: string, marks: DecimalMarks): number | null => {
  const plain = plainDigits(digits, marks)
  return plain === null ? null : Number(plain)
}

/** Marks of a column that shows nothing: a single point is one, a comma may be either. */
export const untold: DecimalMarks = { decimal: null, contradicted: false }

/**
 * What a column's own numbers show of its decimal mark beside the mapping's word: `1,234.5` shows a point, `12,5` a
 * comma; both contradict each other, and either the mapping's.
 */
export const decimalMarksOf = (texts: Iterable<string>, named: '.' | ',' | null): DecimalMarks => {
  let [point, shown, comma] = [named === '.', false, named === ',']
  for (const text of texts) {
    const digits = numberParts(text)?.digits
    if (digits === undefined) continue
    point ||= tellsPoint(digits)
    shown ||= showsPoint(digits)
    comma ||= tellsComma(digits)
  }
  if (comma && (point || shown)) return { decimal: named, contradicted: true }
  return { decimal: named ?? (comma ? ',' : point ? '.' : null), contradicted: false }
}
