/** Words beside an hour of up to twelve, with the hours of the day that they can mean. */
const partsOfDay = [
  { words: '[Aa]\\.?[Mm]\\.?|上午|午前|오전|凌晨|清晨|早上|早晨', from: 0, to: 11 },
  { words: '[Pp]\\.?[Mm]\\.?|下午|午後|오후', from: 12, to: 23 },
  { words: '中午', from: 10, to: 14 },
  { words: '傍晚', from: 15, to: 21 },
  { words: '晚上|夜间', from: 17, to: 23 },
] as const
const half = `(?:${partsOfDay.map(({ words }) => words).join('|')})`

const seconds = '(?:[:.分](?<second>\\d{2})(?:[.,]\\d+)?秒?)?'
const minutes = `(?:[:.](?<minute>\\d{2})${seconds}|\\s?[时時点hH]\\s?(?:(?<minutes>\\d{1,2})\\s?(?:分(?:(?<seconds>\\d{1,2})秒)?)?)?)`

/** How a time of day may stand behind a day, with or without its half of the day: a pattern with named parts. */
export const clockPattern = `(?:(?:[ T]|\\s*(?=${half}|\\d{1,2}\\s?[时時点]))(?:(?<ahead>${half})\\s*)?(?<hour>\\d{1,2})${minutes}\\s*(?<behind>${half}|Uhr)?)?`

const hoursOfWords = partsOfDay.map(part => ({ ...part, is: new RegExp(`^(?:${part.words})$`) }))

/** A time of day behind a day: seconds since midnight, null where none stands there; `impossible` is no time of a clock. */
export type ClockTime = number | null | 'impossible'

// 12 AM is midnight, 12 PM is noon; 14:05 PM says nothing more than 14:05, and 14:05 AM contradicts itself, as one o'clock in the evening does.
const hourOf = (hour: number, word: string | undefined): number | null => {
  const part = word === undefined ? undefined : hoursOfWords.find(({ is }) => is.test(word))
  if (part === undefined) return hour
  const meant = hour > 12 ? [hour] : [hour % 12, (hour % 12) + 12]
  return meant.find(one => one >= part.from && one <= part.to) ?? null
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
