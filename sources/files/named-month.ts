const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const pattern =
  /(?<!\d)([12]\d|3[01]|0?[1-9])([-_. ]?)(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\2((?:19|20)\d{2})(?!\d)/gi

/** A day whose month a file's name has as an English word, such as `31Mar2024` or `31-March-2024`. */
export interface DayOfNamedMonth {
  readonly text: string
  /** What stands between its parts; nothing where they stand together. */
  readonly sign: string
  /** Whether the month is written by its first three letters. */
  readonly isShort: boolean
  /** Written as YYYY-MM-DD. */
  readonly day: string
}

/** The last day in a file's name whose month is an English word; null without one. */
export const dayOfNamedMonth = (name: string): DayOfNamedMonth | null => {
  const found = [...name.matchAll(pattern)].at(-1)
  if (found === undefined) return null
  const [text, day = '', sign = '', month = '', year = ''] = found
  const number = months.indexOf(month.slice(0, 3).toLowerCase()) + 1
  return {
    ...{ text, sign, isShort: month.length === 3 },
    day: `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`,
  }
}
