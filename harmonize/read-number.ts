import type { Cell } from '../sources/source-record.js'
import type { ColumnRule } from './column-rule.js'
import { clean, type FieldReading, held } from './field-reading.js'
import { type DecimalMark, digitsToNumber, type NumberParts, numberParts } from './parse-number.js'
import { plainCell, receivedText } from './plain-text.js'

/** A cell's number with its relation and what stands after it, or the reading that says why there is none. */
export type NumberReading =
  | { readonly parts: NumberParts; readonly number: number; readonly note: string | null }
  | { readonly refused: FieldReading }

const refuse = (kind: string, message: string): NumberReading => ({ refused: held(kind, message) })

// Most cells of a measuring column are this and nothing else.
const bareNumber = /^-?\d{1,15}(?:\.\d{1,15})?$/

const bare = (digits: string): NumberReading => ({
  parts: { relation: '=', digits, rest: '' },
  number: Number(digits),
  note: null,
})

/** Reads the number in a cell; grouped digits only where the column tells which sign groups. */
export const readDigits = (cell: Cell, mark: DecimalMark): NumberReading => {
  if (cell.kind === 'number' && cell.shown !== true) {
    return Number.isFinite(cell.number)
      ? { parts: { relation: '=', digits: cell.text, rest: '' }, number: cell.number, note: null }
      : refuse('not-a-number', 'a number without end')
  }
  if (cell.kind === 'date') {
    return refuse('date-for-number', 'a day where a number is expected: a workbook may have turned it into one')
  }
  if (cell.kind === 'text' && mark !== ',' && bareNumber.test(cell.text)) return bare(cell.text)
  const parts = numberParts(plainCell(cell))
  if (parts === null) return refuse('not-a-number', 'no number where one is expected')
  const number = digitsToNumber(parts.digits, cell.kind === 'number' ? '.' : mark)
  if (number === null) {
    return refuse(
      'ambiguous-number',
      'a sign that may group digits or begin the decimals; nothing in the column decides',
    )
  }
  if (!Number.isFinite(number)) return refuse('not-a-number', 'a number too large to be one')
  const regrouped = !/^[+-]?[\d.eE+-]*$/.test(parts.digits)
  return { parts, number, note: regrouped ? 'commas in numbers were read as the column decides' : null }
}

// Words after a bare number that repeat what the field is.
const fieldWords: Readonly<Record<string, RegExp>> = { ageYears: /^(岁|周岁|y|yr|yrs|years?( old)?)$/i }

const plausible: Readonly<Record<string, readonly [number, number]>> = { ageYears: [0, 125], grade: [0, 5] }

/** Reads a cell as a plain number; a listed code may stand for one. */
export const readNumber = (rule: ColumnRule, cell: Cell, mark: DecimalMark): FieldReading => {
  const code = rule.codes?.find(plainCell(cell))
  if (code !== undefined) {
    const number = typeof code === 'number' ? code : digitsToNumber(code, '.')
    const received = receivedText(cell)
    return clean(
      number === null ? { kind: 'code', code: String(code), received } : { kind: 'number', number, received },
    )
  }
  const read = readDigits(cell, mark)
  if ('refused' in read) return read.refused
  const { parts, number } = read
  if (parts.rest !== '' && fieldWords[rule.field]?.test(parts.rest) !== true) {
    return held('not-a-number', 'words after a number where a bare one is expected')
  }
  if (parts.relation !== '=') return held('limit-for-number', 'a limit where a number itself is expected')
  const [low, high] = plausible[rule.field] ?? [-Infinity, Infinity]
  if (number < low || number > high) return held('implausible-value', `a number outside ${low} to ${high}`)
  return clean({ kind: 'number', number, received: receivedText(cell) }, read.note)
}
