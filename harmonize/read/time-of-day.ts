// A half of the day in the words of exports; noon belongs to the second one.
const firstHalf = '[Aa]\\.?[Mm]\\.?|上午|午前|오전|凌晨|清晨|早上|早晨'
const secondHalf = '[Pp]\\.?[Mm]\\.?|下午|午後|오후|中午|傍晚|晚上|夜间'
const half = `(?:${firstHalf}|${secondHalf})`

const seconds = '(?:[:.分](?<second>\\d{2})(?:[.,]\\d+)?秒?)?'
const minutes = `(?:[:.](?<minute>\\d{2})${seconds}|\\s?[时時点hH]\\s?(?:(?<minutes>\\d{1,2})\\s?(?:分(?:(?<seconds>\\d{1,2})秒)?)?)?)`

/** How a time of day may stand behind a day, with or without its half of the day: a pattern with named parts. */
export const clockPattern = `(?:(?:[ T]|\\s*(?=${half}|\\d{1,2}\\s?[时時点]))(?:(?<ahead>${half})\\s*)?(?<hour>\\d{1,2})${minutes}\\s*(?<behind>${half}|Uhr)?)?`

const isFirst = new RegExp(`^(?:${firstHalf})$`)
const isSecond = new RegExp(`^(?:${secondHalf})$`)

/** A time of day behind a day: seconds since midnight, null where none stands there; `impossible` is no time of a clock. */
export type ClockTime = number | null | 'impossible'

// 12 AM is midnight, 12 PM is noon; 14:05 PM says nothing more than 14:05, and 14:05 AM contradicts itself.
const hourOf = (hour: number, word: string | undefined): number | null => {
  if (word !== undefined && isFirst.test(word)) return hour > 12 ? null : hour % 12
  if (word !== undefined && isSecond.test(word)) return hour > 12 ? hour : (hour % 12) + 12
  return hour
}

/** The time of day of the named parts of a text; fractions of a second are left out. */
export const timeOfParts = (parts: Readonly<Record<string, string | undefined>>): ClockTime => {
  if (parts['hour'] === undefined) return null
  const hour = hourOf(Number(parts['hour']), parts['ahead'] ?? parts['behind'])
  const minute = Number(parts['minute'] ?? parts['minutes'] ?? 0)
  const second = Number(parts['second'] ?? parts['seconds'] ?? 0)
  // The last second of a day that a leap second may have.
  if (hour === null || hour > 23 || minute > 59 || second > 60) return 'impossible'
  return hour * 3600 + minute * 60 + Math.min(second, 59)
}
