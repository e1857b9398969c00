import type { Cell } from '../../sources/source-record.js'
import type { ColumnRule } from './column-rule.js'
import { clean, type FieldReading, held } from './field-reading.js'
import { type DecimalMarks, digitsToNumber, untold } from './parse-number.js'
import { plainCell, receivedText } from './plain-text.js'
import { readAge } from './read-age.js'
import { unlistedCode } from './read-code.js'
import { readDigits } from './read-digits.js'
import { told } from '../../words/told.js'

const plausible: Readonly<Record<string, readonly [number, number]>> = { grade: [0, 5] }

const noUnit = (): boolean => false

/** Reads a cell as a plain number; a listed code may stand for one. */
export const readNumber = (rule: ColumnRule, cell: Cell, marks: DecimalMarks): FieldReading => {
  const code = rule.codes?.find(plainCell(cell))
  if (code !== undefined) {
    const number = typeof code === 'number' ? code : digitsToNumber(code, untold)
    const received = receivedText(cell)
    return clean(
      number === null ? { kind: 'code', code: String(code), received } : { kind: 'number', number, received },
    )
  }
  if (rule.field === 'ageYears') return readAge(cell, marks)
  const read = readDigits(cell, marks, noUnit)
  if ('refused' in read) {
    const isWord = read.refused.trouble?.kind === 'not-a-number' && cell.kind === 'text'
    return rule.codes !== null && isWord ? unlistedCode(plainCell(cell), rule.codes) : read.refused
  }
  const { parts, number } = read
  if (parts.rest !== '') return held('not-a-number', told`words after a number where a bare one is expected`)
  if (parts.relation !== '=') return held('limit-for-number', told`a limit where a number itself is expected`)
  const [low, high] = plausible[rule.field] ?? [-Infinity, Infinity]
  if (number < low || number > high) return held('implausible-value', told`a number outside ${low} to ${high}`)
  return clean({ kind: 'number', number, received: receivedText(cell) }, read.note)
}
