import type { Cell } from '../../sources/source-record.js'
import { clean, type FieldReading, held } from './field-reading.js'
import type { DecimalMarks } from './parse-number.js'
import { plainCell, receivedText } from './plain-text.js'
import { readDigits } from './read-digits.js'
import { told } from '../../words/told.js'

const yearWords = /^(岁|周岁|歲|歳|세|y|yr|yrs|y\/?o|years?( old)?|jahre?|ans?|años?|anni)$/i

const youngUnits = 'm|mo|mos|mths?|months?|d|days?|w|wks?|weeks?|h|hours?|monate?|tage?|wochen?|mois|jours?|semaines?'
const young = new RegExp(
  `\\d\\s*(?:(?:${youngUnits}|meses|días?|mesi|giorni)\\b|个?月|個月|天|日|周(?!岁)|星期|小时)`,
  'iu',
)

const topCoded = /^\d{1,3}\s*(?:\++|岁?(?:及?以上|或以上)|(?:years? )?(?:and|or) (?:over|older|above))$/iu

const oldest = 125

const isYears = (rest: string): boolean => yearWords.test(rest)

/** Reads an age in completed years; months, weeks or days and top-coded ages (> 89, 90+) are held by their kind. */
export const readAge = (cell: Cell, marks: DecimalMarks): FieldReading => {
  const text = cell.kind === 'text' ? plainCell(cell) : ''
  if (young.test(text)) {
    return held(
      'age-in-months',
      told`an age in months, weeks or days where completed years are expected: ask for years, or for the day of birth`,
    )
  }
  if (topCoded.test(text)) return topCodedAge
  const read = readDigits(cell, marks, isYears)
  if ('refused' in read) return read.refused
  const { parts, number } = read
  if (parts.rest !== '' && !isYears(parts.rest)) {
    return held(
      'words-behind-number',
      told`a unit or words behind the number where an age in completed years is expected`,
    )
  }
  if (parts.relation !== '=') return topCodedAge
  if (number < 0 || number > oldest) return held('implausible-value', told`a number outside 0 to ${oldest}`)
  return clean({ kind: 'number', number, received: receivedText(cell) }, read.note)
}

const topCodedAge = held(
  'age-top-coded',
  told`a limit (a top-coded age such as > 89) where an age in completed years is expected: ask for the age, or for the day of birth`,
)
