import type { Cell } from '../../sources/source-record.js'
import type { Relation } from '../../protocol/schema/relations.js'
import { clean, type FieldReading, held } from './field-reading.js'
import type { DecimalMarks } from './parse-number.js'
import { plainCell, receivedText } from './plain-text.js'
import { readDigits } from './read-digits.js'
import { told } from '../../words/told.js'

const yearWords = /^(岁|周岁|歲|歳|세|y|yr|yrs|y\/?o|years?( old)?|jahre?|j\.?|ans?|años?|anni)$/i

// Parts of an age: years, months, weeks, days, hours, each with its words, as in `3岁6月` or `2 years 3 months`.
const partWords = {
  years: 'y|yrs?|years?|jahre?|ans?|años?|anni|岁|周岁|歲|歳|세',
  months: 'm|mo|mos|mths?|months?|monate?|mois|meses|mesi|个?月龄?|個月|月齢',
  weeks: 'w|wks?|weeks?|wochen?|semaines?|周龄?(?!岁)|星期',
  days: 'd|days?|tage?|jours?|días?|giorni|天|日龄?',
  hours: 'h|hours?|小时',
} as const

const part = (words: string): string => `(?:(\\d{1,5})\\s*(?:${words})\\.?[\\s,]*)?`

const inParts = new RegExp(`^${Object.values(partWords).map(part).join('')}(?:old)?$`, 'iu')

// Months, weeks and hours, or a man, a woman and un hombre of so many years.
const unitOrSex = /^\d+\s*[mwh]$/i

const [monthsOfYear, daysOfYear] = [12, 365.25]

/** The completed years of an age that gives months, weeks, days or hours; null for any other text. */
const yearsOfParts = (text: string): number | null => {
  const found: readonly (string | undefined)[] = inParts.exec(text) ?? []
  const [, years, ...younger] = found
  if (younger.every(written => written === undefined)) return null
  const [months = 0, weeks = 0, days = 0] = younger.map(written => Number(written ?? 0))
  return Math.floor(Number(years ?? 0) + months / monthsOfYear + (weeks * 7 + days) / daysOfYear)
}

// `90+`, `89岁以上`, `90 years and over`: the age itself is one of those that are meant.
const topCoded =
  /^(\d{1,3})\s*(?:\++(?: ?years?)?|(?:周?岁)?(?:及?以上|或以上)|(?:years? )?(?:and|or) (?:over|older|above)|(?:y(?:ea)?rs?)?\+)$/iu

const oldest = 125

const isYears = (rest: string): boolean => yearWords.test(rest)

/** Reads an age in completed years, also from months, weeks and days; a top-coded one (> 89, 90+) is a limit. */
export const readAge = (cell: Cell, marks: DecimalMarks): FieldReading => {
  const text = cell.kind === 'text' ? plainCell(cell) : ''
  if (unitOrSex.test(text)) {
    return held(
      'age-in-months',
      told`a number with m, w or h, which may be months, weeks or hours, or the sex beside the years: ask for years, or for the day of birth`,
    )
  }
  const years = yearsOfParts(text)
  if (years !== null) {
    if (years > oldest) return held('implausible-value', told`a number outside 0 to ${oldest}`)
    const note = told`ages in months, weeks or days were read as completed years`
    return clean({ kind: 'number', number: years, received: receivedText(cell) }, note)
  }
  const top = topCoded.exec(text)?.[1]
  if (top !== undefined) return limitOfAge(Number(top), '>=', cell)
  const read = readDigits(cell, marks, isYears)
  if ('refused' in read) return read.refused
  const { parts, number } = read
  if (parts.rest !== '' && !isYears(parts.rest)) {
    return held(
      'words-behind-number',
      told`a unit or words behind the number where an age in completed years is expected`,
    )
  }
  if (parts.relation !== '=') return limitOfAge(number, parts.relation, cell)
  if (number < 0 || number > oldest) return held('implausible-value', told`a number outside 0 to ${oldest}`)
  return clean({ kind: 'number', number, received: receivedText(cell) }, read.note)
}

const limitOfAge = (number: number, relation: Relation, cell: Cell): FieldReading => {
  if (number < 0 || number > oldest) return held('implausible-value', told`a number outside 0 to ${oldest}`)
  return clean(
    { kind: 'quantity', number, relation, unit: null, received: receivedText(cell), receivedUnit: null },
    told`ages given as limits (> 89, 90+) were read as limits: they decide only what the limit decides`,
  )
}
