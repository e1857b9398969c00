import { held, type FieldReading } from './field-reading.js'
import { type Told, told, toldAll, toldLiteral } from '../../words/told.js'
import type { KindThatCan } from '../../words/finding-kinds.js'

const separators = '[-/. ,]'

const twoDigits = new RegExp(
  `^(?:\\d{1,2}${separators}+(?:\\d{1,2}|\\p{L}{3,9}\\.?)${separators}+'?\\d{2}|\\d{2}(?:[-/.]\\d{1,2}[-/.]\\d{1,2}|年\\d{1,2}月\\d{1,2}日?)|\\p{L}{3,9}\\.?${separators}+\\d{1,2}${separators}+'?\\d{2}|\\d{6})(?:[ T].*)?$`,
  'u',
)

const about =
  /约|大约|左右|前后|上旬|中旬|下旬|年初|年底|年末|月初|月底|月末|春|夏|秋|冬|\b(?:ca|circa|approx|about|around|early|mid|late|spring|summer|autumn|fall|winter|etwa|ungefähr|anfang|mitte|ende|environ|vers|début|fin)\b|^~|\?/iu
const range =
  /\d{4}\s*(?:[-–—~/至到]|to|bis|until)\s*\d{4}|\d{4}.*\d\s*(?:[–—~至到]|\s-\s|\bto\b|\bbis\b|\buntil\b)\s*\d/iu
const partial =
  /^(?:\d{4}|\d{4}[-/.年]\s*\d{1,2}月?|\d{1,2}[-/.]\d{4}|\d{4}年|\p{L}{3,9}\.?[- ]\d{4}|\d{4}[-/.](?:\d{1,2}|UN|UNK|XX|00|--|\?\?)[-/.](?:UN|UNK|XX|00|--|\?\?)|(?:UN|UNK|XX|00|--)[-/. ](?:\p{L}{3,9}|\d{1,2}|UNK?|XX|00)[-/. ]\d{4})$/iu
const foreignMonth =
  /^(?:\d{1,2}[-./ ]+(?:de )?\p{L}{3,}\.?(?: de)?[-./, ]+\d{4}|\p{L}{3,}\.?[-./ ]+\d{1,2},?[-./ ]+\d{4})(?:[ T].*)?$/iu

const kinds: readonly (readonly [KindThatCan<'hold value'>, RegExp, Told])[] = [
  [
    'two-digit-year',
    twoDigits,
    told`a year of two digits, whose century cannot be told: list a format with YY and state \`century: { from: 1930 }\`, or ask for years of four digits`,
  ],
  ['range-of-days', range, told`a range of days or years where one day is expected`],
  ['approximate-date', about, told`a day that is only about known, or part of one, in words`],
  [
    'partial-date',
    partial,
    told`a part of a day, which no listed format reads: list one such as YYYY-MM, and say by \`impute\` what it becomes`,
  ],
  [
    'foreign-month',
    foreignMonth,
    told`a month by a name that no listed format reads: list one with MMM such as D MMM YYYY; of a name that is another month elsewhere state the language by \`months\`; or ask for months as numbers`,
  ],
]

/** Why a text in none of the listed formats is held, by what it looks like, with the formats that are listed. */
export const otherDayText = (text: string, listed: readonly string[]): FieldReading => {
  const formats = toldAll(listed.map(format => toldLiteral(format, listed)))
  for (const [kind, shape, message] of kinds)
    if (shape.test(text)) return held(kind, told`${message} (the mapping lists ${formats})`)
  return held('unreadable-date', told`no day in any of the formats that the mapping lists: ${formats}`)
}
