import { emptyCell, faultyCell, textCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { told } from '../../words/told.js'
import { isIsoDate, isoDate } from '../../protocol/schema/iso-date.js'
import { changesByTheDay, errorWord, wholeDay } from '../workbook/workbook-cell.js'
import type { OdsCell } from './sheet-cells.js'

// Signs that writing a number in some language adds and that say nothing.
const plainNumber = /^[-+−]?[\d.,'’\s\u00A0\u202F]+(?:[eE][-+]?\d+)?$/u

const firstNumber = /[-+−]?\d[\d.,'’\u00A0\u202F]*/u

const plainOf = (written: string, decimal: string): string => {
  const own = written.replace('−', '-').replace(/[.,]+$/, '')
  const kept = Array.from(own).filter(sign => /[\d+-]/.test(sign) || sign === decimal)
  return kept.join('').replace(decimal, '.')
}

// The number that is shown beside other signs, if the stored one says which of its signs is the decimal one.
const shownNumber = (stored: number, text: string): Cell => {
  const written = firstNumber.exec(text)?.[0] ?? ''
  for (const decimal of ['.', ',']) {
    const plain = plainOf(written, decimal)
    const number = Number(plain)
    const digits = plain.split('.')[1]?.length ?? 0
    if (plain === '' || Number.isNaN(number) || Math.abs(number - stored) > 0.5001 * 10 ** -digits) continue
    return { kind: 'number', text: text.replace(written, plain), number, shown: true }
  }
  return faultyCell(told`a number whose format shows another one`)
}

const numberCell = ({ type, value, text: shown }: OdsCell): Cell => {
  const number = Number(value)
  if (value === '' || !Number.isFinite(number)) return faultyCell(told`a number that is not stored as one`)
  const text = shown.normalize('NFKC').trim()
  if (text === '') return faultyCell(told`a number that its format hides`)
  // Leading zeros are digits of an id; a word is what a format, or a truth value, shows for a number.
  if (/^-?0\d+$/.test(text) || !/\d/.test(text)) return textCell(text)
  if (type === 'percentage') return shownNumber(number * 100, text)
  return plainNumber.test(text) ? { kind: 'number', text: String(number), number } : shownNumber(number, text)
}

// A format shows a day by its year, its month as a number or word, and its day.
const shows = (text: string, date: string): 'day' | 'month' | 'year' | 'other' => {
  const [year = '', month = '', day = ''] = date.split('-')
  const numbers = text.match(/\d+/g) ?? []
  const at = numbers.findIndex(number => number === year || number === year.slice(2))
  if (at < 0) return 'other'
  const rest = numbers.filter((_, index) => index !== at).map(Number)
  const monthAt = rest.indexOf(Number(month))
  const named = /\p{L}{3}/u.test(text)
  if (
    rest.includes(Number(day)) &&
    (named || Number(day) !== Number(month) || rest.filter(one => one === Number(day)).length > 1)
  )
    return 'day'
  return named || monthAt >= 0 ? 'month' : 'year'
}

const dayCell = ({ value, text }: OdsCell): Cell => {
  const [, date = '', hours = '0', minutes = '0', seconds = '0'] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?)?$/.exec(value) ?? []
  if (!isIsoDate(date)) return faultyCell(told`a day that does not exist`)
  const precision = shows(text, date)
  if (precision === 'other') {
    return faultyCell(told`a day whose format shows no year: the workbook may have added one; show the year`)
  }
  if (precision === 'day') return wholeDay(date, Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds))
  const shown = date.slice(0, precision === 'month' ? 7 : 4)
  return {
    kind: 'date',
    text: shown,
    date: isoDate(precision === 'month' ? `${shown}-01` : `${shown}-01-01`),
    precision,
  }
}

/** A cell of an OpenDocument sheet as its format shows it; what cannot be used says why. */
export const odsCell = (cell: OdsCell): Cell => {
  if (cell.covered) return faultyCell(told`below or right of a merged cell`)
  if (cell.type === 'error') return faultyCell(errorWord(cell.text))
  if (cell.formula !== '' && changesByTheDay.test(cell.formula)) {
    return faultyCell(told`a formula that changes by the day`)
  }
  switch (cell.type) {
    case 'float':
    case 'percentage':
      return numberCell(cell)
    case 'date':
      return dayCell(cell)
    case 'currency':
      return faultyCell(told`an amount of money`)
    case 'time':
      return faultyCell(told`a time of day or weekday without its day; show the whole day`)
    case 'boolean':
      return { kind: 'text', text: cell.value === 'true' ? 'TRUE' : 'FALSE' }
    default:
      return cell.text === '' ? emptyCell : textCell(cell.text)
  }
}
